import { type Command, InvalidArgumentError, Option } from "commander";
import { InputError } from "../../sim/core/errors.ts";
import type { Setting } from "../../sim/scenario/define.ts";
import { chooseScenario } from "../host/choose.ts";
import type { OutputOptions } from "../host/outcome.ts";
import { collect, collectSetting, countUp, parseSeed } from "../host/parse.ts";
import { tenants } from "../host/tenant.ts";

type RunOptions = OutputOptions & {
  readonly set: readonly Setting[];
  readonly seed: number;
  readonly control: boolean;
  readonly defense?: string;
  readonly attack?: string;
  readonly attackDeadline?: string;
  readonly play?: string;
  readonly choices?: string;
  readonly responder?: string;
};

/** `run SCENARIO`: one scenario beside its control. */
export const addRun = (program: Command): Command =>
  withOutput(
    program
      .command("run")
      .description("Runs a scenario and its control, judges and measures both.")
      .argument("<scenario>", "a name that `list` shows, or a TypeScript file of your own")
      .option("--set <path=value>", "change a field (repeatable)", collectSetting, [])
      .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
      .option("--defense <stack>", "put defenses in place: NAME[:param=value,…], joined by +")
      .option(
        "--attack <strategy>",
        "have the thief follow a strategy against the defense, or an attack from a file of your own",
      )
      .option(
        "--attack-deadline <time>",
        "how long an attack from a file may say nothing (default: 30s)",
      )
      .addOption(
        new Option(
          "--play <role>",
          "stop at each decision of the runbook, and take a choice from standard input: now, later LENGTH, record or never",
        )
          .choices(["responder"])
          .conflicts(["defense", "attack", "responder"]),
      )
      .option("--choices <file>", "take the choices of --play from a file, one a line")
      .option("--responder <name>", "have another respond: kucoin or ronin, for kucoin-2020")
      .option("--no-control", "leave the control out"),
  )
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- run ronin-2022 --set detection.delay=1h --set response.delay=10m
  $ npm run sim -- run ronin-2022 --set delegation.axie-dao=revoked --json
  $ npm run sim -- run ronin-2022 --set quorum.threshold=6 --fail-on 'loss.ETH>0'
  $ npm run sim -- run ronin-2022 --defense delay-with-veto:delay=12h+backing-monitor
  $ npm run sim -- run ronin-2022 --defense utc-day-limit --attack midnight
  $ npm run sim -- run ronin-2022 --defense utc-day-limit --attack my-attack.ts
  $ npm run sim -- run kucoin-2020 --play responder
  $ npm run sim -- run kucoin-2020 --responder ronin
  $ npm run sim -- run my-scenario.ts

docs/your-own-scenario.md and docs/your-own-attack.md show how to write one.`,
    )
    .action(async (name: string, options: RunOptions) => {
      const played = await playedBy(name, options);
      const settings = played?.settings ?? options.set;
      const { scenario, control } = await chooseScenario(name, options.seed, settings, options);
      const { carryOut } = await import("../host/outcome.ts");
      const { exit } = await carryOut(scenario, options.control ? control : null, options);
      await played?.compare();
      process.exitCode = exit;
    });

async function playedBy(name: string, options: RunOptions) {
  if (options.play === undefined) {
    if (options.choices === undefined) return null;
    throw new InputError('--choices is for --play; add "--play responder".', {
      docsPath: "docs/errors.md#playing",
    });
  }
  const { playResponder } = await import("../host/play.ts");
  return await playResponder(name, options);
}

/** Adds the flags that say where results go and what they are held against. */
export const withOutput = (command: Command): Command =>
  command
    .option("--json", "one JSON document on standard output")
    .option(
      "--junit <file>",
      "write the verdicts as JUnit XML, in a folder that is made if need be",
    )
    .option(
      "--fail-on <condition>",
      "end with 1 if it holds, e.g. 'loss.ETH>1000 ETH' (repeatable)",
      collect,
      [],
    )
    .option("--out <dir>", "the folder to write runs to (default: runs)")
    .addOption(tenantOption())
    .option(
      "-v, --verbose",
      "also list deposits, requests and payments; -vv every action, -vvv with its result, -vvvv with the chains' calls",
      countUp,
      0,
    )
    .option("--timing", "say on standard error where the time went")
    .option("--no-color", "no colors");

export const tenantOption = (): Option =>
  new Option(
    "--tenant <name>",
    "what the bridge runs on: hardhat, two chains in this process; model, the reference model without a chain; or evm, the chains' bytecode on a server without a chain",
  )
    .default("hardhat")
    .argParser((name) => {
      if (!tenants.some((tenant) => tenant === name))
        throw new InvalidArgumentError(`The tenants are: ${tenants.join(", ")}.`);
      return name;
    });
