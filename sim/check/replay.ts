import { plural } from "../core/words.ts";
import { paymentsOf } from "../trace/origin.ts";
import { isVerb, scenarioOf, stepsOf } from "../trace/trace.ts";
import { badnessOf } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/** No withdrawal id is paid twice. */
export const replay: Check = {
  name: "replay",
  asks: "No withdrawal id was paid more than once.",
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const times = new Map<string, number>();
    const failures: Failure[] = [];
    for (const { seq, at, withdrawal } of paymentsOf(trace)) {
      const before = times.get(withdrawal.id) ?? 0;
      times.set(withdrawal.id, before + 1);
      if (before === 0) continue;
      const text = `Withdrawal ${withdrawal.id} was paid for the ${ordinal(before + 1)} time.`;
      failures.push({
        seq,
        at,
        text,
        badness: badnessOf(scenario, withdrawal.token, withdrawal.amount),
      });
    }
    const refused = stepsOf(trace).filter(
      (step) =>
        isVerb(step, "submitWithdrawal") &&
        step.status === "fail" &&
        step.error.name === "WithdrawalAlreadyProcessed",
    ).length;
    return verdictOf(
      times.size,
      failures,
      `${plural(times.size, "id")} paid, ${plural(refused, "replay")} refused`,
    );
  },
};

const ordinal = (count: number): string =>
  count === 2 ? "second" : count === 3 ? "third" : `${count}th`;
