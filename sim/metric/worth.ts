import type { Scenario } from "../scenario/scenario.ts";

/** What amounts are worth together, in dollars, as one fraction: nothing is rounded on the way. */
export type Worth =
  | {
      readonly numerator: bigint;
      readonly denominator: bigint;
      /** What the prices are based on, in words, one a token. */
      readonly bases: readonly string[];
    }
  /** A token that the scenario has no price of. */
  | { readonly unpriced: string };

/** Values amounts in base units, by token, at the scenario's prices. */
export function worthOf(
  { world, prices }: Pick<Scenario, "world" | "prices">,
  amounts: ReadonlyMap<string, bigint>,
): Worth {
  let numerator = 0n;
  let denominator = 1n;
  const bases: string[] = [];
  for (const { symbol, decimals } of world.tokens) {
    const amount = amounts.get(symbol);
    if (amount === undefined) continue;
    const price = prices.find(({ token }) => token === symbol);
    if (price === undefined) return { unpriced: symbol };
    const worth = amount * BigInt(price.dollars.numerator);
    const parts = BigInt(price.dollars.denominator) * 10n ** BigInt(decimals);
    numerator = numerator * parts + worth * denominator;
    denominator *= parts;
    bases.push(price.basis);
  }
  return { numerator, denominator, bases };
}
