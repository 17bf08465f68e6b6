import { formatDuration, formatUtc } from "../core/time.ts";
import type { Figures } from "../metric/metric.ts";
import { type Theft, theftsOf } from "../money/thefts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Results } from "../study/results.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { isNothing, readable } from "./figure.ts";
import { markdownTable } from "./markdown.ts";
import { causesSection } from "./post-mortem-causes.ts";
import { counterfactualSection } from "./post-mortem-counterfactual.ts";
import { moneySection } from "./post-mortem-money.ts";
import { answersIn, detectionSection } from "./post-mortem-response.ts";
import { prose } from "./prose.ts";
import { tell } from "./story.ts";

/**
 * Returns `post-mortem.md` of a finished run: what happened, why, what detected it and what would
 * have, what was lost and got back, what honest users paid. All of it follows from the trace, the
 * results and the facts, so the same run gives the same bytes.
 *
 * @param results What `results.json` beside the trace holds.
 */
export function postMortem(trace: Trace, results: Results): string {
  const scenario = scenarioOf(trace);
  const thefts = theftsOf(trace);
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["In short", inShort(trace, thefts, results.metrics)],
    ["What happened", timeline(trace)],
    ["Root causes", causesSection(trace, results)],
    ["What detected it", detectionSection(trace)],
    ["What would have", counterfactualSection(trace, results)],
    ["What was lost, and what became of it", moneySection(trace, results.metrics)],
    ["What honest users paid", honestSection(scenario, results)],
    ["What was chosen", chosenSection(scenario)],
    ["Run it again", againSection(results)],
  ];
  return [
    `# Post-mortem: ${prose(scenario.title)}`,
    "",
    "Generated from this run's trace, its results and the facts. All times are UTC; numbers in brackets are",
    "events of `trace.jsonl`.",
    "",
    ...sections.flatMap(([title, lines]) => [`## ${title}`, "", ...lines, ""]),
  ].join("\n");
}

function inShort(trace: Trace, thefts: readonly Theft[], metrics: Figures): readonly string[] {
  const scenario = scenarioOf(trace);
  const [first] = thefts;
  const about = `- Asked: ${prose(scenario.question)}`;
  if (first === undefined)
    return [about, "- Lost: nothing. Whatever was tried, no money left its owners' hands."];
  const figure = (name: string): string => {
    const found = metrics[name];
    if (found === undefined) return "not measured";
    return found.value === null ? `none: ${found.why}` : readable(scenario, name, found);
  };
  const lost = scenario.world.tokens
    .map(({ symbol }) => `loss.${symbol}`)
    .filter((name) => metrics[name]?.value != null && metrics[name]?.value !== "0")
    .map(figure);
  const answer = answersIn(trace).find(({ status }) => status === "ok");
  const answered =
    answer === undefined
      ? "nobody answered"
      : `the first answer after ${formatDuration(answer.at - first.at)}`;
  return [
    about,
    `- Lost: ${lost.join(" and ")}; in dollars at the time: ${figure("loss.usd")}.`,
    `- First loss: ${formatUtc(first.at)} (${first.seq}); until the alarm: ${figure("timeToDetect")}; ${answered}.`,
    `- Came back: ${figure("recovered.share")} of it.`,
  ];
}

const timeline = (trace: Trace): readonly string[] =>
  tell(trace).map(({ from, until, text, seq }) => {
    const span = until - from >= 3600 ? ` until ${formatUtc(until)}` : "";
    return `- **${formatUtc(from)}${span}** ${prose(text)}${seq === null ? "" : ` (${seq})`}`;
  });

function honestSection(
  scenario: Scenario,
  { metrics, verdicts, control }: Results,
): readonly string[] {
  const rows = Object.entries(metrics)
    .filter(([name, figure]) => {
      const other = control?.metrics[name];
      if (!name.startsWith("honest.") || isNothing(name, figure, other)) return false;
      return figure.value !== null || (other !== undefined && other.value !== null);
    })
    .map(([name, figure]) => {
      const other = control?.metrics[name];
      return [
        `\`${name}\``,
        readable(scenario, name, figure),
        other === undefined ? "-" : readable(scenario, name, other),
      ];
    });
  const debts = verdicts.solvency?.worst;
  if (debts != null)
    return [`What they are owed was not all there, at worst: ${prose(debts.text)} (${debts.seq})`];
  if (rows.length === 0) return ["Nothing: none was delayed, none was left unpaid, none waited."];
  return [
    `Withdrawals are declared to be paid within ${formatDuration(scenario.declared.paidWithin)}. The control is the same seed without the attack.`,
    "",
    markdownTable(["figure", "run", "control"], rows),
  ];
}

function chosenSection({ provenance }: Scenario): readonly string[] {
  const named = (status: string) => provenance.filter((one) => one.status === status);
  const chosen = named("chosen").map(({ what }) => prose(what));
  const set = named("set").map(({ what, value }) => `\`${what}=${value}\``);
  return [
    chosen.length === 0
      ? "Nothing had to be chosen for want of a source."
      : `No source says, so it was chosen: ${chosen.join(", ")}. \`scenario.json\` says why.`,
    ...(set.length === 0 ? [] : ["", `Changed for this run: ${set.join(", ")}.`]),
  ];
}

const againSection = ({ seed, tenant, scenarioHash, traceHash, replay }: Results) => [
  `\`${replay}\``,
  "",
  `Seed ${seed}, on ${tenant}. The scenario's hash is \`${scenarioHash}\`, the trace's \`${traceHash}\`.`,
];
