import { join, relative } from "node:path";
import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { sha256 } from "../../sim/core/hash.ts";
import type { Setting } from "../../sim/scenario/define.ts";
import type { RunRace } from "../../sim/study/race.ts";
import { chooseScenario } from "../host/choose.ts";
import { say } from "../host/exit.ts";
import { ensureRunsWritable, runsRoot, userPath, writeFolder } from "../host/files.ts";
import { collectSetting, delaysIn, parseSeed } from "../host/parse.ts";
import { tenantNamed } from "../host/tenant.ts";
import { styleOf } from "../host/terminal.ts";
import { tenantOption } from "./run.ts";

type RaceOptions = {
  readonly set: readonly Setting[];
  readonly delay: readonly number[];
  readonly seed: number;
  readonly tenant: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

/** `race SCENARIO`: those who stop money against a thief who moves it. */
export const addRace = (program: Command): Command =>
  program
    .command("race")
    .description(
      "Shows what could still be stopped since the theft, what a later first answer costs, and what each step of the response saved.",
    )
    .argument("<scenario>", "a name that `list` shows, or a TypeScript file of your own")
    .option(
      "--delay <times>",
      "from the theft to the first answer, joined by commas (default: none to six days)",
      delaysIn,
      [],
    )
    .option("--set <path=value>", "change a field (repeatable)", collectSetting, [])
    .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
    .addOption(tenantOption().default("model"))
    .option("--json", "one JSON document on standard output")
    .option("--out <dir>", "the folder to write to (default: runs)")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- race ronin-2022
  $ npm run sim -- race ronin-2024 --delay 0s,5m,30m,1h --json`,
    )
    .action(async (name: string, options: RaceOptions) => {
      const { set, seed, tenant, json } = options;
      const { scenario } = await chooseScenario(name, seed, set);
      const { runRace } = await import("../../sim/study/race.ts");
      const { raceText } = await import("../../sim/report/race.ts");
      const root = runsRoot(options.out);
      ensureRunsWritable(root);
      const delays = options.delay.length > 0 ? options.delay : null;
      const ran = await runRace(scenario, await tenantNamed(tenant), tenant, delays);
      const subject = sha256(canonicalJson([scenario, delays, tenant])).slice(0, 8);
      const { document, folder } = writeRace(root, `race/${scenario.name}-${subject}`, ran);
      process.stdout.write(json ? document : raceText(ran.race, scenario, styleOf(options)));
      if (!json) say(`Written to ${relative(userPath("."), folder)}.`);
    });

/** Writes a race and the scenario of each of its runs, which `replay` takes. */
function writeRace(root: string, path: string, { race, scenarios }: RunRace) {
  const fileOf = (hash: string) => `scenarios/${hash.slice(0, 8)}.json`;
  const place = relative(userPath("."), join(root, path));
  const filed = <Row extends { readonly scenarioHash: string }>(row: Row) => ({
    ...row,
    scenario: `${place}/${fileOf(row.scenarioHash)}`,
  });
  const document = `${canonicalJson({
    ...race,
    curve: race.curve.map(filed),
    steps: race.steps.map(filed),
  })}\n`;
  const folder = writeFolder(root, path, {
    "race.json": document,
    ...Object.fromEntries(
      [...scenarios].map(([hash, scenario]) => [fileOf(hash), `${canonicalJson(scenario)}\n`]),
    ),
  });
  return { document, folder };
}
