import { z } from "zod";
import { InputError } from "../core/errors.ts";
import { claimsOf, faultsOf, type PlacedFact } from "./facts.rules.ts";
import type { Calldata, Fact, FactFile, Incident, Parameters, Source, Traffic } from "./facts.ts";
import {
  address,
  amount,
  bytes,
  count,
  custom,
  day,
  month,
  ratio,
  span,
  text,
  valueByUnit,
  word,
} from "./facts.units.ts";

/** A folder of `facts/`, which says what its files must be. */
export type FactFolder = "incidents" | "parameters" | "traffic" | "vectors";

/**
 * Checks a file of facts against everything that facts/README.md asks of it.
 *
 * This module loads zod, which takes longer than all of the facts: it is for tests and for files
 * that do not come with the program. The program's own are in `facts.ts`.
 *
 * @param folder What the file is: an incident, parameters, traffic or vectors.
 * @param data The parsed JSON.
 * @param place Where it was found, for the error.
 * @throws InputError with every place that is wrong and what would be right.
 */
export function checkFacts(folder: FactFolder, data: unknown, place: string): void {
  const checked = schemas[folder].safeParse(data);
  if (checked.success) return;
  throw new InputError(`${place} is no file of facts.`, {
    metaMessages: checked.error.issues.map(
      ({ path, message }) => `${path.join(".") || "The file"}: ${message}`,
    ),
    docsPath: "facts/README.md",
  });
}

const source: z.ZodType<Source> = z
  .strictObject({
    title: text,
    where: text,
    kind: z.enum(["code", "page", "calculation", "memory"]),
    date: z.exactOptional(z.union([day, month])),
    licence: z.exactOptional(text),
  })
  .refine(
    ({ kind, where }) =>
      kind !== "code" || /^[\w.-]+\/[\w.-]+ at ([0-9a-f]{7,40}|an unrecorded commit)\b/.test(where),
    { path: ["where"], error: "must be a repository and its commit: owner/name at 8992526" },
  )
  .refine(({ kind, where }) => kind !== "page" || /^[\w-]+(\.[\w-]+)+/.test(where), {
    path: ["where"],
    error: "must begin with the host of the page",
  });

const claim = {
  source: z.array(text).readonly(),
  date: z.union([day, month, span]).nullable(),
  status: z.enum(["sourced", "derived", "disputed", "unsourced", "chosen", "fitted"]),
  note: z.exactOptional(text),
};

/** The form of a fact whose value has the given schema; the rules on top of it are below. */
const factOf = <Value>(value: z.ZodType<Value>, unit: z.ZodType<string>): z.ZodType<Fact<Value>> =>
  z.strictObject({
    value,
    unit,
    ...claim,
    used: z.exactOptional(z.literal(true)),
    alternatives: z.exactOptional(
      z
        .array(z.strictObject({ value, ...claim, used: z.literal(false) }))
        .min(1)
        .readonly(),
    ),
  });

const named = z
  .record(
    custom<string>(
      /^[a-z][A-Za-z0-9]*(\.([A-Z]+|share))?$/,
      "a name such as etherAmount, loss.ETH or recovered.share",
    ),
    factOf(
      z.unknown(),
      z.string().refine((unit) => Object.hasOwn(valueByUnit, unit), "is no known unit"),
    ),
  )
  .superRefine((group, context) => {
    for (const [name, fact] of Object.entries(group))
      for (const { value, status, path } of claimsOf(fact))
        if (!(status === "unsourced" && value === null)) {
          const checked = valueByUnit[fact.unit]?.safeParse(value);
          for (const issue of checked?.error?.issues ?? [])
            context.addIssue({
              code: "custom",
              path: [name, ...path, "value", ...issue.path],
              message: `in ${fact.unit} ${issue.message}`,
            });
        }
  });

