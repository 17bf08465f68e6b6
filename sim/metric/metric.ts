import type { Trace } from "../trace/event.ts";

/** A figure, exactly; one that does not apply says why instead. */
export type Figure = { readonly unit: string; readonly better: "lower" | "higher" | "neither" } & (
  | { readonly value: string; readonly note?: string; readonly priceBasis?: string }
  | { readonly value: null; readonly why: string }
);

export type Figures = { readonly [name: string]: Figure };

/** Figures of one subject, as a pure function of a finished trace. */
export type Metric = (trace: Trace) => Figures;

/** Returns a figure that is a length of time, or says why there is none. */
export const seconds = (value: number | undefined, why: string): Figure =>
  value === undefined
    ? { value: null, why, unit: "seconds", better: "lower" }
    : { value: String(value), unit: "seconds", better: "lower" };

/** Returns a figure that counts. */
export const counted = (value: number, better: Figure["better"] = "lower"): Figure => ({
  value: String(value),
  unit: "count",
  better,
});

/** Returns what a token's base unit is called in a figure. */
export const baseUnit = (symbol: string): string =>
  symbol === "ETH" ? "wei" : `base units of ${symbol}`;

/** Returns a part of a whole with six decimals, cut off; of nothing it is none. */
export function shareOf(part: bigint, whole: bigint): string {
  const millionths = whole === 0n ? 0n : (part * 1_000_000n) / whole;
  return `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, "0")}`;
}
