import { requiredVotes } from "../bridge/quorum.ts";
import { hasBridge } from "../bridge/venue.ts";
import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/** How much weight a payment takes, at least, and how much there is. */
type State = {
  readonly total: number;
  readonly quorum: Scenario["world"]["quorum"];
  /** `null` where it cannot be computed. */
  readonly least: number | null;
};

/**
 * In every state of the mainchain gateway some weight is needed, and all weight together is enough
 * (S03 of the catalogue). It is asked where that can be lost: of gateways that can be upgraded, of a
 * quorum of nothing, and where a scenario says what to expect.
 */
export const quorum: Check = {
  name: "quorum",
  asks: "At every moment a payment took some weight, and there was that much weight.",
  appliesTo: ({ world, expect }) =>
    hasBridge(world) &&
    (world.roninV2?.next !== undefined || world.quorum.numerator === 0 || "quorum" in expect),
  judge: (trace) => {
    const { world, start } = scenarioOf(trace);
    let state = stateOf(world.validators.length, world.quorum);
    let judged = 1;
    const failures: Failure[] = faultsIn(state, 0, start);
    for (const step of stepsOf(trace)) {
      const next = after(state, step);
      if (next === null) continue;
      state = next;
      judged += 1;
      failures.push(...faultsIn(state, step.seq, step.at));
    }
    return verdictOf(judged, failures, `${plural(judged, "state")} of the quorum`);
  },
};

const stateOf = (total: number, share: State["quorum"]): State => ({
  total,
  quorum: share,
  least: requiredVotes(share, total),
});

/** Returns the state that a step left behind, or `null` where it was not about the quorum. */
function after({ total, quorum: share }: State, step: Step): State | null {
  if (isOk(step, "upgradeToAndCall") || isOk(step, "initialize")) {
    const { initialization } = step.result;
    if (initialization === undefined) return null;
    const { totalWeight, leastWeight } = initialization;
    return { total: totalWeight, quorum: share, least: leastWeight };
  }
  const isMembership = isOk(step, "addValidator") || isOk(step, "removeValidator");
  const isQuorum = isOk(step, "updateQuorum");
  if ((!isMembership && !isQuorum) || step.action.chain !== "mainchain") return null;
  if (step.action.verb === "updateQuorum") return stateOf(total, step.action.quorum);
  return stateOf(total + (step.action.verb === "addValidator" ? 1 : -1), share);
}

function faultsIn({ total, least }: State, seq: number, at: number): Failure[] {
  const fault = (text: string, badness: bigint): Failure[] => [{ seq, at, text, badness }];
  if (least === null) return fault("What a payment takes cannot be computed.", 1n);
  if (least < 1) return fault(`A payment takes a weight of 0, of ${total} in all.`, 3n);
  if (least > total) return fault(`A payment takes a weight of ${least}, of ${total} in all.`, 2n);
  return [];
}
