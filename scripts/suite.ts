import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { Command, Option } from "commander";
import type { Timed } from "../sim/agree/draw.ts";
import { scenarioOfList } from "../sim/agree/scenario.ts";
import type { World } from "../sim/bridge/port.ts";
import { canonicalJson } from "../sim/core/canonical.ts";
import { InputError } from "../sim/core/errors.ts";
import type { Campaign } from "../sim/suite/campaign.ts";
import { defects } from "../sim/suite/defects.ts";
import { expectationOf } from "../sim/suite/expected.ts";
import { absentIn, properties } from "../sim/suite/properties.ts";
import { type Subject, subjectNamed, subjects } from "../sim/suite/subject.ts";
import { parseSeed } from "./host/parse.ts";
import { inProcesses } from "./host/pool.ts";
import { parseTimes, runScript } from "./host/script.ts";
import type { SuiteJob, SuiteResult } from "./suite-worker.ts";

type Options = {
  readonly lists: number;
  readonly seed: number;
  readonly jobs: number;
  readonly every: number;
  readonly only?: readonly string[];
  readonly sound?: true;
  readonly defects?: true;
};

/** Nothing between rows. */
const noLines = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

const script = join(import.meta.dirname, "suite-worker.ts");

await runScript(
  new Command("suite")
    .description(
      "Judges the catalogue's properties of every gateway and guard on the EVM server, and hunts every planted defect. What is expected of each, and why, is written down; the run must equal it.",
    )
    .addOption(
      new Option("--lists <count>", "lists of up to 48 commands a bridge")
        .default(10_000)
        .argParser(parseTimes),
    )
    .addOption(
      new Option("--seed <seed>", "what the lists are drawn from").default(1).argParser(parseSeed),
    )
    .addOption(
      new Option("--every <count>", "play one list in so many on the chains as well")
        .default(100)
        .argParser(parseTimes),
    )
    .addOption(
      new Option("--jobs <count>", "processes side by side")
        .default(availableParallelism())
        .argParser(parseTimes),
    )
    .addOption(new Option("--only <name...>", "bridges or planted contracts of these names"))
    .addOption(new Option("--sound", "the sound bridges alone").conflicts("defects"))
    .addOption(new Option("--defects", "the planted defects alone"))
    .addHelpText(
      "after",
      `
Examples:
  $ npm run -s suite -- --lists 200 --only GuardedGateway token-bucket
  $ npm run -s suite -- --defects

Exit status: 0 when everything is as expected; 1 when not.`,
    )
    .action(suite),
);

async function suite(options: Options): Promise<void> {
  refuseUnknown(options);
  const [processor] = cpus();
  console.log(
    `${processor?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}; seed ${options.seed}`,
  );
  const isOfDefects = options.only?.every((name) => subjects.every((one) => one.name !== name));
  const isOfBridges = options.only?.every((name) => defects.every((one) => one.contract !== name));
  if (options.defects !== true && isOfDefects !== true) await soundOnes(options);
  if (options.sound !== true && isOfBridges !== true) await plantedOnes(options);
}

function refuseUnknown({ only = [] }: Options): void {
  const known = [...subjects.map(({ name }) => name), ...defects.map(({ contract }) => contract)];
  const unknown = only.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new InputError(
    `There is neither a bridge nor a planted contract "${unknown}"; there are ${known.join(", ")}.`,
  );
}

function isMeant({ only }: Options, name: string): boolean {
  return only === undefined || only.includes(name);
}

async function soundOnes(options: Options): Promise<void> {
  const { seed, lists, every } = options;
  const jobs = subjects
    .filter(({ name }) => isMeant(options, name))
    .map(({ name: subject }) => ({ seed, lists, every, subject }));
  await inProcesses<SuiteJob, SuiteResult>(
    jobs,
    options.jobs,
    (job, result) => {
      if (!("subject" in job) || !("campaign" in result)) return;
      // Told as it comes: a campaign takes long, and what ends it takes nothing back.
      tellCampaign(subjectNamed(job.subject), result.campaign, result.seconds);
    },
    script,
  );
  const none = subjects.flatMap((subject) =>
    isMeant(options, subject.name)
      ? properties.flatMap((one) => {
          const why = absentIn(one, subject);
          return why === null ? [] : [`${one.id} of ${subject.name}: ${why}`];
        })
      : [],
  );
  for (const line of new Set(none)) console.log(`not applicable: ${line}`);
}

