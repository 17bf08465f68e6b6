import { money } from "../check/money.ts";
import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { type MoneyPicture, moneyPicture, type Stream } from "./money.ts";
import { labelIn, shareWords, standingWords } from "./money-words.ts";
import { type Colors, plainTable, type Style, wrap } from "./table.ts";

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
