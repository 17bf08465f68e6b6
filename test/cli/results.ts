import { z } from "zod";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const example = z.strictObject({ at: z.int(), seq: z.int().positive(), text: z.string().min(1) });

const verdict = z.strictObject({
  valid: z.union([z.boolean(), z.literal("unknown")]),
  expected: z.nullable(z.boolean()),
  count: z.int().nonnegative(),
  exercised: z.int().nonnegative(),
  first: z.nullable(example),
  worst: z.nullable(example),
  note: z.string().min(1),
});

const direction = z.enum(["lower", "higher", "neither"]);
const unit = z.string().min(1);

const figure = z.union([
  z.strictObject({
    value: z.string().regex(/^\d+(\.\d+)?$/, "is no plain decimal"),
    unit,
    better: direction,
    note: z.exactOptional(z.string()),
    priceBasis: z.exactOptional(z.string()),
  }),
  z.strictObject({ value: z.null(), why: z.string().min(1), unit, better: direction }),
]);

const verdicts = z.record(z.string(), verdict);
const metrics = z.record(z.string(), figure);

/** `results.json` as CLI.md describes it: every field, and no other. */
const resultsSchema = z.strictObject({
  format: z.literal(1),
  scenario: z.string().regex(/^[a-z0-9-]+$/),
  scenarioHash: hash,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  tenant: z.enum(["hardhat", "model"]),
  traceHash: hash,
  defenses: z.array(z.string()),
  verdicts,
  metrics,
  control: z.nullable(z.strictObject({ scenarioHash: hash, traceHash: hash, verdicts, metrics })),
  replay: z.string().startsWith("npm run sim -- replay "),
});

export type Results = z.infer<typeof resultsSchema>;

/** Reads results, and throws unless they have the form that CLI.md promises. */
export const readResults = (text: string): Results => resultsSchema.parse(JSON.parse(text));

/** The values of figures alone, by name. */
export const valuesOf = (figures: Results["metrics"]) =>
  Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value]));

/** What each check says, by name. */
export const validityOf = (judged: Results["verdicts"]) =>
  Object.fromEntries(Object.entries(judged).map(([name, { valid }]) => [name, valid]));
