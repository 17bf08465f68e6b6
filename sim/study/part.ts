import type { Verdict } from "../check/verdict.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import type { Finished } from "./experiment.ts";

/** Refusals for want of signatures: those the bridge had before any defense was added. */
const byQuorum = new Set(["QuorumNotReached", "WeightNotReached", "KeyOutOfReach"]);

/**
 * Whether a defense did its part. What was lost in spite of it, it did not stop. Where nothing was lost,
 * something that it refused, held or noticed of the attack's must be the reason: what was never
 * exercised, or what the quorum alone stopped, says nothing about it, and that is unknown.
 */
export function didItsPart({ trace, figures }: Finished, defended: Scenario): Verdict {
  const hostile = hostileActors(defended);
  const refusals = trace.filter(
    (event) => (event.type === "fail" || event.type === "info") && hostile.has(event.actor),
  );
  const own = refusals.filter(
    (event) => (event.type === "fail" || event.type === "info") && !byQuorum.has(event.error.name),
  );
  const alarms = trace.filter((event) => event.type === "invoke" && event.action.verb === "alarm");
  const lost = Object.entries(figures).filter(
    ([name, { value }]) => /^loss\.[A-Z]+$/.test(name) && value !== "0",
  );
  const exercised = own.length + alarms.length;
  const base = { count: lost.length, exercised, first: null, worst: null };
  if (lost.length > 0)
    return {
      ...base,
      valid: false,
      note: `lost: ${lost.map(([name]) => name.slice("loss.".length)).join(", ")}`,
    };
  if (exercised > 0) return { ...base, valid: true, note: "nothing was lost" };
  return {
    ...base,
    valid: "unknown",
    note:
      refusals.length > 0
        ? "the quorum did it: too few signatures were brought"
        : "it never refused, held or noticed anything",
  };
}
