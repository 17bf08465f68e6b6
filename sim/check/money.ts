import { formatAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Writes an amount of one of the scenario's tokens, exactly. */
export function money({ world }: Scenario, symbol: string, amount: bigint | string): string {
  const token = world.tokens.find((candidate) => candidate.symbol === symbol);
  return formatAmount(BigInt(amount), token ?? { symbol: `base units of ${symbol}`, decimals: 0 });
}

/**
 * Returns how bad the loss of an amount is, so that amounts of different tokens compare: its worth in
 * millionths of a cent at the scenario's prices; whole tokens count as dollars where there is no price.
 */
export function badnessOf(
  { world, prices }: Scenario,
  symbol: string,
  amount: bigint | string,
): bigint {
  const decimals = world.tokens.find((token) => token.symbol === symbol)?.decimals ?? 0;
  const dollars = prices.find(({ token }) => token === symbol)?.dollars;
  const { numerator, denominator } = dollars ?? { numerator: 1, denominator: 1 };
  const millionths = BigInt(amount) * BigInt(numerator) * 100_000_000n;
  return millionths / (BigInt(denominator) * 10n ** BigInt(decimals));
}
