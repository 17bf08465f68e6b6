import { z } from "zod";
import { InputError } from "../core/errors.ts";
import type { Cause, WayIn } from "./causes.ts";
import { factIn, factOf, head, id, named, placed, report } from "./facts.fact.schema.ts";
import type { Calldata, Incident, Parameters, Traffic } from "./facts.ts";
import { address, amount, bytes, count, day, ratio, text, word } from "./facts.units.ts";
import type { Attribution, Holding, LedgerFile, LedgerIncident } from "./ledger.ts";

/** A folder of `facts/`, which says what its files must be. */
export type FactFolder = "incidents" | "ledger" | "parameters" | "traffic" | "vectors";

/**
 * Checks a file of facts against everything that facts/README.md asks of it.
 *
 * This module loads zod, which takes longer than all of the facts: it is for tests and for files
 * that do not come with the program. The program's own are in `facts.ts`.
 *
 * @param folder What the file is: an incident, the ledger, parameters, traffic or vectors.
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

const theft: z.ZodType<LedgerIncident> = z.strictObject({
  id,
  title: text,
  on: factIn<string>("day"),
  amounts: factIn<readonly Holding[] | null>("amounts"),
  dollars: factIn<string | null>("US dollars"),
  by: factIn<WayIn>("way in"),
  causes: factIn<readonly Cause[]>("causes"),
  attribution: factIn<Attribution>("attribution"),
  timeToDetect: factIn<number | null>("seconds"),
  recovered: factIn<string | null>("US dollars"),
});

const ledger: z.ZodType<LedgerFile> = z
  .strictObject({
    ...head,
    incidents: z.array(theft).min(1).readonly(),
    totals: z
      .array(
        z.strictObject({
          id,
          title: text,
          from: day,
          until: day,
          party: text,
          dollars: factIn<string>("US dollars"),
        }),
      )
      .readonly(),
    popular: z
      .array(
        z.strictObject({
          id,
          says: text,
          incident: z.exactOptional(id),
          total: z.exactOptional(id),
          dollars: factIn<string>("US dollars"),
        }),
      )
      .readonly(),
  })
  .superRefine((file, context) => {
    const { incidents, totals, popular } = file;
    report(context, file, [
      ...incidents.flatMap(({ id: _, title: _title, ...facts }, at) =>
        placed(["incidents", String(at)], facts),
      ),
      ...totals.flatMap(({ dollars }, at) => placed(["totals", String(at)], { dollars })),
      ...popular.flatMap(({ dollars }, at) => placed(["popular", String(at)], { dollars })),
    ]);
  });

const schemas = { incidents: incident, ledger, parameters, traffic, vectors: calldata };

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
