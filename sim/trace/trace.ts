import type { Balance, Refusal } from "../bridge/port.ts";
import { canonicalJson } from "../core/canonical.ts";
import { InputError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action, ActionResult, Trace, TraceEvent } from "./event.ts";

/** Returns a trace as JSON Lines: one canonical event a line, each line ended. */
export const serializeTrace = (trace: Trace): string =>
  trace.map((event) => `${canonicalJson(event)}\n`).join("");

/**
 * Reads JSON Lines back into a trace.
 *
 * @param place Where the text comes from, for the error.
 * @throws InputError when a line is not JSON, or the lines are not a whole trace in order.
 */
export function parseTrace(text: string, place: string): Trace {
  const lines = text.split("\n").filter((line) => line !== "");
  const trace = lines.map((line, index): TraceEvent => {
    const event = parseLine(line, `${place}:${index + 1}`);
    if (event.seq !== index)
      throw new InputError(
        `${place}:${index + 1} is event ${event.seq}, but event ${index} comes there.`,
      );
    return event;
  });
  if (trace[0]?.type !== "begin" || trace.at(-1)?.type !== "end")
    throw new InputError(`${place} is not a whole trace: it must go from "begin" to "end".`);
  return trace;
}

function parseLine(line: string, place: string): TraceEvent {
  const event = parseJson(line, place);
  if (typeof event !== "object" || event === null || !("seq" in event))
    throw new InputError(`${place} is no event: it has no number.`);
  return event as TraceEvent;
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new InputError(`${place} is not JSON.`, { cause });
  }
}

/** Returns the scenario that a trace is of. */
export function scenarioOf(trace: Trace): Scenario {
  const begin = trace[0];
  invariant(begin?.type === "begin", "A trace begins with its scenario.");
  return begin.scenario;
}

/** An action with what came of it. */
export type Step<A extends Action = Action> = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: A;
} & (
  | { readonly status: "ok"; readonly result: ActionResult; readonly balances: readonly Balance[] }
  | { readonly status: "fail" | "info"; readonly error: Refusal }
);

/** Returns the completed actions of a trace in the order in which they completed. */
export const stepsOf: (trace: Trace) => readonly Step[] = oncePerTrace(readSteps);

/**
 * Returns a function that reads a trace once, and remembers what it read: every check and metric
 * asks for the same. A trace that has grown since is read again.
 */
export function oncePerTrace<T>(read: (trace: Trace) => T): (trace: Trace) => T {
  const known = new WeakMap<Trace, { readonly length: number; readonly found: T }>();
  return (trace) => {
    const before = known.get(trace);
    if (before?.length === trace.length) return before.found;
    const found = read(trace);
    known.set(trace, { length: trace.length, found });
    return found;
  };
}

function readSteps(trace: Trace): readonly Step[] {
  const invoked = new Map<number, Extract<TraceEvent, { type: "invoke" }>>();
  const steps: Step[] = [];
  for (const event of trace) {
    if (event.type === "invoke") invoked.set(event.seq, event);
    if (event.type !== "ok" && event.type !== "fail" && event.type !== "info") continue;
    const invocation = invoked.get(event.invocation);
    invariant(
      invocation,
      `Event ${event.seq} completes event ${event.invocation}, which is no invocation.`,
    );
    const { seq, at, actor } = event;
    const { action } = invocation;
    steps.push(
      event.type === "ok"
        ? { seq, at, actor, action, status: "ok", result: event.result, balances: event.balances }
        : { seq, at, actor, action, status: event.type, error: event.error },
    );
  }
  return steps;
}

type Verb = Action["verb"];
type StepOf<V extends Verb> = Step<Extract<Action, { verb: V }>>;

/** Whether a step is of one verb, for narrowing. */
export const isVerb = <V extends Verb>(step: Step, verb: V): step is StepOf<V> =>
  step.action.verb === verb;

/** Whether a step is of one verb and went through, for narrowing. */
export const isOk = <V extends Verb>(
  step: Step,
  verb: V,
): step is StepOf<V> & { readonly status: "ok" } => step.status === "ok" && isVerb(step, verb);

/** Returns the trace of a scenario in which nobody did anything. */
export const emptyTrace = (scenario: Scenario): Trace => [
  { seq: 0, at: scenario.start, type: "begin", scenario },
  { seq: 1, at: scenario.end, type: "end" },
];
