import { relative } from "node:path";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { postMortem } from "../../sim/report/post-mortem.ts";
import { scenarioHash } from "../../sim/scenario/hash.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { parseCondition } from "../../sim/study/condition.ts";
import { type Finished, finish } from "../../sim/study/experiment.ts";
import { type Judgement, judgementOf } from "../../sim/study/judgement.ts";
import { type Results, resultsOf } from "../../sim/study/results.ts";
import { say, status } from "./exit.ts";
import {
  ensureFileWritable,
  ensureRunsWritable,
  runsRoot,
  userPath,
  writeRun,
  writeWhole,
} from "./files.ts";
import { runPage } from "./page.ts";
import { tenantNamed } from "./tenant.ts";
import { styleOf } from "./terminal.ts";

export type OutputOptions = {
  readonly json?: boolean;
  readonly junit?: string;
  readonly failOn: readonly string[];
  readonly out?: string;
  readonly tenant: string;
  readonly verbose: number;
  readonly color: boolean;
  readonly timing?: boolean;
};

/**
 * Runs a scenario beside its control, writes the run's folder, reports, and returns the results and
 * the exit status.
 */
export async function carryOut(
  scenario: Scenario,
  control: Scenario | null,
  options: OutputOptions,
): Promise<{ readonly exit: number; readonly results: Results }> {
  const conditions = options.failOn.map((text) => parseCondition(text, scenario));
  const root = runsRoot(options.out);
  ensureRunsWritable(root);
  if (options.junit !== undefined) ensureFileWritable(userPath(options.junit));
  const startUp = performance.now();
  const open = await tenantNamed(options.tenant, { traceCalls: options.verbose >= 4 });
  // The chains work on threads of their own, so both worlds run side by side.
  const [finished, controlled] = await Promise.all([
    finish(scenario, open),
    control === null ? null : finish(control, open),
  ]);
  const ran = performance.now();
  const path = folderOf(scenario, control, options);
  const place = relative(userPath("."), root) || ".";
  const results = resultsOf(
    finished,
    controlled,
    options.tenant,
    `npm run sim -- replay ${place}/${path}/scenario.json${options.tenant === "hardhat" ? "" : ` --tenant ${options.tenant}`}`,
  );
  const folder = writeRun(root, path, filesOf(finished, controlled, results));
  const judgement = judgementOf(results, conditions);
  await report(finished, results, judgement, options);
  if (!options.json) {
    const written = relative(userPath("."), folder);
    say(`Written to ${written}; open ${written}/report.html in a browser to see it.`);
  }
  if (options.timing) {
    const [chains, output] = [ran - startUp, performance.now() - ran];
    say(`Milliseconds: start-up ${ms(startUp)}, chains ${ms(chains)}, output ${ms(output)}.`);
  }
  return { exit: exits[judgement.verdict], results };
}

/** Names a run's folder; what is not the chains' run beside its control does not take its place. */
function folderOf(scenario: Scenario, control: Scenario | null, { tenant }: OutputOptions): string {
  const on = tenant === "hardhat" ? "" : `-${tenant}`;
  const alone = control === null ? "-alone" : "";
  return `${scenario.name}/${scenario.seed}-${scenarioHash(scenario).slice(0, 8)}${on}${alone}`;
}

const ms = (milliseconds: number): string => milliseconds.toFixed(0);

const exits = {
  "as expected": status.asExpected,
  differs: status.differs,
  unknown: status.unknown,
};

/** What a run's folder holds: the run, its control in a folder of its own, its page and post-mortem. */
function filesOf(finished: Finished, control: Finished | null, results: Results) {
  const resultsText = `${canonicalJson(results)}\n`;
  return {
    ...traceFiles(finished, ""),
    ...(control === null ? {} : traceFiles(control, "control/")),
    "results.json": resultsText,
    "post-mortem.md": postMortem(finished.trace, results),
    "report.html": runPage({
      scenario: finished.scenario,
      results: resultsText,
      trace: finished.lines,
      controlTrace: control?.lines ?? null,
    }),
  };
}

const traceFiles = ({ scenario, lines, chain }: Finished, folder: string) => ({
  [`${folder}scenario.json`]: `${canonicalJson(scenario)}\n`,
  [`${folder}trace.jsonl`]: lines,
  [`${folder}chain.jsonl`]: chain.map((record) => `${canonicalJson(record)}\n`).join(""),
});

async function report(
  finished: Finished,
  results: Results,
  judgement: Judgement,
  options: OutputOptions,
): Promise<void> {
  if (options.junit !== undefined) {
    const { junitReport } = await import("../../sim/report/junit.ts");
    writeWhole(userPath(options.junit), junitReport(results, judgement));
  }
  if (options.json) {
    process.stdout.write(`${canonicalJson(results)}\n`);
    return;
  }
  const { terminalReport } = await import("../../sim/report/terminal.ts");
  const { details } = await import("../../sim/report/details.ts");
  process.stdout.write(
    terminalReport(
      finished,
      results,
      judgement,
      styleOf(options),
      details(finished, options.verbose),
    ),
  );
}
