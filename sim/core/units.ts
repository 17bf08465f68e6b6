import { InputError } from "./errors.ts";
import { day, hour, minute } from "./time.ts";

/** An amount in a token's base units (wei for ether), as a decimal string: JSON has no bigint. */
export type Amount = `${bigint}`;

/** What a token's amounts are written in. */
export type TokenUnit = { readonly symbol: string; readonly decimals: number };

/** A whole ratio, e.g. 5/9. */
export type Ratio = { readonly numerator: number; readonly denominator: number };

export const toAmount = (value: bigint): Amount => `${value}`;

const uint256Max = 2n ** 256n - 1n;

/**
 * Reads an amount with its unit, exactly: more decimals than the token has are refused, never
 * rounded. Ether also takes `gwei` and `wei`; a number may carry K, M or B.
 *
 * @param text E.g. `"5000 ETH"`, `"25.5M USDC"`, `"1 wei"`.
 * @param token The token the amount must be of.
 * @param place Where the value stands, for the error.
 * @returns The amount in base units.
 * @throws InputError on a missing or foreign unit, a negative amount, too many decimals, or more
 * than a uint256 holds.
 *
 * @example
 * parseAmount("25.5M USDC", { symbol: "USDC", decimals: 6 }, "theft.USDC"); // => 25500000000000n
 */
export function parseAmount(text: string, token: TokenUnit, place: string): bigint {
  const units = amountUnits(token);
  const names = [...units.keys()].join(", ");
  const match = /^([-+]?)(\d+(?:_\d+)*)(?:\.(\d+))?\s*([KMB])?\s*([A-Za-z]+)?$/.exec(text.trim());
  if (match === null)
    throw new InputError(
      `${place} is "${text}", but must be an amount such as "5000 ${token.symbol}".`,
    );
  const [, sign, whole = "0", fraction = "", scale, unit] = match;
  if (unit === undefined)
    throw new InputError(`${place} is "${text}" without a unit: write one of ${names}.`);
  const unitDecimals = units.get(unit);
  if (unitDecimals === undefined)
    throw new InputError(
      `${place} is "${text}", whose unit "${unit}" does not fit: write one of ${names}.`,
    );
  if (sign === "-")
    throw new InputError(`${place} is "${text}", but an amount cannot be negative.`);
  const decimals = unitDecimals + (scale === undefined ? 0 : { K: 3, M: 6, B: 9 }[scale as "K"]);
  const significant = fraction.replace(/0+$/, "");
  if (significant.length > decimals)
    throw new InputError(
      `${place} is "${text}", but ${unit} has no more than ${unitDecimals} decimals.`,
    );
  const value = BigInt(whole.replaceAll("_", "") + significant.padEnd(decimals, "0"));
  if (value > uint256Max)
    throw new InputError(`${place} is "${text}", which is more than a uint256 holds.`);
  return value;
}

/**
 * Writes an amount with its unit, exactly, with thousands set apart.
 *
 * @example
 * formatAmount(1_500_000_000_000_000_000n, { symbol: "ETH", decimals: 18 }); // => "1.5 ETH"
 */
export function formatAmount(value: bigint, token: TokenUnit): string {
  const digits = (value < 0n ? -value : value).toString().padStart(token.decimals + 1, "0");
  const split = digits.length - token.decimals;
  const whole = digits.slice(0, split).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = digits.slice(split).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`} ${token.symbol}`;
}

/**
 * Writes an amount as a person scans it: decimals after the fourth are cut off, and an ellipsis
 * says so. Exact figures are written with `formatAmount`.
 *
 * @example
 * shortenAmount(1_234_567_890_000_000_000n, { symbol: "ETH", decimals: 18 }); // => "1.2345… ETH"
 */
export const shortenAmount = (value: bigint, token: TokenUnit): string =>
  formatAmount(value, token).replace(/(\.\d{4})\d+/, "$1…");

/**
 * Reads a length of time: `90s`, `15m`, `1h`, `6d`, or several together (`1h 30m`).
 *
 * @returns Seconds.
 * @throws InputError on a missing or unknown unit.
 */
export function parseDuration(text: string, place: string): number {
  const compact = text.trim();
  if (/^-/.test(compact))
    throw new InputError(`${place} is "${text}", but a length of time cannot be negative.`);
  if (!/^(\d+\s*[smhdw]\s*)+$/.test(compact))
    throw new InputError(
      `${place} is "${text}", but must be a length of time with its unit: s, m, h, d or w, such as "90s" or "6d".`,
    );
  let seconds = 0;
  for (const [, count = "0", unit] of compact.matchAll(/(\d+)\s*([smhdw])/g))
    seconds += Number(count) * { s: 1, m: minute, h: hour, d: day, w: 7 * day }[unit as "s"];
  if (seconds > 10 * 365 * day)
    throw new InputError(`${place} is "${text}", which is longer than ten years.`);
  return seconds;
}

/**
 * Reads a count, which takes no unit.
 *
 * @throws InputError on anything but digits, or outside `min` to `max`.
 */
export function parseCount(text: string, place: string, min: number, max: number): number {
  const compact = text.trim();
  if (!/^[-+]?\d+$/.test(compact))
    throw new InputError(`${place} is "${text}", but must be a whole number without a unit.`);
  const value = Number(compact);
  if (value < min || value > max)
    throw new InputError(`${place} is ${compact}, but must be between ${min} and ${max}.`);
  return value;
}

function amountUnits(token: TokenUnit): ReadonlyMap<string, number> {
  const units = new Map([[token.symbol, token.decimals]]);
  if (token.symbol === "ETH") units.set("gwei", 9).set("wei", 0);
  return units;
}
