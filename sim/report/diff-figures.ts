import type { Example } from "../check/verdict.ts";
import type { Figure, Figures } from "../metric/metric.ts";
import type { Results } from "../study/results.ts";
import type { Both } from "./field-changes.ts";

type Verdicts = Results["verdicts"];

/** What a check found in one run. */
export type Found = {
  readonly valid: boolean | "unknown";
  readonly count: number;
  readonly first: Example | null;
};

/** A check that finds something else in another run; `null` where a run does not have it. */
export type VerdictChange = { readonly check: string } & Both<Found | null>;

/** A figure that another run does not have, or has with another value. */
export type FigureChange = {
  readonly name: string;
  /** Exactly, right less left, in the figure's unit; `null` where one of them is no number. */
  readonly difference: string | null;
  /** What the right run is, seen from the left one. */
  readonly effect: "better" | "worse" | "neither";
} & Both<Figure | null>;

/** Returns the checks that say another thing, fail more or less often, or first fail otherwise. */
export function diffVerdicts(left: Verdicts, right: Verdicts): readonly VerdictChange[] {
  return namesOf(left, right).flatMap((check) => {
    const change = { check, left: foundBy(left[check]), right: foundBy(right[check]) };
    return saidOf(change.left) === saidOf(change.right) ? [] : [change];
  });
}

const foundBy = (verdict: Verdicts[string] | undefined): Found | null =>
  verdict === undefined
    ? null
    : { valid: verdict.valid, count: verdict.count, first: verdict.first };

/** An event's number is left out: one event more before it is no other failure. */
const saidOf = (found: Found | null): string =>
  found === null ? "" : `${found.valid} ${found.count} ${found.first?.text ?? ""}`;

/** Returns every figure that changed: its value, its unit, or why it has none. Losses come first. */
export function diffFigures(left: Figures, right: Figures): readonly FigureChange[] {
  const changes = namesOf(left, right).flatMap((name): FigureChange[] => {
    const both = { left: left[name] ?? null, right: right[name] ?? null };
    if (textOf(both.left) === textOf(both.right)) return [];
    const difference = differenceOf(both);
    return [{ name, ...both, difference, effect: effectOf(both, difference) }];
  });
  const isLoss = ({ name }: FigureChange) => name.startsWith("loss.");
  return [...changes.filter(isLoss), ...changes.filter((change) => !isLoss(change))];
}

const namesOf = (left: object, right: object): readonly string[] => [
  ...new Set([...Object.keys(left), ...Object.keys(right)]),
];

const textOf = (figure: Figure | null): string =>
  figure === null
    ? ""
    : figure.value === null
      ? `none ${figure.unit} ${figure.why}`
      : `${figure.value} ${figure.unit}`;

function differenceOf({ left, right }: Both<Figure | null>): string | null {
  if (left === null || right === null || left.value === null || right.value === null) return null;
  return left.unit === right.unit ? subtract(right.value, left.value) : null;
}

/** Returns `a` less `b`, exactly, with the decimals that either has. */
function subtract(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const difference = scaled(a, decimals) - scaled(b, decimals);
  const digits = `${difference < 0n ? -difference : difference}`.padStart(decimals + 1, "0");
  const split = digits.length - decimals;
  const fraction = decimals === 0 ? "" : `.${digits.slice(split)}`;
  return `${difference < 0n ? "-" : ""}${digits.slice(0, split)}${fraction}`;
}

const decimalsOf = (text: string): number => text.split(".")[1]?.length ?? 0;

const scaled = (text: string, decimals: number): bigint => {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(`${whole}${fraction.padEnd(decimals, "0")}`);
};

function effectOf(
  { left, right }: Both<Figure | null>,
  difference: string | null,
): FigureChange["effect"] {
  const isNone =
    difference === null || left === null || right === null || /^-?[0.]*$/.test(difference);
  if (isNone || left.better !== right.better || right.better === "neither") return "neither";
  return difference.startsWith("-") === (right.better === "lower") ? "better" : "worse";
}
