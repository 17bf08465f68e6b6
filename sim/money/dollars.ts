import { invariant } from "../core/invariant.ts";

/** Ten-thousandths of a dollar, the finest that a source of facts/ has. */
export type Dollars = bigint;

const scale = 4;

/**
 * Reads a sum in dollars, exactly.
 *
 * @param text A decimal number, as facts/ writes it: `"565376764.7509"`.
 * @throws InvariantError when it is finer than a ten-thousandth: nothing is rounded.
 */
export function readDollars(text: string): Dollars {
  const [whole = "", fraction = ""] = text.split(".");
  invariant(fraction.length <= scale, `"${text}" is finer than a ten-thousandth of a dollar.`);
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

/** Writes a sum in dollars as facts/ writes it, exactly. */
export function writeDollars(dollars: Dollars): string {
  const digits = dollars.toString().padStart(scale + 1, "0");
  const fraction = digits.slice(-scale).replace(/0+$/, "");
  return `${digits.slice(0, -scale)}${fraction === "" ? "" : `.${fraction}`}`;
}
