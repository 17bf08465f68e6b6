import pc from "picocolors";
import { formatDuration, formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import { theftsOf } from "../money/thefts.ts";
import { trailOf } from "../money/trail.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Compared, dollarsOf, type Situation, type Taken } from "../study/playing.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, scenarioOf, stepsOf } from "../trace/trace.ts";
import { amountWords } from "./race.ts";
import { type Colors, plainTable, type Style, wrap } from "./table.ts";

/** Returns what an outsider sees at a decision, and the question. */
export function situationText(situation: Situation, style: Style): string {
  const { number, of, decision, at, alarmAt, lastAt, taken } = situation;
  const colors = pc.createColors(style.color);
  const since =
    at === alarmAt ? "" : `, ${formatDuration(at - alarmAt)} after ${decision.after}'s alarm`;
  const recordedAt = alarmAt + decision.delay;
  const record = recordedAt < at ? "" : ` / record (${formatDuration(recordedAt - at)} from now)`;
  const lines = [
    ...newsOf(situation),
    `What now? Decision ${number} of ${of}, ${decision.name}: ${decision.means}`,
    `now / later LENGTH${record} / never`,
  ];
  const head = colors.bold(`${formatUtc(at)} UTC${since}`);
  const before = lastAt === null ? [] : [lastWords(taken)];
  return `\n${[head, ...[...before, ...lines].map((line) => wrap(line, style.width, "  "))].join("\n")}\n`;
}

function lastWords(taken: readonly Taken[]): string {
  const last = taken.findLast(({ text }) => text !== null);
  if (last === undefined) return "";
  const { decision, choice } = last;
  return choice.at === null
    ? `Not done: ${decision.name}.`
    : `Done: ${decision.name}. ${decision.means}`;
}

/** What left since the question before, what has become of all of it, and who raised an alarm. */
function newsOf({ trace, lastAt }: Situation): readonly string[] {
  const scenario = scenarioOf(trace);
  const standings = trailOf.haircut(trace).moments.at(-1)?.standings ?? new Map();
  const sum = (what: "taken" | "frozen" | "recovered"): string =>
    moneyWords(scenario, new Map([...standings].map(([token, one]) => [token, one[what]])));
  const thefts = theftsOf(trace);
  const fresh = thefts.filter(({ at }) => lastAt !== null && at > lastAt);
  const more =
    fresh.length === 0
      ? "; nothing more since the last decision"
      : `; ${fresh.length} of them since the last decision: money still leaves`;
  const still = lastAt === null ? "" : more;
  return [
    `Left: ${sum("taken")} in ${plural(thefts.length, "payment")}${still}.`,
    `Frozen: ${sum("frozen")}. Back: ${sum("recovered")}.`,
    `First alarms: ${firstAlarms(trace)}.`,
  ];
}

function firstAlarms(trace: Trace): string {
  const first = new Map<string, number>();
  for (const step of stepsOf(trace))
    if (isOk(step, "alarm") && !first.has(step.actor)) first.set(step.actor, step.at);
  return [...first].map(([actor, at]) => `${actor} at ${formatUtc(at).slice(5, 16)}`).join(", ");
}

function moneyWords(scenario: Scenario, amounts: ReadonlyMap<string, bigint>): string {
  const texts = [...amounts].map(([token, amount]) => [token, `${amount}`] as const);
  return amountWords(Object.fromEntries(texts), scenario);
}

/** Returns how a play ended beside the record, and what each choice alone would have changed. */
export function comparedText(compared: Compared, style: Style): string {
  const { record, played } = compared;
  const colors = pc.createColors(style.color);
  const ends = plainTable(["", "the record", "played"], colors);
  for (const name of ["loss.usd", "recovered.share"])
    ends.push([name, record.figures[name]?.value ?? "none", played.figures[name]?.value ?? "none"]);
  const text = [
    "",
    colors.bold("Beside the record"),
    ends.toString(),
    "",
    colors.bold("What each choice alone costs: what the thief has more of in the record with it"),
    choiceTable(compared, colors),
    colors.dim(wrap(note, style.width, "")),
    "",
  ].join("\n");
  return `${text.replaceAll(/ +$/gm, "")}\n`;
}

const note =
  "In dollars at the time of the theft; what is neither recovered nor frozen at the end counts as the thief's. Choices that need each other do not add up.";

function choiceTable({ choices, record }: Compared, colors: Colors): string {
  const table = plainTable(["step", "chosen", "done at (UTC)", "costs"], colors, {
    colAligns: ["left", "left", "left", "right"],
  });
  for (const { decision, text, choice, cost } of choices)
    table.push([
      decision.name,
      text ?? `not asked: no alarm of ${decision.after}`,
      choice.at === null ? "-" : formatUtc(choice.at),
      costWords(cost === null ? null : dollarsOf(record.scenario, cost)),
    ]);
  return table.toString();
}

/** With its sign and commas. */
function costWords(dollars: bigint | null): string {
  if (dollars === null) return "-";
  const sign = dollars > 0n ? "+" : "";
  return `${sign}${`${dollars}`.replaceAll(/\B(?=(\d{3})+$)/g, ",")} USD`;
}
