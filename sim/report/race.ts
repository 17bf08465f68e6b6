import pc from "picocolors";
import { formatDuration, formatUtc } from "../core/time.ts";
import { formatAmount, shortenAmount } from "../core/units.ts";
import { worthOf } from "../metric/worth.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Amounts, Ending, Race } from "../study/race.ts";
import { type Colors, plainTable, type Style, wrap } from "./table.ts";

/**
 * Returns a race as a person reads it: what could still be stopped, what a later first answer costs,
 * and what each step of the response saved.
 */
export function raceText(race: Race, scenario: Subject, style: Style): string {
  const colors = pc.createColors(style.color);
  const money = (amounts: Amounts) => amountWords(amounts, scenario);
  const blocks =
    race.theftAt === null
      ? [`${race.scenario}: nothing was stolen, so that there is no race.`]
      : [
          colors.bold(`${race.scenario}: the race since ${formatUtc(race.theftAt)}`),
          wrap(
            `As it is, the thief ends with ${money(race.asItIs.kept)}; with nobody who answers, with ${money(race.unanswered.kept)}.`,
            style.width,
            "",
          ),
          stoppableTable(race, money, colors),
          curveTable(race, money, colors),
          stepTable(race, money, colors),
          colors.dim(wrap(note, style.width, "")),
        ];
  return `${blocks.join("\n\n").replaceAll(/ +$/gm, "")}\n`;
}

const note =
  "The thief does the same in every run: what another would have done, the matrix says. Saved is what the thief does not have at the end, of all that it takes when nobody answers, in dollars at the time; what is frozen counts as saved. Many tokens are told together, in dollars; --json has each.";

/** Rows of a table, at most; those between the first and the last are thinned. */
const most = 24;

function stoppableTable({ stoppable }: Race, money: Words, colors: Colors): string {
  const table = plainTable(["after the theft", "could still be stopped"], colors);
  for (const { after, amounts } of thinned(stoppable))
    table.push([formatDuration(after), money(amounts)]);
  return `${colors.bold("With nobody who answers")}\n${table.toString()}`;
}

function curveTable({ curve, firstAnswerAfter }: Race, money: Words, colors: Colors): string {
  const title = colors.bold("When the first answer comes later, or sooner");
  if (firstAnswerAfter === null)
    return `${title}\nNobody answers in this scenario, so that there is nothing to move.`;
  const table = plainTable(["first answer", "taken", "the thief ends with", "saved"], colors, {
    colAligns: ["left", "left", "left", "right"],
  });
  for (const point of curve)
    table.push([
      `${formatDuration(point.after)}${point.after === firstAnswerAfter ? " (as it is)" : ""}`,
      money(point.taken),
      money(point.kept),
      shareWords(point),
    ]);
  return `${title}\n${table.toString()}`;
}

function stepTable({ steps }: Race, money: Words, colors: Colors): string {
  const title = colors.bold("What each step saved: what the thief has more of without it");
  if (steps.length === 0) return `${title}\nNobody stands ready to notice or to answer.`;
  const table = plainTable(["who", "does", "saved"], colors);
  for (const { actor, does, saved } of steps) table.push([actor, does, money(saved)]);
  return `${title}\n${table.toString()}`;
}

type Subject = Pick<Scenario, "world" | "prices">;

type Words = (amounts: Amounts) => string;

/** More tokens than this are told in dollars together, where each has a price. */
const mostTokens = 2;

/** Returns amounts in words: several tokens together in dollars, where each has a price. */
export function amountWords(amounts: Amounts, scenario: Subject): string {
  const some = Object.entries(amounts).filter(([, amount]) => amount !== "0");
  if (some.length > mostTokens) {
    const worth = worthOf(scenario, new Map(some.map(([token, sum]) => [token, BigInt(sum)])));
    if (!("unpriced" in worth))
      return formatAmount(worth.numerator / worth.denominator, { symbol: "USD", decimals: 0 });
  }
  const words = some.map(([token, amount]) => {
    const unit = scenario.world.tokens.find(({ symbol }) => symbol === token);
    return shortenAmount(BigInt(amount), unit ?? { symbol: token, decimals: 0 });
  });
  return words.join(" and ") || "nothing";
}

/** In percent with one decimal, cut off. */
function shareWords({ saved }: Ending): string {
  if (saved === null) return "-";
  const thousandths = Number(saved.replace(".", "")) / 1_000;
  return `${(Math.floor(thousandths) / 10).toFixed(1)} %`;
}

function thinned<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= most) return rows;
  const every = (rows.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => rows[Math.round(index * every)] as Row);
}
