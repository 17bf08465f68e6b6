import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Command, Option } from "commander";
import { openModel } from "../sim/bridge/model/model.ts";
import { canonicalJson } from "../sim/core/canonical.ts";
import type { Stage } from "../sim/property/play.ts";
import { freshStage } from "../sim/property/play.ts";
import type { Attack } from "../sim/property/survey.ts";
import { scenarioOf } from "../sim/trace/trace.ts";
import { runScript } from "./host/script.ts";

type Options = { readonly experiment?: true; readonly write?: true };

await runScript(
  new Command("properties")
    .description(
      "Surveys the bridge's properties on the model, and keeps each attack as a scenario that runs again.",
    )
    .addOption(
      new Option(
        "--experiment",
        "four keys take nothing, a fifth does, and every planted defect is found, on the chains too",
      ).conflicts("write"),
    )
    .option("--write", "write docs/properties.md")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run -s properties
  $ npm run -s properties -- --experiment

FUZZ_RUNS in the environment says how many draws each gets.

Exit status: 0 when everything is as expected; 1 when not.`,
    )
    .action(({ experiment: isExperiment, write }: Options) =>
      isExperiment ? experiment() : write ? writePage() : surveyAll(),
    ),
);

/** The stage on the chains, and what ends it; loaded only when it is needed. */
async function chains(): Promise<{ stage: Stage; end: () => Promise<void> }> {
  const { hardhatTenant } = await import("../sim/bridge/hardhat/tenant.ts");
  const { freshWorlds } = await import("../sim/bridge/hardhat/worlds.ts");
  const { keptStage, markedWorlds } = await import("../sim/property/kept.ts");
  const worlds = markedWorlds(freshWorlds());
  return { stage: keptStage(hardhatTenant({ worlds }), worlds.mark), end: worlds.end };
}

function line(...cells: readonly (string | number)[]): void {
  process.stdout.write(
    `${cells.map((cell, index) => String(cell).padEnd([25, 12, 14, 22, 0][index] ?? 0)).join("")}\n`,
  );
}

/** Writes the scenario of a draw that breaks something, and says how to run both again. */
function keep(name: string, { trace, seed, path, draw }: Attack): void {
  const file = `runs/properties/${name}.json`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${canonicalJson(scenarioOf(trace))}\n`);
  process.stdout.write(
    `  npm run sim -- replay ${file}\n  fast-check: { seed: ${seed}, path: "${path}" }; draw ${JSON.stringify(draw)}\n`,
  );
}

/** `--experiment`: four keys take nothing, a fifth does, and every planted defect is found. */
async function experiment(): Promise<void> {
  const { findDefect, findTheft, spread, sweep } = await import("../sim/property/experiment.ts");
  const { defects } = await import("../sim/property/defects.ts");
  const runs = Number(process.env.FUZZ_RUNS ?? 2000);
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  const onChains = await chains();
  const stages = { model: freshStage(openModel), chains: onChains.stage };
  const timed = async <T>(work: () => Promise<T>): Promise<[T, string]> => {
    const begin = performance.now();
    return [await work(), `${((performance.now() - begin) / 1000).toFixed(1)} s`];
  };
  line("four keys", "tenant", "draws", "took anything", "time");
  for (const [name, stage] of Object.entries(stages)) {
    const [found, time] = await timed(() => sweep(stage, 1, runs));
    line("5 of 9, sound", name, found.draws, found.harmful, time);
    if (found.example) {
      process.exitCode = 1;
      keep(`four-keys-${name}`, { ...found.example, seed: 1 });
    }
    process.stdout.write(
      `  attacker's submissions: ${Object.entries(found.answers)
        .map(([answer, count]) => `${answer} ${count}`)
        .join(", ")}\n`,
    );
  }
  line("", "", "", "");
  line("looking for", "tenant", "found", "draws min/median/max", "time; checks that turned false");
  const report = (what: string, on: string, found: Awaited<ReturnType<typeof findTheft>>) => {
    const hits = found.finds.filter((draw) => draw !== null).length;
    if (hits < seeds.length) process.exitCode = 1;
    return [what, on, `${hits} of ${seeds.length}`, spread(found.finds)] as const;
  };
  for (const [name, stage] of Object.entries(stages)) {
    const [found, time] = await timed(() => findTheft(stage, seeds, 50));
    line(...report("theft, five keys", name, found), `${time}; ${found.alsoBroken.join(", ")}`);
  }
  for (const defect of defects) {
    const [found, time] = await timed(() => findDefect(onChains.stage, seeds, 500, defect));
    line(
      ...report(defect.name, "chains", found),
      `${time}; by ${defect.check} (${defect.property}); ${found.alsoBroken.join(", ")}`,
    );
  }
  await onChains.end();
}

/** Surveys the catalogue on the model, and writes each attack as a scenario that runs again. */
async function surveyAll(): Promise<void> {
  const { isAsExpected } = await import("../sim/property/survey.ts");
  const { findings, pageRuns } = await import("../sim/property/page.ts");
  const runs = Number(process.env.FUZZ_RUNS ?? pageRuns);
  const { surveys, mutants } = await findings(openModel, 1, runs);
  line("property", "expected", "false in", "as expected", "accepting; refusing");
  for (const surveyed of surveys) {
    const { property, draws, failures, accepted, refused, attack } = surveyed;
    const { id, expected, accepting, refusing } = property;
    if (!isAsExpected(surveyed)) process.exitCode = 1;
    line(
      id,
      `${expected}`,
      `${failures} of ${draws}`,
      isAsExpected(surveyed) ? "yes" : "NO",
      `${accepted} ${accepting.what}; ${refused} ${refusing.what}`,
    );
    if (attack === null) continue;
    keep(id.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), attack);
  }
  for (const { id, found } of mutants) {
    if (found === null) process.exitCode = 1;
    line(id, "mutant", "", found === null ? "NOT FOUND" : `in draw ${found}`);
  }
}

/** `--write`: the page of what is found with the page's own seed. */
async function writePage(): Promise<void> {
  const { findings, page, pageRuns, pageSeed } = await import("../sim/property/page.ts");
  const found = await findings(openModel, pageSeed, pageRuns);
  writeFileSync("docs/properties.md", await page(openModel, found));
}
