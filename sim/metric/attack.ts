import type { Trace } from "../trace/event.ts";
import { paymentsOf } from "../trace/origin.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { counted, type Figures, seconds } from "./metric.ts";

/** What the attacker had, and how long everything took. */
export function attack(trace: Trace): Figures {
  const steps = stepsOf(trace);
  const validators = new Set(scenarioOf(trace).world.validators);
  const firstLoss = paymentsOf(trace).find(({ origin }) => origin === null);
  const entry = steps.find((step) => isOk(step, "compromise"));
  const alarm = steps.find((step) => isOk(step, "alarm"));
  const stop = steps.find((step) => isOk(step, "pause") && step.action.chain === "mainchain");
  const since = (step: Step | undefined) =>
    step === undefined || firstLoss === undefined ? undefined : step.at - firstLoss.at;
  const nothing = "nothing was lost";
  return {
    keysStolen: counted(stolenKeys(steps, validators).size),
    signaturesByDelegation: counted(keysUsedByDelegation(steps).size),
    timeToFirstLoss: seconds(
      entry === undefined || firstLoss === undefined ? undefined : firstLoss.at - entry.at,
      firstLoss === undefined ? nothing : "no node was compromised",
    ),
    timeToDetect: seconds(
      since(alarm),
      firstLoss === undefined ? nothing : "nobody noticed before the run ended",
    ),
    timeToContain: seconds(
      since(stop),
      firstLoss === undefined ? nothing : "nobody paused the gateway before the run ended",
    ),
  };
}

/** Validators whose keys an attacker has copied. */
const stolenKeys = (steps: readonly Step[], validators: ReadonlySet<string>) =>
  new Set(
    steps.flatMap((step) =>
      isOk(step, "compromise")
        ? (step.result.reached ?? [])
            .filter(({ node, capability }) => capability === "extract" && node.startsWith("key:"))
            .map(({ node }) => node.slice("key:".length))
            .filter((account) => validators.has(account))
        : [],
    ),
  );

/** Accounts that signed because somebody was allowed to sign for them. */
const keysUsedByDelegation = (steps: readonly Step[]) =>
  new Set(
    steps.flatMap((step) =>
      isOk(step, "sign") && step.result.obtained === "delegation" ? [step.action.signer] : [],
    ),
  );
