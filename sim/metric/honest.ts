import type { Amount } from "../core/units.ts";
import { honestAccounts } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf, requestsOf } from "../trace/origin.ts";
import { isOk, isVerb, scenarioOf, stepsOf } from "../trace/trace.ts";
import { baseUnit, counted, type Figure, type Figures, seconds } from "./metric.ts";

/** An honest request, and how long it waited for its payment, if it was paid. */
type Stay = { readonly id: Amount; readonly token: string; readonly amount: bigint } & (
  | { readonly wait: number }
  | { readonly wait: null }
);

/**
 * What honest users pay for what happened and for what was done against it. Delayed is what was
 * paid later than declared; blocked is what had not been paid when the run ended.
 */
export function honest(trace: Trace): Figures {
  const { declared, world } = scenarioOf(trace);
  const stays = staysOf(trace);
  const waits = stays.flatMap(({ wait }) => (wait === null ? [] : [wait])).sort((a, b) => a - b);
  const delayed = stays.filter(({ wait }) => wait !== null && wait > declared.paidWithin);
  const blocked = stays.filter(({ wait }) => wait === null);
  const figures: Record<string, Figure> = {
    "honest.delayed.count": counted(delayed.length),
    "honest.blocked.count": counted(blocked.length),
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
  const paid = new Map(paymentsOf(trace).map(({ origin, at }) => [origin?.seq, at]));
  return requestsOf(stepsOf(trace))
    .filter(({ withdrawal }) => accounts.has(withdrawal.recipient))
    .map(({ seq, at, withdrawal }) => {
      const { id, token, amount } = withdrawal;
      const paidAt = paid.get(seq);
      const wait = paidAt === undefined ? null : paidAt - at;
      return { id, token, amount: BigInt(amount), wait };
    });
}

/** Counts the honest withdrawals that had been refused when the first alarm was raised. */
function refusedBeforeAlarm(trace: Trace): number {
  const steps = stepsOf(trace);
  const ids = new Set(staysOf(trace).map(({ id }) => id));
  const alarm = steps.find((step) => isOk(step, "alarm"))?.seq ?? Number.POSITIVE_INFINITY;
  const refused = steps.flatMap((step) =>
    isVerb(step, "submitWithdrawal") &&
    step.status === "fail" &&
    step.seq < alarm &&
    ids.has(step.action.withdrawal.id)
      ? [step.action.withdrawal.id]
      : [],
  );
  return new Set(refused).size;
}

/** Returns the smallest value that at least `share` percent of the sorted values do not exceed. */
const percentile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.ceil((share * sorted.length) / 100) - 1];
