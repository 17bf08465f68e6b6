import { type Standings, type Status, statuses } from "../money/standing.ts";
import { trailOf } from "../money/trail.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { baseUnit, type Figure, type Figures, shareOf } from "./metric.ts";
import { worthOf } from "./worth.ts";

const better: { readonly [status in Status]: Figure["better"] } = {
  recovered: "higher",
  frozen: "higher",
  // Less of it may be more that was stopped, or more that is gone.
  recoverable: "neither",
  traceable: "neither",
  dark: "lower",
};

/**
 * What had become of stolen money when the run ended, by token: together what was stolen. Where an
 * account held other money, too, whatever left it had the same share of both.
 */
export function recovery(trace: Trace): Figures {
  const scenario = scenarioOf(trace);
  const standings: Standings = trailOf.haircut(trace).moments.at(-1)?.standings ?? new Map();
  const figures: Record<string, Figure> = {};
  for (const status of statuses)
    for (const { symbol } of scenario.world.tokens) {
      const standing = standings.get(symbol);
      const kind = { unit: baseUnit(symbol), better: better[status] };
      figures[`${status}.${symbol}`] =
        standing === undefined
          ? { value: null, why: `no ${symbol} was stolen`, ...kind }
          : { value: `${standing[status]}`, ...kind };
    }
  figures["recovered.share"] = share(scenario, standings);
  return figures;
}

/** What came back, of what was stolen: in dollars, or of one token where there is but one. */
function share(scenario: Scenario, standings: Standings): Figure {
  const kind = { unit: "ratio", better: "higher" } as const;
  const amounts = (what: "recovered" | "taken") =>
    new Map([...standings].map(([token, standing]) => [token, standing[what]]));
  const [standing, ...others] = standings.values();
  if (standing === undefined) return { value: null, why: "nothing was stolen", ...kind };
  const taken = worthOf(scenario, amounts("taken"));
  const recovered = worthOf(scenario, amounts("recovered"));
  if (!("unpriced" in taken) && !("unpriced" in recovered) && taken.numerator > 0n) {
    // Both are sums over the same tokens, so that they have one denominator.
    const value = shareOf(recovered.numerator, taken.numerator);
    return { value, priceBasis: taken.bases.join("; "), ...kind };
  }
  if (others.length === 0) return { value: shareOf(standing.recovered, standing.taken), ...kind };
  const unpriced = "unpriced" in taken ? taken.unpriced : "what was stolen";
  return { value: null, why: `no price of ${unpriced} has a source`, ...kind };
}
