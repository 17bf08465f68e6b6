import type { Parameter } from "../scenario/define.ts";

export const ether = { symbol: "ETH", decimals: 18 };
export const usdCoin = { symbol: "USDC", decimals: 6 };

type Said = Pick<Parameter, "means" | "status" | "source">;

/** An amount that can be given after a defense's name. */
export const amountOf = (token: typeof ether, fallback: bigint, said: Said): Parameter => ({
  kind: "amount",
  token,
  default: fallback,
  ...said,
});

/** A length of time that can be given after a defense's name; in seconds. */
export const durationOf = (fallback: number, said: Said): Parameter => ({
  kind: "duration",
  default: fallback,
  ...said,
});

/** A count that can be given after a defense's name. */
export const countOf = (fallback: number, min: number, max: number, said: Said): Parameter => ({
  kind: "count",
  default: fallback,
  min,
  max,
  ...said,
});

export const chosen = (means: string, source: string): Said => ({
  means,
  status: "chosen",
  source,
});

export const sourced = (means: string, source: string): Said => ({
  means,
  status: "sourced",
  source,
});
