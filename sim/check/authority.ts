import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf } from "../trace/origin.ts";
import { isOk, scenarioOf, stepsOf } from "../trace/trace.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * Every payment carried the signatures of enough distinct validators: as many as the scenario
 * declares, whatever the contract happens to store, and validators at that moment.
 */
export const authority: Check = {
  name: "authority",
  asks: "Every payment was signed by the declared quorum of distinct, current validators.",
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const { threshold } = scenario.declared;
    const validatorsAt = history(scenario, trace);
    const payments = paymentsOf(trace);
    const failures = payments.flatMap(({ seq, at, withdrawal, signers }): readonly Failure[] => {
      const validators = validatorsAt(seq);
      const distinct = new Set(signers.filter((name) => validators.has(name)));
      if (distinct.size >= threshold) return [];
      const text = `Withdrawal ${withdrawal.id} was paid with the signatures of ${distinct.size} validators; ${threshold} are declared.`;
      return [{ seq, at, text, badness: BigInt(threshold - distinct.size) }];
    });
    const validators = scenario.world.validators.length;
    const note = `${plural(payments.length, "payment")}, each held against the declared quorum of ${threshold} of ${validators}`;
    return verdictOf(payments.length, failures, note);
  },
};

/** Returns a function that says who was a validator on the mainchain when an event happened. */
function history(scenario: Scenario, trace: Trace): (seq: number) => ReadonlySet<string> {
  const changes: { seq: number; validators: ReadonlySet<string> }[] = [
    { seq: 0, validators: new Set(scenario.world.validators) },
  ];
  for (const step of stepsOf(trace)) {
    const isChange = isOk(step, "addValidator") || isOk(step, "removeValidator");
    if (!isChange || step.action.chain !== "mainchain") continue;
    const validators = new Set(changes.at(-1)?.validators);
    if (step.action.verb === "addValidator") validators.add(step.action.validator);
    else validators.delete(step.action.validator);
    changes.push({ seq: step.seq, validators });
  }
  return (seq) => changes.findLast((change) => change.seq <= seq)?.validators ?? new Set<string>();
}
