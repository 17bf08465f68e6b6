import { castOf, givenAccounts, ownFootholds } from "../actor/cast.ts";
import type { OpenBridge } from "../bridge/port.ts";
import { judge } from "../check/checks.ts";
import type { Verdict } from "../check/verdict.ts";
import { sha256 } from "../core/hash.ts";
import { openControl } from "../engine/control.ts";
import { type Run, run } from "../engine/engine.ts";
import { gas } from "../metric/gas.ts";
import type { Figures } from "../metric/metric.ts";
import { measure } from "../metric/metrics.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { serializeTrace } from "../trace/trace.ts";

/** A scenario that was run, judged and measured. */
export type Finished = Run & {
  readonly scenario: Scenario;
  /** The trace as its JSON Lines, and their hash; written down when they are first asked for. */
  readonly lines: string;
  readonly traceHash: string;
  readonly verdicts: { readonly [check: string]: Verdict };
  readonly figures: Figures;
};

/** Runs a scenario from its start to its end, and neither judges nor measures it. */
export async function live(scenario: Scenario, open: OpenBridge): Promise<Run> {
  const control = openControl(scenario.custody, givenAccounts(scenario), ownFootholds(scenario));
  return await run(scenario, castOf(scenario), control, open);
}

/** Runs a scenario from its start to its end, then judges and measures its trace. */
export async function finish(scenario: Scenario, open: OpenBridge): Promise<Finished> {
  const { trace, chain } = await live(scenario, open);
  let lines: string | undefined;
  const written = (): string => {
    lines ??= serializeTrace(trace);
    return lines;
  };
  return {
    scenario,
    trace,
    chain,
    // A search runs thousands of scenarios and writes none of them down.
    get lines() {
      return written();
    },
    get traceHash() {
      return sha256(written());
    },
    verdicts: judge(trace),
    figures: { ...measure(trace), ...gas(trace, chain) },
  };
}
