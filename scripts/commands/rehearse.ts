import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import type { Setting } from "../../sim/scenario/define.ts";
import { chooseScenario } from "../host/choose.ts";
import { status } from "../host/exit.ts";
import { collectSetting, parseSeed } from "../host/parse.ts";
import { tenantNamed } from "../host/tenant.ts";
import { tenantOption } from "./run.ts";

type RehearseOptions = {
  readonly set: readonly Setting[];
  readonly seed: number;
  readonly tenant: string;
  readonly json?: boolean;
};

/** `rehearse SCENARIO`: its upgrade alone, before anybody can make use of what it leaves. */
export const addRehearse = (program: Command): Command =>
  program
    .command("rehearse")
    .description(
      "Carries out a scenario's upgrade with nobody who steals, and names each step that was skipped.",
    )
    .argument("<scenario>", "a name that `list` shows, or a TypeScript file of your own")
    .option("--set <path=value>", "change a field (repeatable)", collectSetting, [])
    .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
    .addOption(tenantOption())
    .option("--json", "one JSON document on standard output")
    .option("--no-color", "no colors (there are none)")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- rehearse ronin-2024
  $ npm run sim -- rehearse ronin-2024 --set upgrade.initializers=both

Exit status: 0 when every step was made and some weight is needed; 1 when not.`,
    )
    .action(async (name: string, options: RehearseOptions) => {
      const { set, seed, tenant, json } = options;
      const { scenario } = await chooseScenario(name, seed, set);
      const { isSound, rehearse } = await import("../../sim/study/rehearsal.ts");
      const { rehearsalText } = await import("../../sim/report/rehearsal.ts");
      const rehearsal = await rehearse(scenario, await tenantNamed(tenant), tenant);
      process.stdout.write(json ? `${canonicalJson(rehearsal)}\n` : rehearsalText(rehearsal));
      process.exitCode = isSound(rehearsal) ? status.asExpected : status.differs;
    });
