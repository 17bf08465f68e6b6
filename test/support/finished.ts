import { judge } from "../../sim/check/checks.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { gas } from "../../sim/metric/gas.ts";
import { measure } from "../../sim/metric/metrics.ts";
import type { ReadRun } from "../../sim/report/read-run.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { Finished } from "../../sim/study/experiment.ts";
import { resultsOf } from "../../sim/study/results.ts";
import { serializeTrace } from "../../sim/trace/trace.ts";
import { type Act, traceOf } from "./trace.ts";

/** A scenario and what happened in it. */
export type Played = { readonly scenario: Scenario; readonly acts: readonly Act[] };

/** Returns a hand-made run as if it had been run, judged and measured. */
export function finishedOf({ scenario, acts }: Played): Finished {
  const trace = traceOf(scenario, acts);
  const lines = serializeTrace(trace);
  return {
    scenario,
    trace,
    chain: [],
    lines,
    traceHash: sha256(lines),
    verdicts: judge(trace),
    figures: { ...measure(trace), ...gas(trace, []) },
  };
}

/** Returns a hand-made run as if it had been read back from its folder. */
export function readRunOf(played: Played, control: Played | null = null): ReadRun {
  const [run, beside] = [finishedOf(played), control && finishedOf(control)];
  return {
    results: resultsOf(run, beside, "model", "npm run sim -- replay test"),
    scenario: run.scenario,
    trace: run.trace,
    control: beside && { scenario: beside.scenario, trace: beside.trace },
  };
}
