import { formatDuration } from "../core/time.ts";
import type { TokenUnit } from "../core/units.ts";
import type { Figure } from "../metric/metric.ts";

const scales = ["", "K", "M", "B", "T"];

/**
 * Writes a plain decimal with three significant digits, the rest cut off, for where there is little
 * room. What is not zero is never written as zero.
 *
 * @example
 * compactDecimal("565376764.75"); // => "565M"
 * compactDecimal("0.000123456"); // => "0.000123"
 */
export function compactDecimal(value: string): string {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)0*(\d+?)(?:\.(\d*))?$/.exec(value) ?? [];
  const trimmed = (text: string) => text.replace(/(\.\d*?)0*$/, "$1").replace(/\.$/, "");
  if (whole === "0") return sign + trimmed(`0.${/^0*\d{0,3}/.exec(fraction)?.[0] ?? ""}`);
  const scale = Math.min(Math.floor((whole.length - 1) / 3), scales.length - 1);
  const lead = whole.length - 3 * scale;
  const digits = `${whole.slice(lead)}${fraction}`.slice(0, Math.max(0, 3 - lead));
  return `${sign}${trimmed(`${whole.slice(0, lead)}.${digits}`)}${scales[scale]}`;
}

/**
 * Writes a figure as a label: three significant digits, or the two largest parts of a length of
 * time, the rest cut off. `readable` writes it exactly.
 */
export function compactFigure(
  tokens: readonly TokenUnit[],
  name: string,
  { value, unit }: { readonly value: string; readonly unit: Figure["unit"] },
): string {
  if (unit === "seconds") return formatDuration(Number(value)).split(" ").slice(0, 2).join(" ");
  if (unit === "ratio") return `${compactDecimal(shifted(value, -2))} %`;
  const token = tokens.find(({ symbol }) => name.endsWith(`.${symbol}`));
  const decimals = token?.decimals ?? (unit.startsWith("wei") ? 18 : 0);
  return compactDecimal(shifted(value, decimals));
}

/** Returns a plain decimal divided by a power of ten, exactly. */
export function shifted(value: string, power: number): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(value) ?? [];
  const digits = `${whole}${fraction}`;
  const places = fraction.length + power;
  const padded = digits.padEnd(digits.length - Math.min(0, places), "0");
  const full = padded.padStart(Math.max(0, places) + 1, "0");
  const split = full.length - Math.max(0, places);
  const tail = full.slice(split);
  const head = full.slice(0, split).replace(/^0+(?=\d)/, "");
  return `${sign}${head}${tail === "" ? "" : `.${tail}`}`;
}
