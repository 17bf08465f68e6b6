import type { Model } from "../bridge/model/model.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace, TraceEvent } from "../trace/event.ts";
import type { Timed } from "./draw.ts";

/** Runs a list on a model, at once, and returns what the engine would have written of it. */
export function traceOfList(scenario: Scenario, commands: readonly Timed[], model: Model): Trace {
  const actor = scenario.actors[0]?.name ?? "script";
  const trace: TraceEvent[] = [{ seq: 0, at: scenario.start, type: "begin", scenario }];
  for (const { at, command: action } of commands) {
    const invocation = trace.length;
    trace.push({ seq: invocation, at, type: "invoke", actor, action });
    const outcome = model.execute(action, { at, event: invocation });
    const place = { seq: invocation + 1, at, actor, invocation };
    if (outcome.status === "ok") {
      const { result, balances } = outcome;
      trace.push({ ...place, type: "ok", result, balances });
    } else trace.push({ ...place, type: outcome.status, error: outcome.error });
  }
  trace.push({ seq: trace.length, at: scenario.end, type: "end" });
  return trace;
}
