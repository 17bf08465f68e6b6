import pc from "picocolors";
import { formatDuration } from "../core/time.ts";
import { outcomeOf, type Scorecard } from "../trial/scorecard.ts";
import { money } from "../trial/tell.ts";
import { mark, plainTable, type Style } from "./table.ts";

const outcomes = {
  "as claimed": "It is as claimed.",
  differs: "Something is not as claimed.",
  unknown: "Something could not be judged.",
};

/** Writes a guard's scorecard: what it claims and keeps, what is lost, and what it costs. */
export function trialText(card: Scorecard, style: Style): string {
  const colors = pc.createColors(style.color);
  const verdicts = plainTable(["property", "verdict", "tested", "what it says"], colors);
  for (const { id, valid, count, says, note } of card.verdicts)
    verdicts.push([id, mark(valid, colors), `${count}`, note === "" ? says : `${says} (${note})`]);
  const figures = plainTable(["figure", "value"], colors);
  for (const line of figuresOf(card)) figures.push([...line]);
  const happened = Object.entries(card.trial.sometimes).map(([what, count]) => `${what} ${count}`);
  return `${[
    `${card.subject}: ${card.trial.sequences} sequences on the chains, ${card.trial.drawn} of them drawn (${happened.join(", ")})`,
    verdicts.toString(),
    figures.toString(),
    outcomes[outcomeOf(card)],
  ].join("\n\n")}\n`;
}

function figuresOf({ losses, replayed, griefing, price, gas }: Scorecard) {
  const rows: [string, string][] = losses.map(
    ({ token, wanted, firstMoment, firstDay, sixDays }) => [
      `a thief who takes what passes, of ${money(token, wanted)}`,
      `${money(token, firstMoment)} at once, ${money(token, firstDay)} in a day, ${money(token, sixDays)} in six`,
    ],
  );
  if (replayed === null || price === null)
    return [["the guard fails again and again", "nothing else is measured"] as [string, string]];
  const lost = Object.entries(replayed).map(([token, value]) => money(token, BigInt(value)));
  rows.push(["the theft of 2022, as it happened", `${lost.join(", ")} lost`]);
  rows.push([
    "an outsider with money of its own",
    griefing === null
      ? "cannot use it up"
      : `sends ${money("ETH", griefing.capital)} round, and others wait ${griefing.hours === null ? "more than a week" : `${griefing.hours} hours`}`,
  ]);
  rows.push([
    `honest users, ${price.withdrawals} ${price.withdrawals === 1 ? "withdrawal" : "withdrawals"}`,
    `${price.delayed} delayed, ${price.blocked} blocked, longest wait ${formatDuration(price.longestWait) || "none"}`,
  ]);
  rows.push([
    "gas of a paid withdrawal",
    `${gas.guarded ?? "none was paid"}; without the guard ${gas.bare}`,
  ]);
  return rows;
}
