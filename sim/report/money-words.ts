import { money } from "../check/money.ts";
import type { Suspect } from "../money/mixed.ts";
import type { Rescue } from "../money/rescues.ts";
import { type Status, statuses } from "../money/standing.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { actionWords } from "./event-words.ts";
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

/** Returns who did what by which stolen money was stopped or came back, and how much, in a sentence. */
export function rescueWords(scenario: Scenario, { actor, action, gains }: Rescue): string {
  const parts = gains.flatMap(({ token, frozen, recovered }) =>
    (
      [
        [recovered, "recovered"],
        [frozen, "frozen"],
        // What was frozen and came back is not let go.
        [-frozen - recovered, "let go"],
      ] as const
    )
      .filter(([amount]) => amount > 0n)
      .map(([amount, what]) => `${money(scenario, token, amount)} ${what}`),
  );
  return `${actor} ${actionWords(scenario, action)}: ${parts.join(", ")}.`;
}

/** Returns whom a mixer paid since stolen money went into it, and how little that says, in a sentence. */
export function suspectWords({ mixer, recipient, payments, deposits, stolen }: Suspect): string {
  const times = payments === 1 ? "once" : `${payments} times`;
  const which = deposits === 1 ? "the only deposit before" : `any of ${deposits} deposits before`;
  const part = stolen === deposits ? "all stolen" : `${stolen} of them stolen`;
  const of = deposits === 1 ? ", which was stolen" : `, ${part}`;
  return `${mixer.name} paid ${recipient} ${times}; it could be ${which}${of}.`;
}
