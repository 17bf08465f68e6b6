import Table from "cli-table3";
import type { Compared, Gap, Side, Verification } from "./verification.ts";

/**
 * Returns a verification as a person reads it: first whether all agrees, then a table for the run and
 * one for its control, how differing figures were recomputed, and what was not.
 */
export const verificationText = ({ figures, notRecomputed, agrees }: Verification): string =>
  `${[
    agrees
      ? `All ${figures.length} lines agree: the chains' balances, logs and calls say what results.json says.`
      : disagreement(figures.filter((line) => !line.agrees)),
    ...(["run", "control"] as const).flatMap((side) => tableOf(side, figures)),
    ...notes("How they were recomputed:", figures.filter((line) => !line.agrees).map(noteOf)),
    ...notes("Not recomputed from the chains:", notRecomputed.map(gapLine)),
  ].join("\n\n")}\n`;

const titles: { readonly [side in Side]: string } = { run: "Run", control: "Control" };

function tableOf(side: Side, figures: readonly Compared[]): readonly string[] {
  const own = figures.filter(({ run }) => run === side);
  if (own.length === 0) return [];
  const table = new Table({
    head: [titles[side], "claimed", "found again", ""],
    colAligns: ["left", "right", "right", "left"],
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: noLines,
  });
  for (const { name, claimed, found, agrees } of own)
    table.push([name, shown(claimed), shown(found), agrees ? "agrees" : "DIFFERS"]);
  return [trimmed(table.toString())];
}

const noLines = Object.fromEntries(
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle"
    .split(" ")
    .map((part) => [part, ""]),
);

const trimmed = (text: string): string => text.replaceAll(/ +$/gm, "");

/** Hashes are cut to what tells them apart; everything else is written out. */
const shown = (value: string | null): string =>
  value === null ? "none" : /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 16)}…` : value;

const notes = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [[title, ...lines.map((line) => `  ${line}`)].join("\n")];

const noteOf = ({ run, name, how }: Compared): string => `${name} of the ${run}: ${how}.`;

const gapLine = ({ name, why }: Gap): string => `${name}: ${why}.`;

function disagreement(lines: readonly Compared[]): string {
  const names = lines.map(({ run, name }) => `${name} of the ${run}`);
  return lines.length === 1
    ? `One line differs: ${names[0]}.`
    : `${lines.length} lines differ: ${names.join(", ")}.`;
}
