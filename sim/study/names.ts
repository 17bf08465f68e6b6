import { gas } from "../metric/gas.ts";
import { measure } from "../metric/metrics.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { emptyTrace } from "../trace/trace.ts";

/** Returns the names of the metrics that a run of a scenario has. */
export function metricNames(scenario: Scenario): readonly string[] {
  const trace = emptyTrace(scenario);
  return Object.keys({ ...measure(trace), ...gas(trace, []) });
}
