import type { Fact, FactFile, FactStatus } from "./facts.ts";

/** A fact and where it stands in its file. */
export type PlacedFact = { readonly path: readonly string[]; readonly fact: Fact<unknown> };

/** What is wrong, as the end of a sentence that begins with the place. */
type Fault = { readonly path: readonly string[]; readonly message: string };

/**
 * Returns every breach of the rules of facts/README.md that the form of a file does not show: who
 * bears a value out, whether its status admits that, and whether each source bears out something.
 *
 * @param facts All facts of a file.
 * @param sources The file's sources.
 */
export function faultsOf(
  facts: readonly PlacedFact[],
  sources: FactFile["sources"],
): readonly Fault[] {
  const claims = facts.flatMap(({ path, fact }) =>
    claimsOf(fact).map((claim) => ({ ...claim, path: [...path, ...claim.path] })),
  );
  const used = new Set(claims.flatMap(({ source }) => source));
  const idle = Object.keys(sources).filter((id) => !used.has(id));
  return [
    ...facts.flatMap(({ path, fact }) => at(path, faultsOfDispute(fact))),
    ...claims.flatMap((claim) => at(claim.path, faultsOfClaim(claim, sources))),
    ...idle.flatMap((id) => at(["sources", id], ["bears out nothing"])),
  ];
}

/** Returns a fact's own value and its alternatives, each with where it stands in the fact. */
export const claimsOf = (fact: Fact<unknown>): readonly Claim[] => [
  { ...fact, path: [] },
  ...(fact.alternatives ?? []).map((one, index) => ({
    ...one,
    path: ["alternatives", String(index)],
  })),
];

type Claim = Pick<Fact<unknown>, "value" | "source" | "date" | "status" | "note"> & {
  readonly path: readonly string[];
};

const at = (path: readonly string[], messages: readonly string[]): readonly Fault[] =>
  messages.map((message) => ({ path, message }));

const borneOut: readonly FactStatus[] = ["sourced", "derived", "disputed"];

function faultsOfClaim(
  { value, source, date, status, note }: Claim,
  sources: FactFile["sources"],
): readonly string[] {
  const faults: string[] = [];
  const unknown = source.filter((id) => !Object.hasOwn(sources, id));
  const firm = source.filter((id) => sources[id]?.kind !== "memory");
  if (unknown.length > 0) faults.push(`names no source of this file: ${unknown.join(", ")}`);
  if (new Set(source).size < source.length) faults.push("names a source twice");
  if (borneOut.includes(status)) {
    if (firm.length === 0) faults.push(`is ${status}, but by no source other than memory`);
    if (date === null) faults.push(`is ${status}, but of no date`);
  } else {
    if (note === undefined) faults.push(`is ${status} without a note that says why`);
    if (status === "unsourced" && firm.length > 0) faults.push("is unsourced, but has a source");
  }
  if (value === null && status !== "unsourced") faults.push(`is ${status}, but has no value`);
  return faults;
}

function faultsOfDispute({ status, used, note, alternatives }: Fact<unknown>): readonly string[] {
  if (status !== "disputed")
    return alternatives || used ? ["has alternatives or is marked used, but is not disputed"] : [];
  if (!alternatives) return ["is disputed, but has no alternatives"];
  return used && note !== undefined ? [] : ["must be marked used, with a note that says why"];
}
