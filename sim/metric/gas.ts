import type { Trace } from "../trace/event.ts";
import { isOk, stepsOf } from "../trace/trace.ts";
import type { Figures } from "./metric.ts";

/** What a tenant with gas tells of a transaction, among other things. */
type Metered = { readonly type: "transaction"; readonly event: number; readonly gasUsed: number };

/**
 * Returns the median gas of the withdrawals that were paid. Gas is the one figure that a trace
 * cannot give: it comes from the chains' own records, and a tenant without gas has none.
 *
 * @param chain The lines of `chain.jsonl`.
 */
export function gas(trace: Trace, chain: readonly object[]): Figures {
  const paid = new Map(
    stepsOf(trace)
      .filter((step) => isOk(step, "submitWithdrawal"))
      .map(({ seq }) => [seq - 1, true]),
  );
  const used = chain
    .filter(isMetered)
    .filter(({ event }) => paid.has(event))
    .map(({ gasUsed }) => gasUsed)
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

const isMetered = (record: object): record is Metered =>
  "type" in record && record.type === "transaction";
