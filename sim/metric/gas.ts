import type { Trace } from "../trace/event.ts";
import { isOk, isVerb, stepsOf } from "../trace/trace.ts";
import type { Figures } from "./metric.ts";

/** What a tenant with gas tells of a transaction, among other things. */
type Metered = { readonly type: "transaction"; readonly event: number; readonly gasUsed: number };

/**
 * Returns the median gas of the withdrawals that were paid, what was submitted and later released
 * counted together. Gas is the one figure that a trace
 * cannot give: it comes from the chains' own records, and a tenant without gas has none.
 *
 * @param chain The lines of `chain.jsonl`.
 */
export function gas(trace: Trace, chain: readonly object[]): Figures {
  const metered = new Map(chain.filter(isMetered).map(({ event, gasUsed }) => [event, gasUsed]));
  const used = transactionsOf(trace)
    .flatMap((events) => {
      const parts = events.flatMap((event) => metered.get(event) ?? []);
      return parts.length === 0 ? [] : [parts.reduce((sum, part) => sum + part, 0)];
    })
    .sort((a, b) => a - b);
  const median = used[Math.floor((used.length - 1) / 2)];
  return {
    "gas.withdrawal":
      median === undefined
        ? {
            value: null,
            why: chain.length === 0 ? "only the chains meter gas" : "no withdrawal was paid",
            unit: "gas",
            better: "lower",
          }
        : { value: String(median), unit: "gas", better: "lower" },
  };
}

/** Returns the events of the transactions that each paid withdrawal took. */
function transactionsOf(trace: Trace): readonly (readonly number[])[] {
  const held = new Map<string, number>();
  return stepsOf(trace).flatMap((step) => {
    // A step's number is its completion's; a transaction stands under the invocation before it.
    const event = step.seq - 1;
    if (isVerb(step, "submitWithdrawal") && step.status === "info")
      held.set(step.action.withdrawal.id, event);
    if (isOk(step, "submitWithdrawal")) return [[event]];
    if (!isOk(step, "release") && !isOk(step, "unlock")) return [];
    const submitted = held.get(step.action.withdrawal.id);
    return [submitted === undefined ? [event] : [submitted, event]];
  });
}

const isMetered = (record: object): record is Metered =>
  "type" in record && record.type === "transaction";
