import { mkdirSync, writeFileSync } from "node:fs";
import Table from "cli-table3";
import { Command, Option } from "commander";
import {
  agree,
  type Table as Counts,
  type Disagreement,
  enter,
  type Summary,
  summaryOf,
} from "../sim/agree/agreement.ts";
import { type Campaign, campaignsOf, gateways } from "../sim/agree/campaigns.ts";
import { scenarioOfList } from "../sim/agree/scenario.ts";
import { evmTenant } from "../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../sim/bridge/evm/worlds.ts";
import { hardhatTenant } from "../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../sim/bridge/model/model.ts";
import { canonicalJson } from "../sim/core/canonical.ts";
import { InputError } from "../sim/core/errors.ts";
import { startEvmServer } from "./host/evm/start.ts";
import { parseSeed } from "./host/parse.ts";
import { parseTimes, runScript } from "./host/script.ts";

type Options = {
  readonly gateway?: string;
  readonly guard?: string;
  readonly lists?: number;
  readonly path?: string;
  readonly seed: number;
  readonly tenant: string;
};

await runScript(
  new Command("agree")
    .description(
      "Holds the model against the chains or the EVM server: one gateway, with one guard, or with each and with stacks that are drawn; or all of them. Prints how often each verb had each outcome, or for several a line each.",
    )
    .option(
      "--gateway <name>",
      "the mainchain gateway, or all (default: all on the EVM server, RoninGatewayV1 on chains)",
    )
    .option("--guard <name>", "one guard alone, or a stack that an earlier disagreement named")
    .addOption(
      new Option(
        "--lists <count>",
        "how many command lists to draw of each (default: 300; 150 where all gateways are meant)",
      )
        .env("AGREE_LISTS")
        .argParser(parseTimes),
    )
    .addOption(
      new Option("--seed <number>", "the seed of everything that is drawn")
        .env("AGREE_SEED")
        .default(20220323)
        .argParser(parseSeed),
    )
    .addOption(
      new Option("--tenant <name>", "what the model is held against: two chains, or the EVM server")
        .choices(["hardhat", "evm"])
        .default("hardhat"),
    )
    .option("--path <path>", "only the list that an earlier disagreement named, with its seed")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run -s agree
  $ npm run -s agree -- --gateway GuardedGateway --guard token-bucket --lists 20 --seed 7
  $ npm run -s agree -- --gateway GuardedGateway --tenant evm --lists 60
  $ npm run -s agree -- --tenant evm

Exit status: 0 when both agree on every step; 1 when not.`,
    )
    .action(holdAgainst),
);

async function holdAgainst(options: Options): Promise<void> {
  const { seed, guard, tenant } = options;
  const gateway = options.gateway ?? (tenant === "evm" ? "all" : "RoninGatewayV1");
  const isAll = gateway === "all";
  if (isAll && (guard !== undefined || options.path !== undefined))
    throw new InputError("A guard or a path belongs to one gateway: name it with --gateway.");
  const lists = options.lists ?? (isAll ? 150 : 300);
  const campaigns = (isAll ? gateways : [gateway]).flatMap((name) =>
    campaignsOf(name, lists, seed, guard).map((campaign) => ({ name, campaign })),
  );
  const isOne = campaigns.length === 1;
  const from = performance.now();
  const total = { lists: 0, long: 0, steps: 0 };
  let isAgreed = true;
  for (const { name, campaign } of campaigns) {
    const judged = await carryOut(name, campaign, isOne, options);
    total.lists += judged.lists;
    total.long += judged.long;
    total.steps += judged.steps;
    isAgreed = judged.isAgreed;
    if (!isAgreed) break;
  }
  if (isOne) return;
  const seconds = ((performance.now() - from) / 1000).toFixed(0);
  console.log(
    `In all: ${total.lists} lists, ${total.long} of them of 20 steps or more; ${total.steps} steps; ${isAgreed ? "no" : "a"} difference; ${seconds} s. Seed ${seed}.`,
  );
}

type Judged = {
  readonly isAgreed: boolean;
  readonly lists: number;
  /** Lists of 20 steps or more. */
  readonly long: number;
  readonly steps: number;
};

/** Says whether model and chains agree; stops where they do not. */
async function carryOut(
  gateway: string,
  campaign: Campaign,
  isOne: boolean,
  options: Options,
): Promise<Judged> {
  const worlds = options.tenant === "evm" ? evmWorlds(startEvmServer) : keptWorlds();
  const counts: Counts = new Map();
  const from = performance.now();
  let whole = 0;
  let long = 0;
  const { lists, disagreement } = await agree({
    ...campaign,
    ...(options.path === undefined ? {} : { path: options.path }),
    shrink: true,
    left: openModel,
    right: options.tenant === "evm" ? evmTenant(worlds) : hardhatTenant({ worlds }),
    seen: (commands, { outcomes }) => {
      enter(counts, commands, outcomes);
      if (commands.length === 40) whole += 1;
      if (commands.length >= 20) long += 1;
    },
  });
  await worlds.end();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  const summary = summaryOf(counts);
  const { steps, accepted, reasons } = summary;
  const share = Math.round((100 * accepted) / steps);
  if (isOne) console.log(tableOf(counts));
  console.log(
    `${campaign.name}${guardsIn(campaign)}: ${lists} lists, ${whole} of them of 40 steps; ${steps} steps, ${share} % accepted; ${reasons.size} reasons: ${said(summary)}; ${seconds} s.`,
  );
  if (isOne) console.log(`Seed ${options.seed}.`);
  if (disagreement !== null) tell(gateway, campaign, disagreement, options);
  return { isAgreed: disagreement === null, lists, long, steps };
}

/** The guards' own answers, or where there are none the rarest refusals. */
function said({ reasons }: Summary): string {
  const sorted = [...reasons].sort(([, a], [, b]) => b - a);
  const own = sorted.filter(([reason]) => reason.includes(" by "));
  const told = own.length > 0 ? own : sorted.slice(-5);
  return told.map(([reason, count]) => `${reason} ${count}`).join(", ");
}

function tableOf(counts: Counts): string {
  const table = new Table({
    head: ["verb", "outcome", "reason", "count"],
    colAligns: ["left", "left", "left", "right"],
    style: { head: [], border: [] },
  });
  for (const [verb, row] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const [reason, count] of [...row].sort(([, a], [, b]) => b - a)) {
      const status = reason === "ok" ? "ok" : reason.startsWith("Held ") ? "info" : "fail";
      table.push([verb, status, reason === "ok" ? "" : reason, `${count}`]);
    }
  return table.toString();
}

/** The guards of a stack, where its name does not say them. */
function guardsIn({ name, world }: Campaign): string {
  const guards = world.guarded?.guards.map(({ guard }) => guard) ?? [];
  return name.startsWith("drawn-") ? ` (${guards.join(", ")})` : "";
}

function tell(
  gateway: string,
  { world, name }: Campaign,
  { replay, commands, difference }: Disagreement,
  { seed, tenant }: Options,
): void {
  const file = "runs/disagreement/scenario.json";
  mkdirSync("runs/disagreement", { recursive: true });
  writeFileSync(file, `${canonicalJson(scenarioOfList(world, commands))}\n`);
  const guard = gateway === "GuardedGateway" ? ` --guard ${name}` : "";
  const flags = tenant === "hardhat" ? guard : `${guard} --tenant ${tenant}`;
  console.log(
    [
      `Model and ${tenant === "evm" ? "EVM server" : "chains"} disagree:`,
      JSON.stringify(difference, null, 2),
      `fast-check: { seed: ${replay.seed}, path: "${replay.path}" }, which is`,
      `     npm run -s agree -- --gateway ${gateway}${flags} --seed ${seed} --path ${replay.path}`,
      `Run it: npm run sim -- replay ${file}${tenant === "hardhat" ? "" : ` --tenant ${tenant}`}`,
      `     or: npm run sim -- replay ${file} --tenant model`,
    ].join("\n"),
  );
  process.exitCode = 1;
}
