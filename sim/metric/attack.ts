import { containedBy } from "../money/contained.ts";
import { theftsOf } from "../money/thefts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { counted, type Figure, type Figures, seconds } from "./metric.ts";

/** What the attacker had, and how long everything took. */
export function attack(trace: Trace): Figures {
  const steps = stepsOf(trace);
  const scenario = scenarioOf(trace);
  const signers = new Set([...scenario.world.validators, ...(scenario.custodian?.wallets ?? [])]);
  const [firstLoss] = theftsOf(trace);
  const entry = steps.find((step) => isOk(step, "compromise"));
  const after = (step: Step) => firstLoss !== undefined && step.seq > firstLoss.seq;
  const alarm = steps.find((step) => after(step) && isOk(step, "alarm"));
  const since = (step: Step | undefined) =>
    step === undefined || firstLoss === undefined ? undefined : step.at - firstLoss.at;
  const nothing = "nothing was lost";
  return {
    keysStolen: ofCustody(scenario, stolenKeys(steps, signers).size),
    signaturesByDelegation: ofCustody(scenario, keysUsedByDelegation(steps).size),
    timeToFirstLoss: seconds(
      entry === undefined || firstLoss === undefined ? undefined : firstLoss.at - entry.at,
      firstLoss === undefined ? nothing : "no node was compromised",
    ),
    timeToDetect: seconds(
      since(alarm),
      firstLoss === undefined ? nothing : "nobody noticed before the run ended",
    ),
    timeToContain: seconds(
      since(containedBy(trace)),
      firstLoss === undefined ? nothing : uncontained(scenario),
    ),
  };
}

const uncontained = ({ custodian }: Scenario): string =>
  custodian === undefined
    ? "nobody paused the gateway before the run ended"
    : "nobody shut a machine down or moved money away before the run ended";

/** Counts keys, where the scenario says who could have them. */
const ofCustody = ({ custody }: Scenario, count: number): Figure =>
  custody.nodes.length > 0
    ? counted(count)
    : {
        value: null,
        why: "the signatures come from outside; no custody graph says whose keys made them",
        unit: "count",
        better: "lower",
      };

/** Whose keys an attacker has copied: when it broke in, or by the time it signed. */
const stolenKeys = (steps: readonly Step[], signers: ReadonlySet<string>) =>
  new Set(
    steps
      .flatMap((step) => {
        if (isOk(step, "sign"))
          return step.result.obtained === "extract" ? [step.action.signer] : [];
        if (!isOk(step, "compromise")) return [];
        return (step.result.reached ?? [])
          .filter(({ node, capability }) => capability === "extract" && node.startsWith("key:"))
          .map(({ node }) => node.slice("key:".length));
      })
      .filter((account) => signers.has(account)),
  );

/** Accounts that signed because somebody was allowed to sign for them. */
const keysUsedByDelegation = (steps: readonly Step[]) =>
  new Set(
    steps.flatMap((step) =>
      isOk(step, "sign") && step.result.obtained === "delegation" ? [step.action.signer] : [],
    ),
  );
