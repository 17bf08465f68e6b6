import { type Amount, toAmount } from "../../sim/core/units.ts";
import type { Action, Trace, TraceEvent } from "../../sim/trace/event.ts";
import { scenarioOf } from "../../sim/trace/trace.ts";

type Invocation = Extract<TraceEvent, { type: "invoke" }>;

/**
 * Returns a trace that goes on, after its last event, with its own honest deposits and their
 * acknowledgments over and over, under new numbers, until it has so many events. A deposit is every
 * fourteen seconds.
 */
export function prolonged(trace: Trace, length: number): Trace {
  const completions = new Map(
    trace.flatMap((event) => ("invocation" in event ? [[event.invocation, event] as const] : [])),
  );
  const repeated = trace.filter(
    (event): event is Invocation =>
      event.type === "invoke" && isDeposit(event.action) && completions.has(event.seq),
  );
  const events: TraceEvent[] = trace.slice(0, -1);
  let at = events.at(-1)?.at ?? 0;
  for (let turn = 1; events.length + 2 < length; turn++)
    for (const event of repeated) {
      if (events.length + 2 >= length) break;
      const completion = completions.get(event.seq);
      if (completion === undefined) continue;
      at += 14;
      const seq = events.length;
      events.push({ ...event, seq, at, action: renamed(event.action, turn) });
      events.push({
        ...completion,
        seq: seq + 1,
        at: at + 1,
        invocation: seq,
        ...answer(completion, turn),
      });
    }
  const scenario = { ...scenarioOf(trace), end: at + 60 };
  events[0] = { seq: 0, at: scenario.start, type: "begin", scenario };
  events.push({ seq: events.length, at: scenario.end, type: "end" });
  return events;
}

const isDeposit = ({ verb }: Action): boolean =>
  verb === "deposit" || verb === "acknowledgeDeposit";

/** Deposits of later turns have numbers of their own, as the chain would give them. */
const later = (depositId: Amount, turn: number): Amount =>
  toAmount(BigInt(depositId) + BigInt(turn) * 1000n);

const renamed = (action: Action, turn: number): Action =>
  action.verb === "acknowledgeDeposit"
    ? { ...action, depositId: later(action.depositId, turn) }
    : action;

function answer(completion: TraceEvent, turn: number) {
  if (completion.type !== "ok" || completion.result.depositId === undefined) return {};
  const { depositId } = completion.result;
  return {
    result: { ...completion.result, depositId: later(depositId, turn) },
  };
}
