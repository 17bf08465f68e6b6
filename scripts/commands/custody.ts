import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import type { Setting } from "../../sim/scenario/define.ts";
import { chooseScenario } from "../host/choose.ts";
import { collect, collectSetting, parseMoment } from "../host/parse.ts";

type CustodyOptions = {
  readonly compromise: readonly string[];
  readonly at?: string;
  readonly set: readonly Setting[];
  readonly json?: boolean;
};

/** `custody SCENARIO`: what a node reaches, when, by which path, and the minimal cuts. */
export const addCustody = (program: Command): Command =>
  program
    .command("custody")
    .description("Shows what a compromised node reaches, by which path, and the minimal cuts.")
    .argument("<scenario>", "a name that `list` shows, or a TypeScript file of your own")
    .option(
      "--compromise <node>",
      "a person, host, service, key or organization (repeatable)",
      collect,
      [],
    )
    .option("--at <time>", "a moment in UTC (default: the first payment of the thief)")
    .option("--set <path=value>", "change a field (repeatable)", collectSetting, [])
    .option("--json", "one JSON document on standard output")
    .option("--no-color", "no colors (there are none)")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- custody ronin-2022
  $ npm run sim -- custody ronin-2022 --compromise axie-dao-operator --at 2021-10-15`,
    )
    .action(async (name: string, options: CustodyOptions) => {
      const { scenario } = await chooseScenario(name, 1, options.set);
      const { custodyAnswer, custodyText } = await import("../../sim/report/custody.ts");
      const at = options.at === undefined ? null : parseMoment(options.at, "--at");
      const answer = custodyAnswer(scenario, options.compromise, at);
      process.stdout.write(
        options.json
          ? `${canonicalJson({ ...answer, graph: scenario.custody })}\n`
          : custodyText(answer),
      );
    });
