import { canonicalJson } from "../core/canonical.ts";
import type { Trace } from "../trace/event.ts";
import { type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { actionWords } from "./event-words.ts";
import { type Both, type FieldChange, fieldChanges } from "./field-changes.ts";

/** What two steps can differ in. */
type Aspect = "time" | "actor" | "action" | "outcome";

/** A step, and its action as a person reads it. */
export type PartedStep = Step & { readonly words: string };

/** The first step at which two traces part. */
export type Parting = {
  /** Its place among the completed steps, from 1. */
  readonly step: number;
  /** How many steps each trace has. */
  readonly of: Both<number>;
  /** What each run does there; `null` where its trace has ended. */
  readonly left: PartedStep | null;
  readonly right: PartedStep | null;
  /** What the two differ in; nothing where one trace has ended. */
  readonly differs: readonly Aspect[];
  /** Whose step the other run never takes, at no other time either. */
  readonly onlyIn: "left" | "right" | "both" | null;
  /** The fields in which two steps of the same actor and verb differ. */
  readonly fields: readonly FieldChange[];
};

/**
 * Returns where two traces part, or `null` when they have the same steps. The scenario that a trace
 * begins with is no step: two scenarios may well lead to the same.
 */
export function partingOf(leftTrace: Trace, rightTrace: Trace): Parting | null {
  const [lefts, rights] = [stepsOf(leftTrace), stepsOf(rightTrace)];
  const length = Math.max(lefts.length, rights.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [lefts[index], rights[index]];
    const differs = left && right ? aspectsOf(left, right) : [];
    if (left && right && differs.length === 0) continue;
    const isLeftAlone = left !== undefined && !isTaken(left, rights.slice(index));
    const isRightAlone = right !== undefined && !isTaken(right, lefts.slice(index));
    return {
      step: index + 1,
      of: { left: lefts.length, right: rights.length },
      left: worded(leftTrace, left),
      right: worded(rightTrace, right),
      differs,
      onlyIn: isLeftAlone ? (isRightAlone ? "both" : "left") : isRightAlone ? "right" : null,
      fields: left && right && isAlike(left, right) ? fieldChanges(told(left), told(right)) : [],
    };
  }
  return null;
}

const worded = (trace: Trace, step: Step | undefined): PartedStep | null =>
  step === undefined ? null : { ...step, words: actionWords(scenarioOf(trace), step.action) };

function aspectsOf(left: Step, right: Step): readonly Aspect[] {
  const aspects: readonly (readonly [Aspect, boolean])[] = [
    ["time", left.at !== right.at],
    ["actor", left.actor !== right.actor],
    ["action", canonicalJson(left.action) !== canonicalJson(right.action)],
    ["outcome", canonicalJson(outcomeOf(left)) !== canonicalJson(outcomeOf(right))],
  ];
  return aspects.flatMap(([aspect, isOther]) => (isOther ? [aspect] : []));
}

/** Whether a step is among others, whenever it is taken there and whatever comes of it. */
const isTaken = (step: Step, others: readonly Step[]): boolean =>
  others.some(
    (other) => isAlike(step, other) && canonicalJson(step.action) === canonicalJson(other.action),
  );

const isAlike = (a: Step, b: Step): boolean =>
  a.actor === b.actor && a.action.verb === b.action.verb;

const outcomeOf = (step: Step) =>
  step.status === "ok"
    ? { status: step.status, result: step.result, balances: step.balances }
    : { status: step.status, error: step.error };

/** A step as a reader compares it: what its action says needs no heading. */
const told = (step: Step) => ({ at: step.at, ...step.action, ...outcomeOf(step) });