const head = {
  format: z.literal(1),
  name: custom<string>(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a name in kebab-case"),
  title: text,
  sources: z.record(z.string(), source),
};

const incident: z.ZodType<Incident> = z
  .strictObject({ ...head, inputs: named, outcomes: named })
  .superRefine((file, context) =>
    report(context, file, [
      ...placed(["inputs"], file.inputs),
      ...placed(["outcomes"], file.outcomes),
    ]),
  );

const parameters: z.ZodType<Parameters> = z
  .strictObject({ ...head, inputs: named })
  .superRefine((file, context) => report(context, file, placed(["inputs"], file.inputs)));

const ascending = z
  .array(amount)
  .min(1)
  .refine(
    (sizes) => sizes.every((size, at) => at === 0 || BigInt(sizes[at - 1] ?? 0) <= BigInt(size)),
    "must ascend",
  )
  .readonly();

const traffic: z.ZodType<Traffic> = z
  .strictObject({
    ...head,
    sizes: factOf(
      z
        .strictObject({
          token: text,
          count,
          total: amount,
          quantiles: ascending,
          largest: ascending,
        })
        .refine(({ quantiles, largest }) => quantiles.at(-1) === largest.at(-1), {
          path: ["largest"],
          error: "must end with the last quantile",
        })
        .refine(({ largest, count }) => largest.length < count, {
          path: ["count"],
          error: "must be more than the largest",
        }),
      z.literal("wei"),
    ),
    arrivals: factOf(
      z
        .strictObject({
          count,
          firstDay: day,
          perDayUtc: z.array(count).min(1).readonly(),
          perHourUtc: z.array(count).length(24).readonly(),
        })
        .refine(({ count, perDayUtc }) => sum(perDayUtc) === count, {
          path: ["perDayUtc"],
          error: "must add up to the count",
        })
        .refine(({ count, perHourUtc }) => sum(perHourUtc) === count, {
          path: ["perHourUtc"],
          error: "must add up to the count",
        }),
      z.literal("withdrawals"),
    ),
    wethShare: factOf(ratio, z.literal("fraction")),
  })
  .superRefine((file, context) => {
    const { sizes, arrivals, wethShare } = file;
    report(context, file, placed([], { sizes, arrivals, wethShare }));
  });

const call = z.strictObject({
  symbol: text,
  arguments: factOf(
    z.strictObject({
      withdrawalId: count,
      user: address,
      token: address,
      amount,
      signatures: bytes,
    }),
    z.literal("arguments"),
  ),
  calldata: factOf(bytes, z.literal("bytes")),
  digests: factOf(
    z.strictObject({ preimage: bytes, inner: word, signed: word }),
    z.literal("bytes"),
  ),
  signatures: factOf(
    z
      .array(z.strictObject({ mode: count, r: word, s: word, v: count, signer: address }))
      .readonly(),
    z.literal("signatures"),
  ),
});

const calldata: z.ZodType<Calldata> = z
  .strictObject({
    ...head,
    gateway: factOf(address, z.literal("address")),
    function: factOf(text, z.literal("words")),
    selector: factOf(bytes, z.literal("bytes")),
    calls: z.array(call).min(1).readonly(),
  })
  .superRefine((file, context) => {
    const { gateway, function: signature, selector, calls } = file;
    report(context, file, [
      ...placed([], { gateway, function: signature, selector }),
      ...calls.flatMap(({ symbol: _, ...facts }, at) => placed(["calls", String(at)], facts)),
    ]);
  });

const schemas = { incidents: incident, parameters, traffic, vectors: calldata };

function report(
  context: z.core.$RefinementCtx,
  { sources }: FactFile,
  facts: readonly PlacedFact[],
): void {
  for (const { path, message } of faultsOf(facts, sources))
    context.addIssue({ code: "custom", path: [...path], message });
}

const placed = (
  path: readonly string[],
  group: { readonly [name: string]: Fact<unknown> },
): PlacedFact[] => Object.entries(group).map(([name, fact]) => ({ path: [...path, name], fact }));

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
