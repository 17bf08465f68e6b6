import type { Verdict } from "../check/verdict.ts";
import type { TokenUnit } from "../core/units.ts";
import type { Figure } from "../metric/metric.ts";
import type { Cell } from "../study/matrix.ts";
import { compactFigure } from "./compact.ts";

/** A square of a heat map. */
export type HeatSquare = {
  /** How bad it is beside the others: 0, as good as nothing, to 1, the worst; `null` without a value. */
  readonly shade: number | null;
  /** The value in few letters; the exact one is elsewhere. */
  readonly label: string;
  /** Why there is no value. */
  readonly why: string | null;
  /** What the label does not say: which strategy, which verdict. */
  readonly note: string | null;
  readonly valid: Verdict["valid"] | null;
};

/** A heat map: a row of squares for each name; a square that nobody ran is `null`. */
export type Heat = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly squares: readonly (readonly (HeatSquare | null)[])[];
};

/** What stands at a place of a heat map before it is shaded. */
export type HeatInput = {
  readonly row: string;
  readonly column: string;
  readonly figure: Figure | undefined;
  readonly note: string | null;
  readonly valid: Verdict["valid"] | null;
};

/**
 * Returns one scenario's cells as a heat map of a metric, rows defenses and columns attacks, both in
 * the order of the cells. The verdict is that of the defense.
 *
 * @param tokens Those of the scenario, for the labels.
 */
export const heatOf = (
  cells: readonly Cell[],
  metric: string,
  tokens: readonly TokenUnit[],
): Heat =>
  heatMap(
    cells.map(({ defense, attack, strategy, metrics, verdicts }) => ({
      row: defense,
      column: attack,
      figure: metrics[metric],
      note: strategy,
      valid: verdicts.defense?.valid ?? null,
    })),
    metric,
    tokens,
  );

/** Returns figures of one metric as a heat map. Shades compare with the largest of all values. */
export function heatMap(
  inputs: readonly HeatInput[],
  metric: string,
  tokens: readonly TokenUnit[],
): Heat {
  const rows = [...new Set(inputs.map(({ row }) => row))];
  const columns = [...new Set(inputs.map(({ column }) => column))];
  const most = inputs.reduce((one, { figure }) => larger(one, sizeOf(figure)), 0n);
  const placed = new Map(inputs.map((input) => [JSON.stringify([input.row, input.column]), input]));
  const squareAt = (row: string, column: string): HeatSquare | null => {
    const input = placed.get(JSON.stringify([row, column]));
    return input === undefined ? null : squareOf(input, metric, tokens, most);
  };
  return {
    rows,
    columns,
    squares: rows.map((row) => columns.map((column) => squareAt(row, column))),
  };
}

function squareOf(
  { figure, note, valid }: HeatInput,
  metric: string,
  tokens: readonly TokenUnit[],
  most: bigint,
): HeatSquare {
  if (figure === undefined)
    return { shade: null, label: "–", why: `it has no ${metric}`, note, valid };
  if (figure.value === null) return { shade: null, label: "–", why: figure.why, note, valid };
  const { value, unit, better } = figure;
  const part = most === 0n ? 0 : Number((sizeOf(figure) * 1_000_000n) / most) / 1_000_000;
  return {
    shade: better === "higher" ? 1 - part : part,
    label: compactFigure(tokens, metric, { value, unit }),
    why: null,
    note,
    valid,
  };
}

/** Decimals that all figures are brought to, so that they compare as whole numbers. */
const places = 18;

/** How large a figure is, whatever its sign; nothing where it has no value. */
function sizeOf(figure: Figure | undefined): bigint {
  if (figure?.value == null) return 0n;
  const [whole = "0", fraction = ""] = figure.value.replace("-", "").split(".");
  return BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
}

const larger = (one: bigint, other: bigint): bigint => (other > one ? other : one);
