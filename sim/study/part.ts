import { isSame } from "../bridge/withdrawal.ts";
import type { Verdict } from "../check/verdict.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import { isOk, isVerb, type Step, stepsOf } from "../trace/trace.ts";
import type { Finished } from "./experiment.ts";

/** Refusals that a bridge gives without any defense: too few signatures, or an epoch that was ended. */
const ofTheBridge = new Set([
  "QuorumNotReached",
  "WeightNotReached",
  "KeyOutOfReach",
  "EpochNotCurrent",
]);

/**
 * Whether a defense did its part. What was lost in spite of it, it did not stop. Where nothing was lost,
 * something that it refused, held or noticed of the attack's must be the reason: what was never
 * exercised, or what the quorum or an ended epoch stopped, says nothing about it. Nor does what it
 * holds while nobody cancels it and nobody asks for it: that may be released later. All that is unknown.
 */
export function didItsPart({ trace, figures }: Finished, defended: Scenario): Verdict {
  const hostile = hostileActors(defended);
  const steps = stepsOf(trace);
  const own = steps.filter((step) => hostile.has(step.actor));
  const refused = own.filter((step) => step.status !== "ok");
  const byDefense = refused.filter((step) => !ofTheBridge.has(step.error.name));
  const lost = defended.world.tokens
    .map(({ symbol }) => symbol)
    .filter((symbol) => !["0", undefined].includes(figures[`loss.${symbol}`]?.value ?? undefined));
  const exercised = byDefense.length + alarmsAbout(steps, own).length;
  const base = { count: lost.length, exercised, first: null, worst: null };
  if (lost.length > 0) return { ...base, valid: false, note: `lost: ${lost.join(", ")}` };
  const unknown = (note: string): Verdict => ({ ...base, valid: "unknown", note });
  if (exercised === 0)
    return unknown(
      refused.length > 0
        ? "the quorum or an ended epoch did it, not the defense"
        : "it never refused, held or noticed anything",
    );
  if (own.some((step) => isLeftHeld(step, steps, own)))
    return unknown("it holds what nobody cancelled, and nobody asked to have that released");
  return { ...base, valid: true, note: "nothing was lost" };
}

/** Alarms after the attack has begun to ask for money; earlier ones are about something else. */
function alarmsAbout(steps: readonly Step[], own: readonly Step[]): readonly Step[] {
  const first = own.find((step) => isVerb(step, "submitWithdrawal"));
  if (first === undefined) return [];
  return steps.filter((step) => isOk(step, "alarm") && step.seq > first.seq);
}

/** Whether a step's withdrawal is held to the end, and its release was never refused for good reason. */
function isLeftHeld(step: Step, steps: readonly Step[], own: readonly Step[]): boolean {
  if (!isVerb(step, "submitWithdrawal") || step.status !== "info") return false;
  const { withdrawal } = step.action;
  const isOver = steps.some(
    (later) =>
      later.seq > step.seq &&
      (isOk(later, "cancelEpoch") ||
        ((isOk(later, "cancel") || isOk(later, "expire")) &&
          isSame(later.action.withdrawal, withdrawal))),
  );
  const isWithheld = own.some(
    (later) =>
      isVerb(later, "release") &&
      later.status !== "ok" &&
      isSame(later.action.withdrawal, withdrawal),
  );
  // What V2 has locked, only its unlocker releases.
  const isLocked = step.error.args.guard === "locked-tier";
  return !isOver && !isWithheld && !isLocked;
}
