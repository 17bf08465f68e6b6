import { money } from "../check/money.ts";
import { type Status, statuses } from "../money/standing.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { MoneyPicture, Spot, Stream } from "./money.ts";

/** What has become of stolen money, in a word or three. */
export const statusWords: { readonly [status in Status]: string } = {
  recovered: "recovered",
  frozen: "frozen",
  recoverable: "can be stopped",
  traceable: "in sight",
  dark: "dark",
};

/** What has become of stolen money, as one says it after an amount. */
const becameWords: { readonly [status in Status]: string } = {
  recovered: "recovered",
  frozen: "frozen",
  recoverable: "where an issuer or an exchange could still stop it",
  traceable: "in sight, where nobody can stop it",
  dark: "dark, in a mixer",
};

/** Returns what a spot is called. */
export const labelIn = (spots: readonly Spot[], id: string): string =>
  spots.find((spot) => spot.id === id)?.label ?? id;

/** Returns which part of what went was stolen, in words; of a share in percent, cut off. */
export function shareWords({ amount, tainted }: Pick<Stream, "amount" | "tainted">): string {
  if (tainted === amount) return "all";
  const tenths = (tainted * 1_000n) / amount;
  return tenths === 0n ? "below 0.1 %" : `${tenths / 10n}.${tenths % 10n} %`;
}

/** Returns, for each token, what was taken of it and what has become of that, in a sentence. */
export const standingWords = (
  scenario: Scenario,
  { standings }: Pick<MoneyPicture, "standings">,
): readonly string[] =>
  standings.map(([token, standing]) => {
    const parts = statuses
      .filter((status) => standing[status] > 0n)
      .map((status) => `${money(scenario, token, standing[status])} ${becameWords[status]}`);
    return `Of ${money(scenario, token, standing.taken)} taken: ${parts.join("; ")}.`;
  });
