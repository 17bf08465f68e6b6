import { z } from "zod";
import type { Address, Hex } from "../core/accounts.ts";
import type { Amount, Ratio } from "../core/units.ts";
import { type Cause, causes, waysIn } from "./causes.ts";

// The forms in which facts are written, and the units that go with them.

export const text = z
  .string()
  .regex(/^\S(.*\S)?$/s, "must be a text without white space around it");
export const count = z.number().int().nonnegative();
export const custom = <Value>(pattern: RegExp, what: string): z.ZodType<Value> =>
  z.custom<Value>((value) => typeof value === "string" && pattern.test(value), `must be ${what}`);
export const amount = custom<Amount>(/^(0|[1-9]\d*)$/, "whole base units in a string");
const decimal = custom<string>(/^(0|[1-9]\d*)(\.\d+)?$/, "a decimal number in a string");
export const address = custom<Address>(/^0x[0-9a-f]{40}$/, "an address in lower-case hex");
export const bytes = custom<Hex>(/^0x([0-9a-f]{2})*$/, "bytes in lower-case hex");
export const word = custom<Hex>(/^0x[0-9a-f]{64}$/, "32 bytes in lower-case hex");
export const month = custom<string>(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2022-03");
export const day = z.iso.date("must be a day such as 2022-03-23");
export const span = z.string().refine((value) => {
  const days = value.split("/");
  return days.length === 2 && days.every((one) => day.safeParse(one).success);
}, "must be a day, a month, or a span of days such as 2022-01-01/2022-03-29");
export const ratio: z.ZodType<Ratio> = z
  .strictObject({ numerator: count, denominator: z.number().int().positive() })
  .readonly();

const amounts = z
  .array(z.strictObject({ asset: text, amount: decimal }))
  .min(1)
  .readonly();
const attribution = z
  .strictObject({
    party: text.nullable(),
    standing: z.enum(["unknown", "alleged", "stated by authorities"]),
  })
  .refine(({ party, standing }) => (party === null) === (standing === "unknown"), {
    path: ["party"],
    error: "must be null where the standing is unknown, and only there",
  })
  .readonly();
const causesKnown = z
  .array(z.enum(Object.keys(causes) as [Cause, ...Cause[]]))
  .min(1)
  .readonly();

/** Every unit that a named value can have, and how a value in it is written. */
export const valueByUnit: { readonly [unit: string]: z.ZodType } = {
  wei: amount,
  "millionths of a USDC": amount,
  "millionths of a USDT": amount,
  satoshis: amount,
  drops: amount,
  stroops: amount,
  sun: amount,
  "hundred-millionths of an LTC": amount,
  "hundred-millionths of a BSV": amount,
  "US dollars": decimal,
  "Norwegian kroner": decimal,
  "US dollars per ETH": ratio,
  "US dollars per BTC": ratio,
  "US dollars per USDC": ratio,
  fraction: ratio,
  millionths: count,
  validators: count,
  operators: count,
  weight: count,
  signatures: count,
  keys: count,
  wallets: count,
  payments: count,
  exchanges: count,
  projects: count,
  seconds: count,
  "seconds since 1970": count,
  block: count,
  "withdrawal id": count,
  "chain id": count,
  day,
  month,
  address,
  transaction: word,
  "32 bytes": word,
  bytes,
  "yes or no": z.boolean(),
  words: text,
  /** Of several assets, each in whole units and not in base units. */
  amounts,
  attribution,
  causes: causesKnown,
  "way in": z.enum(waysIn),
};
