import { formatDuration, formatUtc } from "../core/time.ts";
import { formatAmount } from "../core/units.ts";
import { tokens } from "./bench.ts";
import type { Happening } from "./play.ts";

/** Tells what happened, a line a step, in the words of the bridge. */
export function story(happenings: readonly Happening[]): readonly string[] {
  const [first] = happenings;
  return happenings.map(({ step, at, which, outcome, why }) => {
    const when = formatUtc(at);
    const later =
      at === first?.at ? "" : ` (${formatDuration(at - (first?.at ?? at))} after the first)`;
    const what =
      "amount" in step
        ? `${step.do}s ${money(step.token, step.amount)}`
        : step.do === "call"
          ? `calls ${step.call} of the guard itself`
          : `${step.do}s withdrawal ${which ?? "that is not there"}`;
    const who = {
      withdraw: "the thief",
      deposit: "an outsider",
      release: "an outsider",
      cancel: "the canceller",
      call: "an outsider",
    };
    const reason =
      why === null ? "" : ` (${[why.name, why.args.reason ?? ""].filter(Boolean).join(": ")})`;
    return `${when}${later}: ${who[step.do]} ${what}: ${outcome}${reason}`;
  });
}

/** Writes an amount of one of the bench's tokens. */
export function money(symbol: string, amount: bigint): string {
  const token = tokens.find((one) => one.symbol === symbol);
  return token === undefined ? `${amount} ${symbol}` : formatAmount(amount, token);
}
