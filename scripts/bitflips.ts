import { Command } from "commander";
import { canonicalJson } from "../sim/core/canonical.ts";
import type { Findings, Tally, Variant } from "../sim/study/bitflips.ts";
import { say, status } from "./host/exit.ts";
import { runScript } from "./host/script.ts";
import { makeMissing } from "./host/stamp.ts";

type Options = { readonly bits?: true; readonly json?: true };

await runScript(
  new Command("bitflips")
    .description(
      "Changes the two real calls byte by byte, and shows what the gateway makes of each variant.",
    )
    .option("--bits", "only flip single bits: seconds in place of about a minute")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run -s bitflips
  $ npm run -s bitflips -- --bits

Exit status: 0 when every bit flip is refused, and of all substitutions of a byte only the other
spelling of each v is taken; 1 when not.`,
    )
    .action(print),
);

async function print({ bits, json }: Options): Promise<void> {
  makeMissing(["contracts"]);
  const { findingsOf, isAsStated } = await import("../sim/study/bitflips.ts");
  const { scenarioNamed } = await import("../sim/scenarios/registry.ts");
  const { resolveScenario } = await import("../sim/scenario/define.ts");
  const scenario = resolveScenario(scenarioNamed("ronin-2022-calldata"), 1);
  const begin = performance.now();
  const findings = await findingsOf(scenario, bits ? "bits" : "bytes");
  const asStated = isAsStated(findings);
  process.stdout.write(
    json
      ? `${canonicalJson({ format: 1, scenario: scenario.name, calls: findings, asStated })}\n`
      : `${findings.map(textOf).join("\n\n")}\n\n${asStated ? "As stated." : "Not as stated."}\n`,
  );
  const variants = findings.reduce((sum, found) => sum + (found.bytes ?? found.bits).variants, 0);
  say(`${grouped(variants)} variants in ${((performance.now() - begin) / 1000).toFixed(1)} s.`);
  process.exitCode = asStated ? status.asExpected : status.differs;
}

function textOf({ token, unchanged, bits, bytes }: Findings): string {
  const { variants, accepted } = unchanged;
  return [
    `The call for ${token}. Unchanged, it was tried ${grouped(variants)} times among the others, and accepted ${grouped(accepted)} times.`,
    tableOf("one bit flipped", bits),
    ...(bytes === null ? [] : [tableOf("one byte changed", bytes)]),
  ].join("\n\n");
}

function tableOf(title: string, { variants, refused, refusals, accepted }: Tally): string {
  const errors = [...new Set(Object.values(refusals).flatMap(Object.keys))].sort();
  const rows = Object.entries(refusals).map(([field, counts]) => {
    const taken = accepted.filter((variant) => variant.field === field).length;
    const cells = errors.map((error) => counts[error] ?? 0);
    return [field, sum([taken, ...cells]), taken, ...cells] as const;
  });
  const totals = errors.map((error) => sum(Object.values(refusals).map((row) => row[error] ?? 0)));
  const lines = [
    [title, "variants", "accepted", ...errors],
    ...[...rows, ["total", variants, variants - refused, ...totals] as const].map(
      ([name, ...counts]) => [name, ...counts.map(grouped)],
    ),
  ];
  return [...aligned(lines), ...accepted.map(lineOf)].join("\n");
}

/** Sets the columns under each other, all but the first to the right. */
function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

function lineOf({ field, item, position, from, to }: Variant): string {
  const where = item === null ? field : `${field} of signature ${item + 1}`;
  return `accepted: byte ${position}, ${where}, ${from} to ${to}`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
