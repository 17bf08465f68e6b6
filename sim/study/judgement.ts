import { type Condition, conditionHolds } from "./condition.ts";
import type { Results } from "./results.ts";
import { type Surprise, surprisesIn } from "./surprises.ts";

/** A run held against what was expected of it. */
export type Judgement = {
  readonly verdict: "as expected" | "differs" | "unknown";
  /** Verdicts that are not as history, or the scenario's author, says. */
  readonly surprises: readonly Surprise[];
  /** The user's own conditions, and whether each holds. */
  readonly conditions: readonly (Condition & { readonly holds: boolean | "unknown" })[];
};

/** Holds results against the scenario's expectations and against the user's own conditions. */
export function judgementOf(results: Results, conditions: readonly Condition[]): Judgement {
  const surprises = surprisesIn(results);
  const held = conditions.map((condition) => ({
    ...condition,
    holds: conditionHolds(condition, results.metrics),
  }));
  const differs =
    surprises.some(({ found }) => found !== "unknown") || held.some(({ holds }) => holds === true);
  const isUnknown = surprises.length > 0 || held.some(({ holds }) => holds === "unknown");
  return {
    verdict: differs ? "differs" : isUnknown ? "unknown" : "as expected",
    surprises,
    conditions: held,
  };
}
