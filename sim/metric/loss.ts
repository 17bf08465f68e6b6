import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf } from "../trace/origin.ts";
import { scenarioOf } from "../trace/trace.ts";
import { baseUnit, type Figure, type Figures } from "./metric.ts";

/** What was paid out without a matching origin, by token, in base units. */
function lossesOf(trace: Trace): ReadonlyMap<string, bigint> {
  const losses = new Map(scenarioOf(trace).world.tokens.map(({ symbol }) => [symbol, 0n]));
  for (const { withdrawal, origin } of paymentsOf(trace))
    if (origin === null)
      losses.set(
        withdrawal.token,
        (losses.get(withdrawal.token) ?? 0n) + BigInt(withdrawal.amount),
      );
  return losses;
}

/** What was lost, by token and in dollars, and what came back. */
export function loss(trace: Trace): Figures {
  const scenario = scenarioOf(trace);
  const losses = lossesOf(trace);
  const figures: Record<string, Figure> = {};
  for (const [token, amount] of losses)
    figures[`loss.${token}`] = { value: `${amount}`, unit: baseUnit(token), better: "lower" };
  figures["loss.usd"] = dollars(scenario, losses);
  const why = "nothing follows the money after its payment in this scenario";
  for (const token of losses.keys())
    figures[`recovered.${token}`] = { value: null, why, unit: baseUnit(token), better: "higher" };
  figures["recovered.share"] = { value: null, why, unit: "ratio", better: "higher" };
  return figures;
}

/** Values losses at the scenario's prices, in dollars; the sum is rounded down to the cent. */
function dollars(scenario: Scenario, losses: ReadonlyMap<string, bigint>): Figure {
  // The sum as one fraction, so that nothing is rounded on the way.
  let numerator = 0n;
  let denominator = 1n;
  const bases: string[] = [];
  for (const { symbol, decimals } of scenario.world.tokens) {
    const price = scenario.prices.find(({ token }) => token === symbol);
    if (price === undefined)
      return {
        value: null,
        why: `no price of ${symbol} has a source`,
        unit: "USD",
        better: "lower",
      };
    const worth = (losses.get(symbol) ?? 0n) * BigInt(price.dollars.numerator);
    const parts = BigInt(price.dollars.denominator) * 10n ** BigInt(decimals);
    numerator = numerator * parts + worth * denominator;
    denominator *= parts;
    bases.push(price.basis);
  }
  const cents = ((numerator * 100n) / denominator).toString().padStart(3, "0");
  const value = `${cents.slice(0, -2)}.${cents.slice(-2)}`;
  return { value, unit: "USD", better: "lower", priceBasis: bases.join("; ") };
}
