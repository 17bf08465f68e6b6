import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { Action, ActionResult, Trace, TraceEvent } from "../../sim/trace/event.ts";

/** One action of a hand-made trace: when, who, what, and what came of it. */
export type Act = {
  readonly at: number;
  readonly actor: string;
  readonly action: Action;
  readonly result?: ActionResult;
  /** The name of the refusal; it went through when there is none. */
  readonly refused?: string;
};

/** Returns the trace in which a scenario went as a test says. */
export function traceOf(scenario: Scenario, acts: readonly Act[]): Trace {
  const events: TraceEvent[] = [{ seq: 0, at: scenario.start, type: "begin", scenario }];
  for (const { at, actor, action, result = {}, refused } of acts) {
    const invocation = events.length;
    events.push({ seq: invocation, at, type: "invoke", actor, action });
    const seq = events.length;
    events.push(
      refused === undefined
        ? { seq, at, type: "ok", actor, invocation, result, balances: [] }
        : { seq, at, type: "fail", actor, invocation, error: { name: refused, args: {} } },
    );
  }
  events.push({ seq: events.length, at: scenario.end, type: "end" });
  return events;
}
