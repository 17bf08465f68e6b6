import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { InputError } from "../../sim/core/errors.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { parseDuration } from "../../sim/core/units.ts";
import { type MatrixDocument, studied } from "../../sim/study/documents.ts";
import { ownAttack } from "../host/attack.ts";
import { isPath } from "../host/choose.ts";
import { say } from "../host/exit.ts";
import { ensureRunsWritable, runsRoot, userPath, writeFolder } from "../host/files.ts";
import { parseSeed, stacksIn } from "../host/parse.ts";
import { inProcesses } from "../host/pool.ts";
import { progressOver } from "../host/progress.ts";
import { styleOf } from "../host/terminal.ts";
import type { Job } from "../worker.ts";
import { tenantOption } from "./run.ts";

type MatrixOptions = {
  readonly scenario: readonly string[];
  readonly defense: readonly string[];
  readonly attack: readonly string[];
  readonly attackDeadline: string;
  readonly seed: number;
  readonly tenant: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

/** `matrix`: scenarios × defenses × attacks, every figure of each. */
export const addMatrix = (program: Command): Command =>
  program
    .command("matrix")
    .description("Runs every attack against every defense: what is lost, and what users pay.")
    .option("--scenario <names>", "scenarios, joined by commas (default: all)", namesIn, [])
    .option(
      "--defense <stacks>",
      "stacks, joined by commas (default: all, and four stacks)",
      stacksIn,
      [],
    )
    .option(
      "--attack <names>",
      "attacks, or files of your own, joined by commas (default: all but files)",
      namesIn,
      [],
    )
    .option("--attack-deadline <time>", "how long an attack from a file may say nothing", "30s")
    .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
    .addOption(tenantOption())
    .option("--json", "one JSON document on standard output")
    .option("--out <dir>", "the folder to write to (default: runs)")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- matrix
  $ npm run sim -- matrix --scenario ronin-2022 --defense none,utc-day-limit,delay-with-veto+backing-monitor`,
    )
    .action(async (options: MatrixOptions) => {
      const { scenarioNamed, scenarios } = await import("../../sim/scenarios/registry.ts");
      const { readStack } = await import("../../sim/defense/registry.ts");
      const { attackNames, attackNamed, usualRows } = await import("../../sim/study/matrix.ts");
      const { resolveScenario } = await import("../../sim/scenario/define.ts");
      const { matrixPage } = await import("../host/page.ts");
      const { matrixText } = await import("../../sim/report/matrix.ts");
      for (const name of options.scenario) scenarioNamed(name);
      for (const stack of options.defense) readStack(stack);
      const asked = new Set(options.attack.filter((name) => !isPath(name)).map(attackNamed));
      const deadline = parseDuration(options.attackDeadline, "--attack-deadline");
      const own = ownIn(options.attack.filter(isPath), deadline, attackNames);
      const attacks = attackNames.filter((name) => options.attack.length === 0 || asked.has(name));
      const root = runsRoot(options.out);
      ensureRunsWritable(root);
      const chosen =
        options.scenario.length > 0 ? options.scenario : scenarios.map(({ name }) => name);
      const stacks = options.defense.length > 0 ? options.defense : usualRows();
      const { seed, tenant } = options;
      const jobs = chosen.flatMap((scenario) =>
        stacks.map(
          (defense): Job => ({
            study: "matrix",
            scenario,
            seed,
            settings: [],
            defense,
            attacks,
            ...(own.length === 0 ? {} : { own: own.map(({ name: _, ...file }) => file), deadline }),
            tenant,
          }),
        ),
      );
      const progress = progressOver(jobs.length);
      const results = await inProcesses(jobs, availableParallelism(), (job) =>
        progress.step(job.study === "matrix" ? `${job.scenario} ${job.defense}` : ""),
      ).finally(progress.stop);
      const cells = results.flatMap((result) => ("cells" in result ? result.cells : []));
      const matrix: MatrixDocument = {
        format: 1,
        seed,
        tenant,
        scenarios: chosen.map((name) => studied(resolveScenario(scenarioNamed(name), seed))),
        own: Object.fromEntries(own.map(({ name, path }) => [name, path])),
        cells,
      };
      const document = `${canonicalJson(matrix)}\n`;
      const subject = chosen.length === 1 ? (chosen[0] ?? "") : "all";
      const folder = writeFolder(
        root,
        `matrix/${subject}-${sha256(canonicalJson(jobs)).slice(0, 8)}`,
        {
          "matrix.json": document,
          "report.html": matrixPage(matrix),
        },
      );
      process.stdout.write(options.json ? document : matrixText(cells, styleOf(options)));
      if (options.json) return;
      const written = relative(userPath("."), folder);
      say(`Written to ${written}; open ${written}/report.html in a browser to see it.`);
    });

/**
 * Returns the attacks of the user's own, after a look at each before anything is run.
 *
 * @throws InputError when there is no such file, or two attacks would have one name.
 */
function ownIn(paths: readonly string[], deadline: number, known: readonly string[]) {
  const names = new Set(known);
  return paths.map((path) => {
    const { name, place } = ownAttack(path, deadline);
    if (names.has(name))
      throw new InputError(
        `${place} would be called "${name}" in the matrix, as another attack is; give the file another name.`,
      );
    names.add(name);
    return { name, path, sha256: sha256(readFileSync(userPath(path))) };
  });
}

const namesIn = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...text.split(",").filter((name) => name !== ""),
];
