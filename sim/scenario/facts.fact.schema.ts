import { z } from "zod";
import { claimsOf, faultsOf, type PlacedFact } from "./facts.rules.ts";
import type { Fact, FactFile, Source } from "./facts.ts";
import { custom, day, month, span, text, valueByUnit } from "./facts.units.ts";

// The form of one fact, of a group of facts, and of what every file of facts begins with.

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
export const factOf = <Value>(
  value: z.ZodType<Value>,
  unit: z.ZodType<string>,
): z.ZodType<Fact<Value>> =>
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

export const named = z
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
    for (const [name, fact] of Object.entries(group)) reportForms(context, [name], fact);
  });

/** Reports every value of a fact that is not in the form of its unit. */
function reportForms(
  context: z.core.$RefinementCtx,
  place: readonly string[],
  fact: Fact<unknown>,
): void {
  for (const { value, status, path } of claimsOf(fact)) {
    if (status === "unsourced" && value === null) continue;
    const checked = valueByUnit[fact.unit]?.safeParse(value);
    for (const issue of checked?.error?.issues ?? [])
      context.addIssue({
        code: "custom",
        path: [...place, ...path, "value", ...issue.path],
        message: `in ${fact.unit} ${issue.message}`,
      });
  }
}

export const id = custom<string>(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a name in kebab-case");

export const head = {
  format: z.literal(1),
  name: id,
  title: text,
  sources: z.record(z.string(), source),
};

/** A fact in one unit of those that the incidents' own files know. */
export const factIn = <Value>(unit: string): z.ZodType<Fact<Value>> =>
  factOf(z.unknown(), z.literal(unit)).superRefine((fact, context) =>
    reportForms(context, [], fact),
  ) as z.ZodType<Fact<Value>>;

/** Reports every breach of the rules that hold between the facts and the sources of a file. */
export function report(
  context: z.core.$RefinementCtx,
  { sources }: FactFile,
  facts: readonly PlacedFact[],
): void {
  for (const { path, message } of faultsOf(facts, sources))
    context.addIssue({ code: "custom", path: [...path], message });
}

export const placed = (
  path: readonly string[],
  group: { readonly [name: string]: Fact<unknown> },
): PlacedFact[] => Object.entries(group).map(([name, fact]) => ({ path: [...path, name], fact }));
