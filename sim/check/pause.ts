import type { ChainName } from "../bridge/port.ts";
import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { badnessOf } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/** Where each command that moves money does so. */
const movesOn: { readonly [verb: string]: ChainName } = {
  deposit: "mainchain",
  submitWithdrawal: "mainchain",
  release: "mainchain",
  unlock: "mainchain",
  acknowledgeDeposit: "sidechain",
  requestWithdrawal: "sidechain",
};

/** While a gateway is paused, no money moves through it. */
export const pause: Check = {
  name: "pause",
  asks: "While a gateway was paused, nothing moved through it.",
  judge: (trace) => {
    const paused = new Set<ChainName>();
    const failures: Failure[] = [];
    let tried = 0;
    for (const step of stepsOf(trace)) {
      if (isOk(step, "pause") && step.action.token === undefined) paused.add(step.action.chain);
      if (isOk(step, "unpause") && step.action.token === undefined)
        paused.delete(step.action.chain);
      const chain = movesOn[step.action.verb];
      if (chain === undefined || !paused.has(chain)) continue;
      tried += 1;
      if (step.status === "ok") failures.push(failureOf(scenarioOf(trace), step, chain));
    }
    return verdictOf(tried, failures, `${plural(tried, "attempt")} while paused`);
  },
};

function failureOf(
  scenario: Scenario,
  { seq, at, actor, action }: Step,
  chain: ChainName,
): Failure {
  const moved = "withdrawal" in action ? action.withdrawal : action;
  const badness =
    "amount" in moved && "token" in moved ? badnessOf(scenario, moved.token, moved.amount) : 0n;
  const text = `${actor} got "${action.verb}" through while the ${chain}'s gateway was paused.`;
  return { seq, at, text, badness };
}
