import { theftsOf } from "../money/thefts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { baseUnit, type Figure, type Figures } from "./metric.ts";
import { worthOf } from "./worth.ts";

/** What was lost, by token and in dollars. */
export function loss(trace: Trace): Figures {
  const scenario = scenarioOf(trace);
  const losses = lossesOf(trace);
  const figures: Record<string, Figure> = {};
  for (const [token, amount] of losses)
    figures[`loss.${token}`] = { value: `${amount}`, unit: baseUnit(token), better: "lower" };
  figures["loss.usd"] = dollars(scenario, losses);
  return figures;
}

/** What was stolen, by token, in base units. */
function lossesOf(trace: Trace): ReadonlyMap<string, bigint> {
  const losses = new Map(scenarioOf(trace).world.tokens.map(({ symbol }) => [symbol, 0n]));
  for (const { token, amount } of theftsOf(trace))
    losses.set(token, (losses.get(token) ?? 0n) + amount);
  return losses;
}

/** Values losses at the scenario's prices, in dollars; the sum is rounded down to the cent. */
function dollars(scenario: Scenario, losses: ReadonlyMap<string, bigint>): Figure {
  const worth = worthOf(scenario, losses);
  if ("unpriced" in worth) {
    const why = `no price of ${worth.unpriced} has a source`;
    return { value: null, why, unit: "USD", better: "lower" };
  }
  const { numerator, denominator, bases } = worth;
  const cents = ((numerator * 100n) / denominator).toString().padStart(3, "0");
  const value = `${cents.slice(0, -2)}.${cents.slice(-2)}`;
  return { value, unit: "USD", better: "lower", priceBasis: bases.join("; ") };
}
