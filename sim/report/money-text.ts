import { money } from "../check/money.ts";
import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { type MoneyPicture, moneyPicture, type Stream } from "./money.ts";
import { labelIn, rescueWords, shareWords, standingWords, suspectWords } from "./money-words.ts";
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
    ...picture.suspects.map((suspect) => wrap(suspectWords(suspect), width, "")),
    ...rescueLines(scenario, picture, width),
    ...standingWords(scenario, picture).map((words) => wrap(words, width, "")),
  ].join("\n");
}

/** What stopped it or brought it back, as in the story: a time before each. */
function rescueLines(
  scenario: Scenario,
  { rescues }: MoneyPicture,
  width: number,
): readonly string[] {
  const indent = " ".repeat(21);
  const left = rescues.length - most;
  return [
    ...rescues.slice(0, most).map((rescue) => {
      const words = wrap(rescueWords(scenario, rescue), width, indent).slice(indent.length);
      return `${formatUtc(rescue.at)}  ${words}`;
    }),
    ...(left > 0
      ? [`and ${plural(left, "more step")} that stopped some of it, or brought it back.`]
      : []),
  ];
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
