import { z } from "zod";

const uint256Max = 2n ** 256n - 1n;

export const amount = z
  .string()
  .refine(
    (text) => /^\d{1,78}$/.test(text) && BigInt(text) <= uint256Max,
    "must be a whole number of base units that fits into a uint256, as a string of digits",
  ) as z.ZodType<`${bigint}`>;
export const hex = z
  .string()
  .regex(/^0x[0-9a-f]*$/, "must be lower-case hex") as z.ZodType<`0x${string}`>;
export const address = z
  .string()
  .regex(
    /^0x[0-9a-f]{40}$/,
    "must be a 20-byte address in lower-case hex",
  ) as z.ZodType<`0x${string}`>;
export const account = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be a name in kebab-case");
export const symbol = z.string().min(1);
export const ratio = z.strictObject({
  numerator: z.int().nonnegative(),
  denominator: z.int().nonnegative(),
});
export const perToken = <T extends z.ZodType>(form: T) => z.record(symbol, form);
