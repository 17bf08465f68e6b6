import type { Withdrawal } from "../bridge/port.ts";
import { formatDuration } from "../core/time.ts";
import { plural } from "../core/words.ts";
import { honestAccounts } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf, type Request, requestsOf } from "../trace/origin.ts";
import { isOk, isVerb, scenarioOf, stepsOf } from "../trace/trace.ts";
import { badnessOf, money } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * Every honest withdrawal is paid within the declared time, in which time under a pause does not
 * count. The end of the run excuses what it cuts short; neither that nor a pause excuses a refusal
 * for another reason that nothing made good.
 */
export const liveness: Check = {
  name: "liveness",
  asks: "Every honest withdrawal was paid within the declared time, unless a pause stopped it.",
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const honest = honestAccounts(scenario);
    const { paidWithin } = scenario.declared;
    const pauses = pausesOf(trace);
    const paidAt = paymentTimes(trace);
    const refusal = refusals(trace);
    const failures: Failure[] = [];
    let judged = 0;
    for (const request of requestsOf(stepsOf(trace))) {
      const { recipient, amount, token } = request.withdrawal;
      if (!honest.has(recipient)) continue;
      const paid = paidAt.get(request.seq);
      const deadline = deadlineOf(request.at, paidWithin, pauses);
      if (paid !== undefined && paid <= deadline) {
        judged += 1;
        continue;
      }
      const refused = refusal.get(keyOf(request.withdrawal));
      const isCutShort = scenario.end <= deadline;
      if (paid === undefined && isCutShort && refused === undefined) continue;
      judged += 1;
      failures.push({
        seq: request.seq,
        at: request.at,
        text: `${recipient} asked for ${money(scenario, token, amount)} and ${
          paid === undefined ? "was not paid" : `waited ${formatDuration(paid - request.at)}`
        }${refused === undefined ? "" : `; the gateway answered ${refused}`}.`,
        badness: badnessOf(scenario, token, amount),
      });
    }
    for (const failure of refusedRequests(trace, honest)) {
      judged += 1;
      failures.push(failure);
    }
    const note = `${plural(judged, "honest withdrawal")}, each within ${formatDuration(paidWithin)}`;
    return verdictOf(judged, failures, note);
  },
};

/** What excuses the sidechain from taking a request: a pause, or that the user has not got it. */
const excuses = new Set(["EnforcedPause", "ERC20InsufficientBalance"]);

/** Honest requests that the sidechain did not even take. */
const refusedRequests = (trace: Trace, honest: ReadonlySet<string>): readonly Failure[] =>
  stepsOf(trace).flatMap((step): readonly Failure[] => {
    if (!isVerb(step, "requestWithdrawal") || step.status === "ok") return [];
    const { recipient, token, amount } = step.action;
    if (!honest.has(recipient) || excuses.has(step.error.name) || BigInt(amount) === 0n) return [];
    const { seq, at } = step;
    const text = `${recipient} asked for ${money(scenarioOf(trace), token, amount)}; the sidechain answered ${step.error.name}.`;
    return [{ seq, at, text, badness: badnessOf(scenarioOf(trace), token, amount) }];
  });

type Pause = { readonly from: number; readonly until: number };

/** Returns when either gateway was paused, in order of their beginnings. */
function pausesOf(trace: Trace): readonly Pause[] {
  const steps = stepsOf(trace);
  return steps.flatMap((step): readonly Pause[] => {
    if (!isOk(step, "pause")) return [];
    const { chain } = step.action;
    const end = steps.find(
      (later) => later.seq > step.seq && isOk(later, "unpause") && later.action.chain === chain,
    );
    return [{ from: step.at, until: end?.at ?? Number.POSITIVE_INFINITY }];
  });
}

/** Returns when so many seconds without a pause have passed. */
function deadlineOf(from: number, seconds: number, pauses: readonly Pause[]): number {
  let deadline = from + seconds;
  let counted = from;
  for (const pause of pauses) {
    const begin = Math.max(pause.from, counted);
    if (begin > deadline || pause.until <= begin) continue;
    deadline += pause.until - begin;
    counted = pause.until;
  }
  return deadline;
}

/** Returns when each request was paid, by the request's event. */
const paymentTimes = (trace: Trace): ReadonlyMap<Request["seq"], number> =>
  new Map(
    paymentsOf(trace).flatMap(({ origin, at }) => (origin === null ? [] : [[origin.seq, at]])),
  );

/** Returns the last reason other than a pause for which each withdrawal was refused. */
function refusals(trace: Trace): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const step of stepsOf(trace)) {
    if (!isVerb(step, "submitWithdrawal") || step.status !== "fail") continue;
    if (step.error.name === "EnforcedPause") continue;
    reasons.set(keyOf(step.action.withdrawal), step.error.name);
  }
  return reasons;
}

/** Tells withdrawals apart by all that is signed of them: an id alone may be claimed by anybody. */
const keyOf = ({ id, token, recipient, amount }: Withdrawal): string =>
  `${id} ${token} ${recipient} ${amount}`;
