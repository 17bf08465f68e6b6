import { z } from "zod";

/** What a report relies on in a run's files; a field more is none of its business. */

const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex");
const example = z.looseObject({ seq: count, at: count, text: z.string() });

const found = {
  valid: z.union([z.boolean(), z.literal("unknown")]),
  count,
  exercised: count,
  first: z.nullable(example),
  worst: z.nullable(example),
  note: z.string(),
};

/** A verdict of which nobody says what was expected. */
export const bareVerdict = z.looseObject(found);
const verdict = z.looseObject({ ...found, expected: z.nullable(z.boolean()) });

const outline = { unit: z.string(), better: z.enum(["lower", "higher", "neither"]) };
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "must be a plain decimal, as a string");
export const figure = z.union([
  z.looseObject({ value: z.null(), why: z.string(), ...outline }),
  z.looseObject({ value: decimal, ...outline }),
]);

const world = {
  scenarioHash: hash,
  traceHash: hash,
  verdicts: z.record(z.string(), verdict),
  metrics: z.record(z.string(), figure),
};

/** The form of results.json. */
export const resultsShape = z.looseObject({
  format: z.literal(1),
  scenario: z.string(),
  seed: count,
  tenant: z.string(),
  defenses: z.array(z.string()),
  ...world,
  control: z.nullable(z.looseObject(world)),
  replay: z.string(),
});

const place = { seq: count, at: count };
const completion = { ...place, actor: z.string(), invocation: count };
const refused = {
  ...completion,
  error: z.looseObject({ name: z.string(), args: z.record(z.string(), z.string()) }),
};
const balance = z.looseObject({
  chain: z.string(),
  account: z.string(),
  token: z.string(),
  amount: z.string().regex(/^\d+$/, "must be a string of digits"),
});

/** The form of a line of trace.jsonl. */
export const eventShape = z.discriminatedUnion("type", [
  z.looseObject({ ...place, type: z.literal("begin"), scenario: z.looseObject({}) }),
  z.looseObject({
    ...place,
    type: z.literal("invoke"),
    actor: z.string(),
    action: z.looseObject({ verb: z.string() }),
  }),
  z.looseObject({
    ...completion,
    type: z.literal("ok"),
    result: z.looseObject({}),
    balances: z.array(balance),
  }),
  z.looseObject({ ...refused, type: z.literal("fail") }),
  z.looseObject({ ...refused, type: z.literal("info") }),
  z.looseObject({ ...place, type: z.literal("end") }),
]);
