import { plural } from "../core/words.ts";
import { paymentsOf } from "../trace/origin.ts";
import { scenarioOf } from "../trace/trace.ts";
import { badnessOf, money } from "./money.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * Every payment answers one earlier, final request on the sidechain with the same token, recipient
 * and amount, and each request is answered at most once.
 */
export const backing: Check = {
  name: "backing",
  asks: "Every payment answers one earlier, final request on the sidechain, used once.",
  judge: (trace) => {
    const scenario = scenarioOf(trace);
    const payments = paymentsOf(trace);
    const failures = payments
      .filter(({ origin }) => origin === null)
      .map(
        ({ seq, at, withdrawal: { id, token, recipient, amount } }): Failure => ({
          seq,
          at,
          text: `Withdrawal ${id} paid ${money(scenario, token, amount)} to ${recipient}; the sidechain has no such request.`,
          badness: badnessOf(scenario, token, amount),
        }),
      );
    return verdictOf(payments.length, failures, plural(payments.length, "payment"));
  },
};
