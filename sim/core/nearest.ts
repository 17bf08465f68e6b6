import { closest } from "fastest-levenshtein";

/**
 * Returns the one of `names` that somebody who wrote `name` is likeliest to mean: one that begins
 * with it or has it as a part, else, among those of the same first part, the one that takes the
 * fewest edits.
 *
 * @example
 * nearest("quorum", ["vault.ETH", "quorum.threshold"]); // => "quorum.threshold"
 */
export function nearest(name: string, names: readonly string[]): string {
  const wanted = name.toLowerCase();
  const containing = names.filter((candidate) => candidate.toLowerCase().includes(wanted));
  const firstPart = `${wanted.split(".")[0]}.`;
  const related = names.filter((candidate) => candidate.toLowerCase().startsWith(firstPart));
  const pool = [containing, related, names].find((some) => some.length > 0) ?? names;
  return closest(name, pool as string[]);
}
