import { gas } from "../metric/gas.ts";
import type { Figures } from "../metric/metric.ts";
import { measure } from "../metric/metrics.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { emptyTrace } from "../trace/trace.ts";

/** Returns the figures of a run of a scenario in which nothing happens: their names and units. */
export function emptyFigures(scenario: Scenario): Figures {
  const trace = emptyTrace(scenario);
  return { ...measure(trace), ...gas(trace, []) };
}

/** Returns the names of the metrics that a run of a scenario has. */
export const metricNames = (scenario: Scenario): readonly string[] =>
  Object.keys(emptyFigures(scenario));