/** Prints how every property fared; what is not as written down makes the run fail. */
function tellCampaign(subject: Subject, campaign: Campaign, seconds: number): void {
  const { lists, steps, acceptedMedian, confirmed, tallies } = campaign;
  console.log(
    `${subject.name}: ${lists} lists, ${steps} steps, median of ${acceptedMedian} accepted in a list, ${confirmed} lists the same on the chains, ${seconds.toFixed(1)} s`,
  );
  if (acceptedMedian < 15) process.exitCode = 1;
  const table = new Table({
    head: ["property", "expected", "broken in", "accepting", "refusing", "why"],
    colAligns: ["left", "left", "right", "right", "right", "left"],
    style: { head: [], border: [] },
    chars: noLines,
  });
  for (const { id, broken, accepting, refusing, example } of tallies) {
    const { valid, why } = expectationOf(id, subject);
    const isTried = !valid || Math.min(accepting, refusing) >= Math.floor(lists / 100);
    const isAsExpected = valid === (broken === 0) && isTried;
    const wrong = isTried ? (example?.says ?? why) : "too seldom put to the test";
    const found = isAsExpected ? why : `NOT AS EXPECTED: ${wrong}`;
    table.push([id, `${valid}`, `${broken}`, `${accepting}`, `${refusing}`, found]);
    if (isAsExpected) continue;
    process.exitCode = 1;
    if (example !== null) keep(id, subject.name, subject.world, example.list);
  }
  console.log(table.toString());
}

async function plantedOnes(options: Options): Promise<void> {
  const { seed, lists } = options;
  const jobs = defects.flatMap(({ contract }, defect) =>
    isMeant(options, contract) ? [{ seed, lists, defect }] : [],
  );
  const table = new Table({
    head: [
      "",
      "planted",
      "should be found by",
      "in list",
      "seconds",
      "steps",
      "what happens",
      "also broken",
    ],
    colAligns: ["left", "left", "left", "right", "right", "right", "left", "left"],
    style: { head: [], border: [] },
    chars: noLines,
  });
  await inProcesses<SuiteJob, SuiteResult>(
    jobs,
    options.jobs,
    (job, result) => {
      const defect = "defect" in job ? defects[job.defect] : undefined;
      if (defect === undefined || !("found" in result)) return;
      process.stderr.write(`${defect.contract}: ${result.seconds.toFixed(1)} s\n`);
      const { contract, number, property } = defect;
      const { found, seconds } = result;
      if (found === null) {
        process.exitCode = 1;
        table.push([number ?? "", contract, property, "NOT FOUND", seconds.toFixed(1), "", "", ""]);
        return;
      }
      const { steps } = found;
      const others = found.broken.filter((id) => id !== property);
      table.push([
        number ?? "",
        contract,
        property,
        `${found.lists}`,
        seconds.toFixed(1),
        `${countOf(steps, defect.planted.start)}`,
        `${steps.map(({ command }) => command.verb).join(", ")}: ${found.says}`,
        others.join(" "),
      ]);
      keep(property, contract, defect.planted, steps);
    },
    script,
  );
  console.log(table.toString());
}

/** Steps of a list: its commands, and each wait before one. */
function countOf(list: readonly Timed[], start: number): number {
  const waits = list.filter(({ at }, index) => at > (list[index - 1]?.at ?? start));
  return list.length + waits.length;
}

/** Writes the scenario in which a property is broken again. */
function keep(id: string, contract: string, world: World, list: readonly Timed[]): void {
  const said = properties.find((one) => one.id === id)?.statement;
  const scenario = scenarioOfList(
    world,
    list.map(({ at, command }) => ({ at, command })),
    {
      name: "counterexample",
      title: `${contract}: ${id} is broken`,
      question: `Is it true of ${contract} that ${said}?`,
    },
  );
  mkdirSync("runs/suite", { recursive: true });
  writeFileSync(`runs/suite/${contract}-${id}.json`, `${canonicalJson(scenario)}\n`);
}
