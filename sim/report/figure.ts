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
  return `${value} ${unit}`;
}

/** Whether a figure is nothing of something. */
export const isZero = ({ value }: Figure): boolean => value === "0" || value === "0.00";
