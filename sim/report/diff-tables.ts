import pc from "picocolors";
import { plural } from "../core/words.ts";
import type { Figure } from "../metric/metric.ts";
import type { RunDiff, WorldDiff } from "./diff.ts";
import type { FigureChange, Found } from "./diff-figures.ts";
import { isZero, readable, readableValue } from "./figure.ts";
import { type Colors, mark, plainTable, type Style, type Table, wrap } from "./table.ts";

/** Returns the verdicts that changed, with each side's first failure. */
export function verdictLines({ verdicts }: WorldDiff, { width }: Style, colors: Colors): string {
  if (verdicts.length === 0) return "Every verdict is the same.";
  const table = plainTable(["check", "left", "right", "first failure"], colors, {
    colWidths: [14, 14, 14, Math.max(width - 42, 30)],
    wordWrap: true,
  });
  for (const { check, left, right } of verdicts) {
    const failures = [
      ...(left?.first ? [`left: ${left.first.text}`] : []),
      ...(right?.first ? [`right: ${right.first.text}`] : []),
    ];
    table.push([check, verdictCell(left, colors), verdictCell(right, colors), failures.join("\n")]);
  }
  return table.toString();
}

const verdictCell = (found: Found | null, colors: Colors): string =>
  found === null
    ? "-"
    : `${mark(found.valid, colors)}${found.count === 0 ? "" : ` (${found.count})`}`;

/** Returns every figure that changed, why some have no value, and how many are as they were. */
export function figureLines(
  diff: RunDiff,
  { figures, sameFigures }: WorldDiff,
  { width }: Style,
  colors: Colors,
): string {
  if (figures.length === 0) return "Every figure is the same.";
  const same = sameFigures === 0 ? [] : [`${plural(sameFigures, "other figure")} did not change.`];
  const notes = [...missingNotes(figures), ...same].map((note) =>
    colors.dim(wrap(note, width, "")),
  );
  // Where neither run has a value, only the reason changed, and the notes tell it.
  const valued = figures.filter(({ left, right }) => left?.value != null || right?.value != null);
  const table = valued.length === 0 ? [] : [figureTable(diff, valued, width, colors)];
  return [...table, ...notes].join("\n");
}

type Row = {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly difference: string;
  readonly effect: FigureChange["effect"];
};

/** Writes exact values side by side where they fit, one below the other where they do not. */
function figureTable(
  diff: RunDiff,
  figures: readonly FigureChange[],
  width: number,
  colors: Colors,
): string {
  const rows = figures.map(
    (change): Row => ({
      name: change.name,
      left: figureCell(diff, "left", change),
      right: figureCell(diff, "right", change),
      difference: differenceCell(diff, change),
      effect: change.effect,
    }),
  );
  // Measured without colors, whose codes take no room.
  const fits = wideTable(rows, pc.createColors(false)).width <= width;
  return (fits ? wideTable : narrowTable)(rows, colors).toString();
}

function wideTable(rows: readonly Row[], colors: Colors): Table {
  const table = plainTable(["figure", "left", "right", "right - left", ""], colors, {
    colAligns: ["left", "right", "right", "right", "left"],
  });
  for (const { name, left, right, difference, effect } of rows)
    table.push([name, left, right, difference, painted(effect, colors)]);
  return table;
}

function narrowTable(rows: readonly Row[], colors: Colors): Table {
  const table = plainTable(["figure", "left, then right", "right - left", ""], colors, {
    colAligns: ["left", "right", "right", "left"],
  });
  for (const { name, left, right, difference, effect } of rows)
    table.push([name, `${left}\n${right}`, `\n${difference}`, `\n${painted(effect, colors)}`]);
  return table;
}

const painted = (effect: FigureChange["effect"], colors: Colors): string =>
  effect === "neither" ? "" : effect === "better" ? colors.green(effect) : colors.red(effect);

const figureCell = (diff: RunDiff, side: "left" | "right", change: FigureChange): string => {
  const figure = change[side];
  const scenario = { world: { tokens: diff[side].tokens } };
  return figure === null ? "-" : readable(scenario, change.name, figure);
};

/** Where one side is zero, the difference is the other side, and is not said again. */
function differenceCell(diff: RunDiff, { name, difference, left, right }: FigureChange): string {
  if (difference === null || left === null || right === null) return "";
  if (isZero(left) || isZero(right)) return "";
  const text = readableValue(diff.right.tokens, name, { value: difference, unit: right.unit });
  return difference.startsWith("-") ? text : `+${text}`;
}

/** Says why figures have no value, and which run does not have a figure at all. */
function missingNotes(figures: readonly FigureChange[]): readonly string[] {
  return (["left", "right"] as const).flatMap((side) => {
    const reasons = Map.groupBy(
      figures.filter((change) => change[side]?.value == null),
      (change) => whyNot(change[side]),
    );
    return [...reasons].map(
      ([why, changes]) => `${side}: ${changes.map(({ name }) => name).join(", ")}: ${why}.`,
    );
  });
}

const whyNot = (figure: Figure | null): string =>
  figure === null
    ? "the run has no such figure"
    : figure.value === null
      ? `none, because ${figure.why}`
      : "";
