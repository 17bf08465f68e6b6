import { formatDuration } from "../core/time.ts";
import { honestAccounts } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf, type Request, requestsOf } from "../trace/origin.ts";
import { isOk, isVerb, scenarioOf, stepsOf } from "../trace/trace.ts";
import { money } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * Every honest withdrawal is paid within the declared time. A pause excuses what it stops, and the
 * end of the run what it cuts short; neither excuses a refusal for any other reason that nothing
 * made good.
 */
export const liveness: Check = {
  name: "liveness",
  asks: "Every honest withdrawal was paid within the declared time, unless a pause stopped it.",
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const honest = honestAccounts(scenario);
    const { paidWithin } = scenario.declared;
    const pausedAt = firstPause(trace);
    const paidAt = paymentTimes(trace);
    const refusal = refusals(trace);
    const failures: Failure[] = [];
    let judged = 0;
    for (const request of requestsOf(stepsOf(trace))) {
      const { id, recipient, amount, token } = request.withdrawal;
      if (!honest.has(recipient)) continue;
      const paid = paidAt.get(request.seq);
      const deadline = request.at + paidWithin;
      if (paid !== undefined && paid <= deadline) {
        judged += 1;
        continue;
      }
      const refused = refusal.get(id);
      const isCutShort = Math.min(pausedAt, scenario.end) <= deadline;
      if (paid === undefined && isCutShort && refused === undefined) continue;
      judged += 1;
      failures.push({
        seq: request.seq,
        at: request.at,
        text: `${recipient} asked for ${money(scenario, token, amount)} and ${
          paid === undefined ? "was not paid" : `waited ${formatDuration(paid - request.at)}`
        }${refused === undefined ? "" : `; the gateway answered ${refused}`}.`,
        badness: BigInt(amount),
      });
    }
    const note = `${judged} honest withdrawals, each within ${formatDuration(paidWithin)}`;
    return verdictOf(judged, failures, note);
  },
};

const firstPause = (trace: Trace): number =>
  stepsOf(trace).find((step) => isOk(step, "pause"))?.at ?? Number.POSITIVE_INFINITY;

/** Returns when each request was paid, by the request's event. */
const paymentTimes = (trace: Trace): ReadonlyMap<Request["seq"], number> =>
  new Map(
    paymentsOf(trace).flatMap(({ origin, at }) => (origin === null ? [] : [[origin.seq, at]])),
  );

/** Returns the last reason other than a pause for which each withdrawal was refused, by its id. */
function refusals(trace: Trace): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const step of stepsOf(trace)) {
    if (!isVerb(step, "submitWithdrawal") || step.status !== "fail") continue;
    if (step.error.name === "EnforcedPause") continue;
    reasons.set(step.action.withdrawal.id, step.error.name);
  }
  return reasons;
}
