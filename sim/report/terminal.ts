import pc from "picocolors";
import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Operator } from "../study/condition.ts";
import type { Finished } from "../study/experiment.ts";
import type { Judgement } from "../study/judgement.ts";
import type { Results } from "../study/results.ts";
import { isNothing, isZero, readable } from "./figure.ts";
import { payersOf } from "./heist-words.ts";
import { moneyBlock } from "./money-text.ts";
import type { Passage } from "./passage.ts";
import { isGenuineTheft, tell } from "./story.ts";
import { type Colors, mark, plainTable, type Style, wrap } from "./table.ts";

/** Returns what a person reads after a run: the story, the verdicts, the figures, what comes next. */
export function terminalReport(
  finished: Finished,
  results: Results,
  judgement: Judgement,
  style: Style,
  details: readonly string[] = [],
): string {
  const colors = pc.createColors(style.color);
  const { scenario } = finished;
  const money = moneyBlock(finished.trace, style, colors);
  const blocks = [
    `${colors.bold(scenario.title)}\n${wrap(scenario.question, style.width, "")}`,
    settingsLine(scenario, style, colors),
    storyBlock(tell(finished.trace), style, colors),
    ...(money === null ? [] : [money]),
    ...chosenLine(scenario, style, colors),
    ...(details.length > 0 ? [details.join("\n")] : []),
    verdictTable(results, style, colors),
    ...explanations(finished, style),
    figureTable(scenario, results, style, colors),
    [
      ...judgementLines(judgement, results, scenario, colors),
      `Trace: ${results.traceHash}`,
      `Run it again: ${results.replay}`,
    ].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const tones: { readonly [tone in Passage["tone"]]: (colors: Colors) => (text: string) => string } =
  {
    calm: (colors) => colors.dim,
    attack: (colors) => colors.red,
    alarm: (colors) => colors.yellow,
    defense: (colors) => colors.green,
  };

function storyBlock(passages: readonly Passage[], { width }: Style, colors: Colors): string {
  const indent = " ".repeat(21);
  return passages
    .map(({ from, until, text, tone }) => {
      const paint = tones[tone](colors);
      const long = until - from >= 3600 ? `Until ${formatUtc(until)}: ${text}` : text;
      const body = wrap(long, width, indent).slice(indent.length);
      return `${formatUtc(from)}  ${body.split("\n").map(paint).join("\n")}`;
    })
    .join("\n");
}

/** Names what no source gives, so that nobody takes it for history. */
function chosenLine({ provenance }: Scenario, { width }: Style, colors: Colors): readonly string[] {
  const chosen = provenance.filter(({ status }) => status === "chosen").map(({ what }) => what);
  if (chosen.length === 0) return [];
  const line = `Chosen, because no source says it: ${chosen.join(", ")}. scenario.json says why.`;
  return [colors.dim(wrap(line, width, ""))];
}

function settingsLine(scenario: Scenario, { width }: Style, colors: Colors): string {
  const set = scenario.provenance
    .filter(({ status }) => status === "set")
    .map(({ what, value }) => `${what}=${value}`);
  const changed = set.length === 0 ? "" : `, changed: ${set.join(", ")}`;
  const bridge = payersOf(scenario, true);
  return colors.dim(
    wrap(
      `${bridge} Seed ${scenario.seed}${changed}. All times are UTC, ${formatUtc(scenario.start)} to ${formatUtc(scenario.end)}.`,
      width,
      "",
    ),
  );
}

function verdictTable(results: Results, { width }: Style, colors: Colors): string {
  const table = plainTable(["check", "run", "control", "expected", "note"], colors, {
    colWidths: [14, 9, 9, 10, Math.max(width - 42, 30)],
    wordWrap: true,
  });
  for (const [name, verdict] of Object.entries(results.verdicts)) {
    const control = results.control?.verdicts[name];
    table.push([
      name,
      mark(verdict.valid, colors),
      control === undefined ? "-" : mark(control.valid, colors),
      verdict.expected === null ? "-" : String(verdict.expected),
      verdict.first === null
        ? verdict.note
        : `${plural(verdict.count, "failure")}: ${verdict.first.text}`,
    ]);
  }
  return table.toString();
}

/** Says what the verdicts mean together, where that surprises. */
function explanations({ trace, verdicts }: Finished, { width }: Style): readonly string[] {
  if (!isGenuineTheft(trace) || verdicts.authority?.valid !== true) return [];
  return [
    wrap(
      "Authority holds: every signature on the forged payments is genuine, from as many distinct validators as the quorum asks for. The gateway did what it was built to do. What it cannot see is who held the keys, and that nobody had asked for the money: that is what backing shows.",
      width,
      "",
    ),
  ];
}

function judgementLines(
  judgement: Judgement,
  results: Results,
  scenario: Scenario,
  colors: Colors,
): readonly string[] {
  const { surprises, conditions } = judgement;
  return [
    ...surprises.map(({ run, check, expected, found }) =>
      colors.red(
        `Not as expected: ${check} of the ${run} is ${found}, and ${expected} was expected.`,
      ),
    ),
    ...conditions.map((condition) => conditionLine(condition, results, scenario, colors)),
  ];
}

/** How a value stands to the limit, where the condition holds and where it does not. */
const relations: { readonly [operator in Operator]: readonly [holds: string, not: string] } = {
  ">": ["more than", "not more than"],
  ">=": ["at least", "less than"],
  "<": ["less than", "not less than"],
  "<=": ["at most", "more than"],
  "==": ["exactly", "not"],
  "!=": ["not", "exactly"],
};

/** Shows both sides with their units: what a bare number was taken for, nobody should guess. */
function conditionLine(
  { text, metric, operator, limitText, holds }: Judgement["conditions"][number],
  { metrics }: Results,
  scenario: Scenario,
  colors: Colors,
): string {
  const figure = metrics[metric];
  if (holds === "unknown" || figure === undefined)
    return colors.yellow(`--fail-on ${text}: cannot be told, the metric has no value.`);
  const [held, not] = relations[operator];
  const value = readable(scenario, metric, figure);
  return holds
    ? colors.red(`--fail-on ${text}: holds (${value} is ${held} ${limitText}).`)
    : colors.green(`--fail-on ${text}: does not hold (${value} is ${not} ${limitText}).`);
}

function figureTable(
  scenario: Scenario,
  results: Results,
  { width }: Style,
  colors: Colors,
): string {
  const table = plainTable(["figure", "run", "control"], colors, {
    colAligns: ["left", "right", "right"],
  });
  const missing = new Map<string, string[]>();
  const zero: string[] = [];
  for (const [name, figure] of Object.entries(results.metrics)) {
    const control = results.control?.metrics[name];
    if (figure.value === null && (control === undefined || control.value === null)) {
      missing.set(figure.why, [...(missing.get(figure.why) ?? []), name]);
      continue;
    }
    if (isNothing(name, figure, control)) {
      zero.push(name);
      continue;
    }
    table.push([
      name,
      readable(scenario, name, figure),
      control ? readable(scenario, name, control) : "-",
    ]);
  }
  const notes = [...missing].map(([why, names]) =>
    colors.dim(wrap(`${names.join(", ")}: none, because ${why}.`, width, "")),
  );
  if (zero.length > 0) notes.unshift(colors.dim(wrap(`Zero: ${zero.join(", ")}.`, width, "")));
  const basis = results.metrics["loss.usd"];
  if (basis?.value != null && "priceBasis" in basis && !isZero(basis))
    notes.push(colors.dim(wrap(`loss.usd: ${basis.priceBasis}.`, width, "")));
  return [table.toString(), ...notes].join("\n");
}
