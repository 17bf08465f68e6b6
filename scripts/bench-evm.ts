import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { Command, Option } from "commander";
import fc from "fast-check";
import { choices } from "../sim/agree/agreement.ts";
import { campaignsOf } from "../sim/agree/campaigns.ts";
import { drawCommands, type Timed } from "../sim/agree/draw.ts";
import { evmTenant } from "../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../sim/bridge/evm/worlds.ts";
import { hardhatTenant } from "../sim/bridge/hardhat/tenant.ts";
import { keptWorlds, type Worlds } from "../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../sim/bridge/model/model.ts";
import type { OpenBridge, Scheduled, World } from "../sim/bridge/port.ts";
import { canonicalJson } from "../sim/core/canonical.ts";
import { SimError } from "../sim/core/errors.ts";
import { type KeptServer, startEvmServer } from "./host/evm/start.ts";
import { type Overheard, overhear } from "./host/raw.ts";
import { parseTimes, runScript } from "./host/script.ts";

type Options = { readonly lists: number; readonly rounds: number; readonly worker: boolean };

/** Servers of this process. */
let servers: readonly KeptServer[] = [];

await runScript(
  new Command("bench:evm")
    .description(
      "Times the EVM server against the chains, and those against nothing but the requests for the same transactions, on the same lists of 20 commands; and two processes against one. Both tenants answer as the model does, or it fails.",
    )
    .addOption(
      new Option("--lists <count>", "how many lists are drawn").default(120).argParser(parseTimes),
    )
    .addOption(
      new Option("--rounds <count>", "how often each is timed").default(5).argParser(parseTimes),
    )
    .addOption(new Option("--worker", "be one of several processes").hideHelp().default(false))
    .addHelpText("after", "\nExample:\n  $ npm run -s bench:evm")
    .action((options: Options) => (options.worker ? work(options) : bench(options))),
);

type Sample = { readonly world: World; readonly lists: readonly (readonly Scheduled[])[] };

/** Draws lists of 20 commands; whoever runs them first makes the signatures. */
function sampleOf(gateway: string, guard: string | undefined, count: number): Sample {
  const world = campaignsOf(gateway, 1, 1, guard)[0]?.world;
  if (world === undefined) throw new SimError(`There is no campaign of ${gateway}.`);
  const lists = fc
    // Half of what is drawn has 40 choices.
    .sample(choices, { numRuns: 3 * count, seed: 20220323 })
    .filter(({ length }) => length >= 20)
    .slice(0, count)
    .map((list) => drawCommands(world, list.slice(0, 20)).map(scheduled));
  return { world, lists };
}

function scheduled({ at, command }: Timed, event: number): Scheduled {
  return { command, moment: { at, event } };
}

/** Runs each list on a bridge of its own, and returns every outcome. */
async function outcomesOf({ world, lists }: Sample, open: OpenBridge): Promise<string> {
  const outcomes: unknown[] = [];
  for (const list of lists) {
    const bridge = await open(world);
    if (bridge.executeAll !== undefined) outcomes.push(await bridge.executeAll(list, true));
    else
      for (const { command, moment } of list) outcomes.push(await bridge.execute(command, moment));
    await bridge.close();
  }
  return canonicalJson(outcomes.flat());
}

type Rate = {
  /** Commands a second. */
  readonly wall: number;
  /** Microseconds of processors' time a command, servers' included where that can be read. */
  readonly processor: number;
};

/** Times what runs a sample's lists; it fails unless that gives what is expected. */
async function rateOf(sample: Sample, run: () => Promise<string>, expected: string): Promise<Rate> {
  const [from, before] = [performance.now(), processorTime()];
  const found = await run();
  const [seconds, spent] = [(performance.now() - from) / 1_000, processorTime() - before];
  if (found !== expected) throw new SimError("A tenant does not answer as the model does.");
  const commands = sample.lists.length * 20;
  return { wall: commands / seconds, processor: spent / commands };
}

function start(): KeptServer {
  const server = startEvmServer();
  servers = [...servers, server];
  return server;
}

