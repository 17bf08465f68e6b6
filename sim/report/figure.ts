import { formatDuration } from "../core/time.ts";
import { formatAmount, type TokenUnit } from "../core/units.ts";
import type { Figure } from "../metric/metric.ts";

/** Whatever knows the tokens that figures are in: a scenario, or what is left of one. */
type Tokens = { readonly world: { readonly tokens: readonly TokenUnit[] } };

/** Writes a figure exactly, in the units that a person thinks in. */
export const readable = (scenario: Tokens, name: string, figure: Figure): string =>
  figure.value === null ? "none" : readableValue(scenario.world.tokens, name, figure);

/** Writes a value of a figure's unit; it is negative only where values were subtracted. */
export function readableValue(
  tokens: readonly TokenUnit[],
  name: string,
  { value, unit }: { readonly value: string; readonly unit: string },
): string {
  const symbol = name.split(".").at(-1);
  const token = tokens.find((candidate) => candidate.symbol === symbol);
  if (unit === "seconds") {
    const length = formatDuration(Math.abs(Number(value)));
    return value.startsWith("-") ? `-${length}` : length;
  }
  if (unit === "USD")
    return formatAmount(BigInt(value.replace(".", "")), { symbol: "USD", decimals: 2 });
  if (token !== undefined && !unit.includes("times")) return formatAmount(BigInt(value), token);
  if (unit === "count") return value;
  if (unit === "ratio") return value.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return `${value} ${unit}`;
}

/** Whether a figure is nothing of something. */
export const isZero = ({ value }: Figure): boolean => value !== null && /^0(\.0+)?$/.test(value);

/**
 * Whether a row of figures need not be shown by itself: nothing in the run, and nothing or none of it
 * in the control. What was lost, and which share of it came back, is always shown.
 */
export function isNothing(name: string, figure: Figure, control: Figure | undefined): boolean {
  if (!isZero(figure) || name.startsWith("loss.") || name === "recovered.share") return false;
  if (control === undefined || isZero(control)) return true;
  return control.value === null && figure.unit !== "seconds";
}

/**
 * Writes a share with six decimals in percent with two, cut off.
 *
 * @example
 * percent("0.472750"); // => "47.27 %"
 */
export function percent(share: string): string {
  const hundredths = BigInt(share.replace(".", "")) / 100n;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, "0")} %`;
}
