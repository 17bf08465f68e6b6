import { money } from "../check/money.ts";
import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import { type Status, statuses } from "../money/standing.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { type MoneyPicture, moneyPicture, type Spot, type Stream } from "./money.ts";
import { type Colors, plainTable, type Style, wrap } from "./table.ts";

/** What has become of stolen money, as one says it after an amount. */
const becameWords: { readonly [status in Status]: string } = {
  recovered: "recovered",
  frozen: "frozen",
  recoverable: "where an issuer or an exchange could still stop it",
  traceable: "in sight, where nobody can stop it",
  dark: "dark, in a mixer",
};

/** Rows of the table, at most; the rest is counted. */
const most = 16;

/**
 * Returns where stolen money went, as a table and a sentence for each token; `null` where it has not
 * moved since it was stolen.
 */
export function moneyBlock(trace: Trace, { width }: Style, colors: Colors): string | null {
  const picture = moneyPicture(trace);
  if (picture === null || picture.streams.every(({ isTheft }) => isTheft)) return null;
  const scenario = scenarioOf(trace);
  const table = plainTable(["from", "to", "what", "stolen", "when"], colors, {
    colAligns: ["left", "left", "right", "right", "left"],
  });
  for (const stream of picture.streams.slice(0, most)) table.push(rowOf(picture, scenario, stream));
  const left = picture.streams.length - most;
  return [
    colors.bold("Where the money went"),
    table.toString(),
    ...(left > 0 ? [colors.dim(`and ${plural(left, "more stream")}.`)] : []),
    ...standingWords(scenario, picture).map((words) => wrap(words, width, "")),
  ].join("\n");
}

function rowOf(picture: MoneyPicture, scenario: Scenario, stream: Stream): string[] {
  const { from, to, token, hops, first, last } = stream;
  const when = formatUtc(first.at);
  const span = hops === 1 ? when : `${when}, ${hops} times until ${formatUtc(last.at)}`;
  return [
    labelIn(picture.spots, from),
    labelIn(picture.spots, to),
    money(scenario, token, stream.amount),
    shareWords(stream),
    span,
  ];
}

/** Returns what a spot is called. */
const labelIn = (spots: readonly Spot[], id: string): string =>
  spots.find((spot) => spot.id === id)?.label ?? id;

/** Returns which part of what went was stolen, in words; of a share in percent, cut off. */
export function shareWords({ amount, tainted }: Pick<Stream, "amount" | "tainted">): string {
  if (tainted === amount) return "all";
  const tenths = (tainted * 1_000n) / amount;
  return tenths === 0n ? "below 0.1 %" : `${tenths / 10n}.${tenths % 10n} %`;
}

/** Returns, for each token, what was taken of it and what has become of that, in a sentence. */
const standingWords = (
  scenario: Scenario,
  { standings }: Pick<MoneyPicture, "standings">,
): readonly string[] =>
  standings.map(([token, standing]) => {
    const parts = statuses
      .filter((status) => standing[status] > 0n)
      .map((status) => `${money(scenario, token, standing[status])} ${becameWords[status]}`);
    return `Of ${money(scenario, token, standing.taken)} taken: ${parts.join("; ")}.`;
  });
