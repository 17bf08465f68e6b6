import { containedBy } from "../money/contained.ts";
import { theftsOf } from "../money/thefts.ts";
import { hostileActors } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf } from "../trace/origin.ts";
import { isOk, isVerb, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";

/** A span of the run that the plots shade. */
export type Phase = {
  readonly name: "attack" | "undetected" | "response";
  readonly label: string;
  readonly from: number;
  readonly until: number;
};

/**
 * Returns the spans that matter for reading a run: the attack (from the first foothold, or the first
 * forged attempt, to the last), how long nobody noticed (from the first theft to the first
 * alarm after it, to the pause where that came sooner, or to the end), and the response (from that
 * alarm to the mainchain's pause, or to the end). Alarm and pause are those of `timeToDetect` and
 * `timeToContain`. A run in which nobody attacked has none.
 */
export function phasesOf(trace: Trace): readonly Phase[] {
  const { end, custodian } = scenarioOf(trace);
  const steps = stepsOf(trace);
  const attempts = steps.filter(isHostile(trace));
  const [first] = attempts;
  if (first === undefined) return [];
  const attack: Phase = {
    name: "attack",
    label: "attack",
    from: first.at,
    until: attempts.at(-1)?.at ?? first.at,
  };
  const [theft] = theftsOf(trace);
  if (theft === undefined) return [attack];
  const after = steps.filter(({ seq }) => seq > theft.seq);
  const alarm = after.find((step) => isOk(step, "alarm"))?.at;
  const pause = containedBy(trace)?.at;
  const isQuiet = alarm === undefined || (pause !== undefined && pause < alarm);
  const unseen: Phase = {
    name: "undetected",
    label: !isQuiet
      ? "undetected"
      : pause === undefined
        ? "undetected to the end"
        : "until the pause",
    from: theft.at,
    until: isQuiet ? (pause ?? end) : alarm,
  };
  if (isQuiet) return [attack, unseen];
  const response: Phase = {
    name: "response",
    label:
      custodian === undefined
        ? pause === undefined
          ? "alarmed, never paused"
          : "alarm to pause"
        : pause === undefined
          ? "alarmed, never contained"
          : "alarm to containment",
    from: alarm,
    until: pause ?? end,
  };
  return [attack, unseen, response];
}

/** Returns whether a step is part of an attack: a foothold, or what forges a payment. */
function isHostile(trace: Trace): (step: Step) => boolean {
  const hostile = hostileActors(scenarioOf(trace));
  const thefts = new Set(theftsOf(trace).map(({ seq }) => seq));
  const isBacked = new Map(paymentsOf(trace).map(({ seq, origin }) => [seq, origin !== null]));
  return (step) =>
    isOk(step, "compromise") ||
    thefts.has(step.seq) ||
    isBacked.get(step.seq) === false ||
    (hostile.has(step.actor) &&
      !isBacked.get(step.seq) &&
      (isVerb(step, "submitWithdrawal") || isVerb(step, "sign")));
}
