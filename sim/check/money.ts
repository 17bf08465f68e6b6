import { formatAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Writes an amount of one of the scenario's tokens, exactly. */
export function money({ world }: Scenario, symbol: string, amount: bigint | string): string {
  const token = world.tokens.find((candidate) => candidate.symbol === symbol);
  return formatAmount(BigInt(amount), token ?? { symbol: `base units of ${symbol}`, decimals: 0 });
}