/** Returns the microseconds that this process and its servers have computed. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return servers.reduce((sum, server) => sum + serverTime(server.process()), user + system);
}

/** Of another process; 0 where the system does not tell. Linux counts hundredths of a second. */
function serverTime(id: number): number {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(" ");
    return (Number(fields[13]) + Number(fields[14])) * 10_000;
  } catch {
    return 0;
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function figure(value: number): string {
  return Math.round(value).toLocaleString("en-US").padStart(7);
}

async function bench(options: Options): Promise<void> {
  const [processor] = cpus();
  console.log(
    `Commands a second, lists of 20, median of ${options.rounds} rounds after a warm-up; signatures made before.`,
  );
  console.log(
    `${processor?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}`,
  );
  for (const [gateway, guard] of [
    ["RoninGatewayV1"],
    ["RoninGatewayV2"],
    ["GuardedGateway", "none"],
    ["GuardedGateway", "token-bucket"],
  ] as const)
    await sideBySide(sampleOf(gateway, guard, options.lists), `${gateway} ${guard ?? ""}`, options);
  await severally(options);
}

/** Times requests alone and both tenants in turn, so that what else the machine does falls on all. */
async function sideBySide(sample: Sample, name: string, { rounds }: Options): Promise<void> {
  const [chains, onServers] = [keptWorlds(), evmWorlds(start)];
  const expected = await outcomesOf(sample, openModel);
  const hardhat = hardhatTenant({ worlds: chains, isRecorded: false });
  const evm = evmTenant(onServers);
  const heard = await overheard(sample, chains);
  const runs = [
    {
      run: async () => canonicalJson(await heard.sendAgain()),
      expected: canonicalJson(heard.refused()),
    },
    { run: () => outcomesOf(sample, hardhat), expected },
    { run: () => outcomesOf(sample, evm), expected },
  ];
  for (const one of runs) await rateOf(sample, one.run, one.expected);
  const rates: Rate[][] = runs.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, one] of runs.entries())
      rates[index]?.push(await rateOf(sample, one.run, one.expected));
  await chains.end();
  await onServers.end();
  servers = [];
  tell(name, rates);
}

/** Has a tenant run the lists on chains that are listened to. */
async function overheard({ world, lists }: Sample, chains: Worlds): Promise<Overheard> {
  const heard = overhear(chains);
  const open = hardhatTenant({ worlds: heard.worlds, isRecorded: false });
  for (const list of lists) {
    heard.begin();
    await outcomesOf({ world, lists: [list] }, open);
  }
  return heard;
}

function tell(name: string, rates: readonly (readonly Rate[])[]): void {
  const [raw = 0, hardhat = 0, evm = 0] = rates.map((each) => median(each.map(({ wall }) => wall)));
  const [ofRaw = 0, ofHardhat = 0, ofEvm = 0] = rates.map((each) =>
    median(each.map(({ processor }) => processor)),
  );
  const share = (a: number, b: number) => `${Math.round((100 * a) / b)} %`;
  console.log(
    [
      `  ${name.trim()}`,
      `    a second     requests alone ${figure(raw)}, chains ${figure(hardhat)} (${share(hardhat, raw)}), EVM server ${figure(evm)}: ${(evm / hardhat).toFixed(1)} times`,
      `    processors   requests alone ${figure(ofRaw)}, chains ${figure(ofHardhat)} (${share(ofRaw, ofHardhat)}), EVM server ${figure(ofEvm)} µs a command: ${(ofHardhat / ofEvm).toFixed(1)} times`,
    ].join("\n"),
  );
}

/** Times one process, and then two side by side. */
async function severally(options: Options): Promise<void> {
  const one = await togetherIn(1, options);
  const two = await togetherIn(2, options);
  console.log(
    `  RoninGatewayV1, EVM server   one process ${figure(one.wall)}, two ${figure(two.wall)}: ${(two.wall / one.wall).toFixed(2)} times; processors' time ${one.processor.toFixed(0)} and ${two.processor.toFixed(0)} µs a command`,
  );
}

/** Times so many processes together. */
async function togetherIn(count: number, { lists, rounds }: Options): Promise<Rate> {
  // A round is over in a fifth of a second; what one process does meanwhile on the other core, its
  // compiler and its collector, and that neither ends first, counts less the longer it takes.
  const many = 20 * rounds;
  const args = ["--worker", "--lists", `${lists}`, "--rounds", `${many}`];
  const children = Array.from({ length: count }, () =>
    fork(fileURLToPath(import.meta.url), args, { stdio: ["ignore", "ignore", "inherit", "ipc"] }),
  );
  await Promise.all(children.map(messageOf));
  const answers = children.map(messageOf);
  for (const child of children) child.send("go");
  const found = (await Promise.all(answers)) as readonly Worked[];
  return {
    wall: (count * many * lists * 20) / Math.max(...found.map(({ seconds }) => seconds)),
    processor: found.reduce((sum, { processor }) => sum + processor, 0) / count,
  };
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new SimError("A process ended in the middle of its work.")));
  });
}

type Worked = { readonly seconds: number; readonly processor: number };

/** Gets everything ready, waits for the word, runs all rounds, and says how many seconds it took. */
async function work({ lists, rounds }: Options): Promise<void> {
  const sample = sampleOf("RoninGatewayV1", undefined, lists);
  const worlds = evmWorlds(start);
  const tenant = evmTenant(worlds);
  const expected = await outcomesOf(sample, openModel);
  const run = () => outcomesOf(sample, tenant);
  for (let round = 0; round < rounds / 4; round += 1) await rateOf(sample, run, expected);
  const told = new Promise<void>((resolve) => process.once("message", () => resolve()));
  process.send?.("ready");
  await told;
  const from = performance.now();
  const rates: Rate[] = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await rateOf(sample, run, expected));
  const worked: Worked = {
    seconds: (performance.now() - from) / 1_000,
    processor: median(rates.map(({ processor }) => processor)),
  };
  process.send?.(worked);
  await worlds.end();
}
