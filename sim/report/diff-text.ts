import pc from "picocolors";
import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import type { RunDiff, RunHead, WorldDiff } from "./diff.ts";
import { paymentLines } from "./diff-payments-text.ts";
import type { PartChange } from "./diff-scenario.ts";
import type { PartedStep } from "./diff-steps.ts";
import { figureLines, verdictLines } from "./diff-tables.ts";
import { isAlike, isIdentical, partingWords } from "./diff-words.ts";
import type { FieldChange } from "./field-changes.ts";
import { type Colors, plainTable, type Style, wrap } from "./table.ts";

/** Returns what a person reads of two runs: where they part, and everything that came out differently. */
export function diffText(diff: RunDiff, style: Style): string {
  const colors = pc.createColors(style.color);
  const blocks = [
    headTable(diff, colors),
    ...(isIdentical(diff)
      ? [
          wrap(
            `The runs are identical: both have the trace ${diff.left.traceHash}.`,
            style.width,
            "",
          ),
        ]
      : [
          ...scenarioBlock(diff, style, colors),
          stepsBlock(diff.run, style, colors),
          ...paymentLines(
            diff.run.payments,
            { left: diff.left.tokens, right: diff.right.tokens },
            style,
            colors,
          ),
          verdictLines(diff.run, style, colors),
          figureLines(diff, diff.run, style, colors),
          ...controlBlocks(diff, style, colors),
        ]),
  ];
  return `${blocks.join("\n\n").replaceAll(/ +$/gm, "")}\n`;
}

function headTable({ left, right }: RunDiff, colors: Colors): string {
  const table = plainTable(["", "run", "scenario", "seed", "tenant", "trace"], colors);
  const row = (side: string, head: RunHead) => [
    colors.bold(side),
    head.place,
    [head.scenario, ...head.defenses].join(" + "),
    String(head.seed),
    head.tenant,
    head.traceHash.slice(0, 12),
  ];
  table.push(row("left", left), row("right", right));
  return table.toString();
}

function scenarioBlock({ scenario }: RunDiff, { width }: Style, colors: Colors): readonly string[] {
  if (scenario.isSame) return ["The scenarios are the same."];
  const table = plainTable(["parameter", "left", "right"], colors);
  for (const { path, left, right } of scenario.parameters)
    table.push([path, left ?? "-", right ?? "-"]);
  const parts = scenario.parts.map(partWords).join("; ");
  const lead = scenario.parameters.length > 0 ? "Also different" : "Different";
  return [
    [
      ...(scenario.parameters.length > 0 ? [table.toString()] : []),
      ...(parts === "" ? [] : [colors.dim(wrap(`${lead} in the scenarios: ${parts}.`, width, ""))]),
    ].join("\n"),
  ];
}

/** Names a part's first two differences, and counts the others. */
function partWords({ part, count, fields }: PartChange): string {
  const told = fields.slice(0, 2).map(({ path, left, right }) => {
    const change = `${cut(left ?? "none", 24)} → ${cut(right ?? "none", 24)}`;
    return path === "" ? change : `${path} ${change}`;
  });
  const more = count > told.length ? [`${count - told.length} more`] : [];
  return `${part} (${[...told, ...more].join(", ")})`;
}

function stepsBlock({ isSameTrace, parting }: WorldDiff, style: Style, colors: Colors): string {
  if (isSameTrace) return "Both traces are the same, to the byte.";
  if (parting === null)
    return "Every step is the same in both traces: they differ in their first line alone, the scenario.";
  const { step, of, left, right, fields } = parting;
  const counts = of.left === of.right ? `${of.left}` : `${of.left} (left) and ${of.right} (right)`;
  const lines = [
    wrap(`The traces part at step ${step} of ${counts}: ${partingWords(parting)}`, style.width, ""),
    ...stepLines("left", left, style, colors),
    ...stepLines("right", right, style, colors),
  ];
  return [...lines, ...fieldLines(fields, style, colors)].join("\n");
}

/** Shows what differs within the step; what is too long for two columns is cut. */
function fieldLines(
  fields: readonly FieldChange[],
  { width }: Style,
  colors: Colors,
): readonly string[] {
  if (fields.length === 0) return [];
  const pathWidth = Math.max(...fields.map(({ path }) => path.length));
  const room = Math.max(Math.floor((width - pathWidth - 6) / 2), 24);
  const table = plainTable(["field", "left", "right"], colors);
  for (const { path, left, right } of fields)
    table.push([path, cut(left ?? "-", room), cut(right ?? "-", room)]);
  return [table.toString()];
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

function stepLines(
  side: string,
  step: PartedStep | null,
  { width }: Style,
  colors: Colors,
): readonly string[] {
  if (step === null) return [];
  const outcome = step.status === "ok" ? "ok" : `${step.status}, ${step.error.name}`;
  const head = `  ${side.padEnd(5)}  ${formatUtc(step.at)}  `;
  const text = `#${step.seq} ${step.actor} ${step.words}: ${outcome}`;
  const body = wrap(text, width, " ".repeat(head.length)).slice(head.length);
  return [`${head.replace(side, colors.bold(side))}${body}`];
}

/** Tells of the controls what is not told already: the scenarios are those of the runs. */
function controlBlocks(diff: RunDiff, style: Style, colors: Colors): readonly string[] {
  const { left, right, control } = diff;
  if (control === null)
    return left.hasControl === right.hasControl
      ? []
      : [`Only the ${left.hasControl ? "left" : "right"} run has a control.`];
  if (isAlike(control)) return ["The controls are the same."];
  const heading = wrap(controlWords(control), style.width, "");
  const { verdicts, figures } = control;
  return [
    verdicts.length === 0 ? heading : `${heading}\n${verdictLines(control, style, colors)}`,
    ...(figures.length === 0 ? [] : [figureLines(diff, control, style, colors)]),
  ];
}

function controlWords({ parting, payments, verdicts, figures }: WorldDiff): string {
  const others = payments.count + payments.only.left.count + payments.only.right.count;
  const steps =
    parting === null ? "take the same steps" : `part at step ${parting.step} of their own`;
  const same = [
    ...(others === 0 ? ["payments"] : []),
    ...(verdicts.length === 0 ? ["verdicts"] : []),
    ...(figures.length === 0 ? ["figures"] : []),
  ];
  const differ = others === 0 ? "" : ` They differ in ${plural(others, "payment")}.`;
  const alike = same.length === 0 ? "" : `, with the same ${listWords(same)}`;
  return `The controls ${steps}${alike}.${differ}`;
}

const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
