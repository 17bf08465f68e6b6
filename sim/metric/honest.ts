import type { Withdrawal } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import { honestAccounts } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf, requestsOf } from "../trace/origin.ts";
import { isOk, isVerb, scenarioOf, stepsOf } from "../trace/trace.ts";
import { baseUnit, counted, type Figure, type Figures, seconds } from "./metric.ts";

/** What an honest user asked for, and how long the payment took, if there was one. */
type Stay = {
  readonly withdrawal: Withdrawal | null;
  readonly token: string;
  readonly amount: bigint;
  /** Seconds; `null` when it had not been paid at the end. */
  readonly wait: number | null;
  readonly paidSeq: number;
};

/**
 * What honest users pay for what happened and for what was done against it. Delayed is what was
 * paid later than declared; blocked is what they asked for on the sidechain, whether it took the
 * request or refused it, and had not been paid when the run ended.
 */
export function honest(trace: Trace): Figures {
  const { declared, world } = scenarioOf(trace);
  const stays = staysOf(trace);
  const waits = stays.flatMap(({ wait }) => (wait === null ? [] : [wait])).sort((a, b) => a - b);
  const delayed = stays.filter(({ wait }) => wait !== null && wait > declared.paidWithin);
  const blocked = stays.filter(({ wait }) => wait === null);
  const refusedDeposits = refusedDepositsOf(trace);
  const figures: Record<string, Figure> = {
    "honest.delayed.count": counted(delayed.length),
    "honest.blocked.count": counted(blocked.length),
    "honest.refusedDeposits.count": counted(refusedDeposits.length),
    "honest.blockedBeforeDetection": counted(refusedBeforeAlarm(trace)),
    "honest.waitP50": seconds(percentile(waits, 50), "no honest withdrawal was paid"),
    "honest.waitP99": seconds(percentile(waits, 99), "no honest withdrawal was paid"),
  };
  for (const { symbol } of world.tokens) {
    const of = (list: readonly Stay[], value: (stay: Stay) => bigint) =>
      `${list.filter(({ token }) => token === symbol).reduce((sum, stay) => sum + value(stay), 0n)}`;
    const unit = baseUnit(symbol);
    const excess = ({ amount, wait }: Stay) => amount * BigInt((wait ?? 0) - declared.paidWithin);
    figures[`honest.delayed.value.${symbol}`] = {
      value: of(delayed, ({ amount }) => amount),
      unit,
      better: "lower",
    };
    figures[`honest.delay.valueSeconds.${symbol}`] = {
      value: of(delayed, excess),
      unit: `${unit} times seconds`,
      better: "lower",
    };
    figures[`honest.refusedDeposits.value.${symbol}`] = {
      value: `${refusedDeposits
        .filter(({ token }) => token === symbol)
        .reduce((sum, { amount }) => sum + BigInt(amount), 0n)}`,
      unit,
      better: "lower",
    };
    figures[`honest.blocked.value.${symbol}`] = {
      value: of(blocked, ({ amount }) => amount),
      unit,
      better: "lower",
    };
  }
  figures["grief.cost"] = {
    value: null,
    why: "no defense of this bridge can be used up by an outsider",
    unit: "wei per hour",
    better: "higher",
  };
  return figures;
}

function staysOf(trace: Trace): readonly Stay[] {
  const accounts = honestAccounts(scenarioOf(trace));
  const payments = new Map(paymentsOf(trace).map((payment) => [payment.origin?.seq, payment]));
  const accepted = requestsOf(stepsOf(trace))
    .filter(({ withdrawal }) => accounts.has(withdrawal.recipient))
    .map(({ seq, at, withdrawal }): Stay => {
      const payment = payments.get(seq);
      const { token, amount } = withdrawal;
      return {
        withdrawal,
        token,
        amount: BigInt(amount),
        wait: payment === undefined ? null : payment.at - at,
        paidSeq: payment?.seq ?? Number.POSITIVE_INFINITY,
      };
    });
  return [...accepted, ...refusedRequests(trace, accounts)];
}

/** What honest users asked for and the sidechain did not even take. */
const refusedRequests = (trace: Trace, accounts: ReadonlySet<string>): readonly Stay[] =>
  stepsOf(trace).flatMap((step): readonly Stay[] => {
    if (!isVerb(step, "requestWithdrawal") || step.status === "ok") return [];
    const { recipient, token, amount } = step.action;
    if (!accounts.has(recipient)) return [];
    const paidSeq = Number.POSITIVE_INFINITY;
    return [{ withdrawal: null, token, amount: BigInt(amount), wait: null, paidSeq }];
  });

/** What honest users wanted to deposit and the mainchain did not take: mostly a pause. */
function refusedDepositsOf(trace: Trace) {
  const accounts = honestAccounts(scenarioOf(trace));
  return stepsOf(trace).flatMap((step) =>
    isVerb(step, "deposit") && step.status === "fail" && accounts.has(step.action.sender)
      ? [step.action]
      : [],
  );
}

/** Counts the honest withdrawals that the mainchain had refused when the first alarm was raised. */
function refusedBeforeAlarm(trace: Trace): number {
  const steps = stepsOf(trace);
  const alarm = steps.find((step) => isOk(step, "alarm"))?.seq ?? Number.POSITIVE_INFINITY;
  const refused = steps.filter(
    (step) => isVerb(step, "submitWithdrawal") && step.status === "fail" && step.seq < alarm,
  );
  return staysOf(trace).filter(({ withdrawal, paidSeq }) =>
    refused.some(
      (step) =>
        isVerb(step, "submitWithdrawal") &&
        withdrawal !== null &&
        step.seq < paidSeq &&
        isSame(step.action.withdrawal, withdrawal),
    ),
  ).length;
}

/** Returns the smallest value that at least `share` percent of the sorted values do not exceed. */
const percentile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.ceil((share * sorted.length) / 100) - 1];
