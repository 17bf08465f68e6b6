import { families } from "../attack/family.ts";
import { strategies } from "../attack/strategy.ts";
import { checks } from "../check/checks.ts";
import { formatDuration } from "../core/time.ts";
import { formatAmount } from "../core/units.ts";
import { defenses } from "../defense/registry.ts";
import type { Parameter } from "../scenario/define.ts";
import { resolveScenario } from "../scenario/define.ts";
import { scenarios } from "../scenarios/registry.ts";
import { metricNames } from "../study/names.ts";
import { shippedBridges } from "../trial/bridge/shipped.ts";

/** What there is to run, to set, to check and to measure, as plain data. */
export const catalogue = () => ({
  format: 1,
  scenarios: scenarios.map((definition) => ({
    name: definition.name,
    title: definition.title,
    question: definition.question,
    fields: Object.entries(definition.parameters).map(([path, parameter]) => ({
      path,
      takes: takes(parameter),
      default: defaultOf(parameter),
      means: parameter.means,
      status: parameter.status,
      source: parameter.source,
      ...(parameter.names === undefined ? {} : { names: parameter.names }),
    })),
    metrics: metricNames(resolveScenario(definition, 1)),
  })),
  defenses: defenses.map(({ name, kind, does, source, parameters }) => ({
    name,
    kind,
    does,
    source,
    parameters: Object.entries(parameters).map(([path, parameter]) => ({
      path,
      takes: takes(parameter),
      default: defaultOf(parameter),
      means: parameter.means,
      status: parameter.status,
      source: parameter.source,
    })),
  })),
  attacks: strategies.map(({ name, does }) => ({ name, does })),
  families: families.map(({ name, does }) => ({ name, does })),
  bridges: shippedBridges.map(({ name, does }) => ({ name, does })),
  checks: checks.map(({ name, asks }) => ({ name, asks })),
});

/** The same for a person, a line each. */
export function catalogueText(): string {
  const {
    scenarios: listed,
    checks: judged,
    defenses: offered,
    attacks,
    families: kinds,
    bridges,
  } = catalogue();
  const lines: string[] = ["Scenarios, and the fields that --set knows"];
  for (const { name, question, fields } of listed) {
    lines.push("", `  ${name}: ${question}`);
    for (const field of fields)
      lines.push(`    ${field.path}  (${field.takes}; ${field.default})  ${field.means}`);
  }
  lines.push("", "Defenses, for --defense, joined by +", "");
  for (const { name, does, parameters } of offered) {
    lines.push(`  ${name}: ${does}`);
    for (const { path, takes: what, default: usual, means } of parameters)
      lines.push(`    ${path}  (${what}; ${usual})  ${means}`);
  }
  lines.push("", "Strategies of attack, for --attack", "");
  for (const { name, does } of attacks) lines.push(`  ${name}: ${does}`);
  lines.push("", "Families of attack, in the matrix beside replayed and adapted", "");
  for (const { name, does } of kinds) lines.push(`  ${name}: ${does}`);
  lines.push("", "Whole bridges, for check", "");
  for (const { name, does } of bridges) lines.push(`  ${name}: ${does}`);
  lines.push("", "Checks", "");
  for (const { name, asks } of judged) lines.push(`  ${name}: ${asks}`);
  lines.push("", "Metrics of each run", "");
  lines.push(`  ${[...new Set(listed.flatMap(({ metrics }) => metrics))].join(", ")}`);
  return `${lines.join("\n")}\n`;
}

function takes(parameter: Parameter): string {
  switch (parameter.kind) {
    case "amount":
      return `an amount of ${parameter.token.symbol}`;
    case "duration":
      return "a length of time";
    case "count":
      return `a whole number, ${parameter.min} to ${parameter.max}`;
    case "quorum":
      return `a number of the ${parameter.of} validators`;
    case "choice":
      return parameter.choices.join(" or ");
  }
}

function defaultOf(parameter: Parameter): string {
  if (parameter.names !== undefined && parameter.kind === "amount") return "drawn";
  switch (parameter.kind) {
    case "amount":
      return formatAmount(parameter.default, parameter.token).replaceAll(",", "");
    case "duration":
      return formatDuration(parameter.default);
    case "quorum":
      return `${parameter.default}/${parameter.of}`;
    default:
      return String(parameter.default);
  }
}
