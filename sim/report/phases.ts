import type { Trace } from "../trace/event.ts";
import { paymentsOf } from "../trace/origin.ts";
import { isOk, isVerb, scenarioOf, stepsOf } from "../trace/trace.ts";

/** A span of the run that the plots shade. */
export type Phase = {
  readonly name: "attack" | "undetected" | "response";
  readonly label: string;
  readonly from: number;
  readonly until: number;
};

/**
 * Returns the spans that matter for reading a run: the attack (from the first foothold, or the
 * first forged payment, to the last), how long nobody noticed (from the first forged payment to the
 * first alarm after it, or the end), and the response (from that alarm to the first pause after it, or
 * the end). A run without an attack has none.
 */
export function phasesOf(trace: Trace): readonly Phase[] {
  const { end } = scenarioOf(trace);
  const steps = stepsOf(trace);
  const forged = paymentsOf(trace).filter(({ origin }) => origin === null);
  const footholds = steps.filter((step) => isOk(step, "compromise"));
  const attempts = steps.filter(
    (step) =>
      (isVerb(step, "submitWithdrawal") || isVerb(step, "sign")) &&
      footholds.some(({ actor }) => actor === step.actor),
  );
  const begin = footholds[0]?.at ?? forged[0]?.at;
  if (begin === undefined) return [];
  const last = Math.max(begin, attempts.at(-1)?.at ?? begin, forged.at(-1)?.at ?? begin);
  const phases: Phase[] = [{ name: "attack", label: "attack", from: begin, until: last }];
  const theft = forged[0];
  if (theft === undefined) return phases;
  const alarm = steps.find((step) => isVerb(step, "alarm") && step.at >= theft.at);
  phases.push({
    name: "undetected",
    label: alarm === undefined ? "undetected to the end" : "undetected",
    from: theft.at,
    until: alarm?.at ?? end,
  });
  if (alarm === undefined) return phases;
  const pause = steps.find((step) => isOk(step, "pause") && step.at >= alarm.at);
  phases.push({
    name: "response",
    label: pause === undefined ? "alarmed, never paused" : "alarm to pause",
    from: alarm.at,
    until: pause?.at ?? end,
  });
  return phases;
}
