import type { Trace } from "../trace/event.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { theftsOf } from "./thefts.ts";

/**
 * Returns the step that contained a theft, `undefined` where none did: of a bridge, the first pause
 * of the mainchain after the first loss; of a custodian, the last step of a team's by which a machine
 * was shut down, or what was left was moved to another of its wallets.
 */
export function containedBy(trace: Trace): Step | undefined {
  const { custodian, actors } = scenarioOf(trace);
  const [first] = theftsOf(trace);
  if (first === undefined) return undefined;
  const after = stepsOf(trace).filter(({ seq }) => seq > first.seq);
  if (custodian === undefined)
    return after.find((step) => isOk(step, "pause") && step.action.chain === "mainchain");
  const teams = new Set(actors.flatMap(({ kind, name }) => (kind === "team" ? [name] : [])));
  return after.findLast(
    (step) =>
      teams.has(step.actor) &&
      (isOk(step, "shutDown") ||
        (isOk(step, "transfer") && custodian.wallets.includes(step.action.recipient))),
  );
}
