import { mkdirSync, writeFileSync } from "node:fs";
import Table from "cli-table3";
import { Command, Option } from "commander";
import { agree, type Table as Counts, enter } from "../sim/agree/agreement.ts";
import { scenarioOfList } from "../sim/agree/scenario.ts";
import { agreementWorld } from "../sim/agree/world.ts";
import { hardhatTenant } from "../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../sim/bridge/model/model.ts";
import { canonicalJson } from "../sim/core/canonical.ts";
import { parseSeed } from "./host/parse.ts";
import { parseTimes, runScript } from "./host/script.ts";

type Options = { readonly lists: number; readonly path?: string; readonly seed: number };

await runScript(
  new Command("agree")
    .description(
      "Holds the model against the chains, and counts how often each verb had each outcome.",
    )
    .addOption(
      new Option("--lists <count>", "how many command lists to draw")
        .env("AGREE_LISTS")
        .default(300)
        .argParser(parseTimes),
    )
    .addOption(
      new Option("--seed <number>", "the seed of everything that is drawn")
        .env("AGREE_SEED")
        .default(20220323)
        .argParser(parseSeed),
    )
    .option("--path <path>", "only the list that an earlier disagreement named, with its seed")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run -s agree
  $ npm run -s agree -- --lists 20 --seed 7

Exit status: 0 when model and chains agree on every step; 1 when not.`,
    )
    .action(holdAgainst),
);

async function holdAgainst(options: Options): Promise<void> {
  const worlds = keptWorlds();
  const counts: Counts = new Map();
  const begin = performance.now();
  const { lists, steps, disagreement } = await agree({
    world: agreementWorld,
    lists: options.lists,
    seed: options.seed,
    ...(options.path === undefined ? {} : { path: options.path }),
    shrink: true,
    left: openModel,
    right: hardhatTenant({ worlds }),
    seen: (commands, { outcomes }) => enter(counts, commands, outcomes),
  });
  await worlds.end();
  const seconds = (performance.now() - begin) / 1000;

  const table = new Table({
    head: ["verb", "outcome", "reason", "count"],
    colAligns: ["left", "left", "left", "right"],
    style: { head: [], border: [] },
  });
  for (const [verb, row] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const [reason, count] of [...row].sort(([, a], [, b]) => b - a))
      table.push([
        verb,
        reason === "ok" ? "ok" : "fail",
        reason === "ok" ? "" : reason,
        `${count}`,
      ]);
  console.log(table.toString());
  const reasons = new Map<string, number>();
  for (const row of counts.values())
    for (const [reason, count] of row) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  const accepted = reasons.get("ok") ?? 0;
  const rarest = [...reasons].sort(([, a], [, b]) => a - b).slice(0, 3);
  console.log(
    `${lists} lists, ${steps} steps, ${accepted} accepted, ${reasons.size - 1} reasons to refuse (rarest: ${rarest
      .map(([reason, count]) => `${reason} ${count}`)
      .join(", ")}); ${seconds.toFixed(1)} s; seed ${options.seed}.`,
  );
  if (disagreement !== null) {
    const { replay, commands, difference } = disagreement;
    const file = "runs/disagreement/scenario.json";
    mkdirSync("runs/disagreement", { recursive: true });
    writeFileSync(file, `${canonicalJson(scenarioOfList(agreementWorld, commands))}\n`);
    console.log(
      [
        "Model and chains disagree:",
        JSON.stringify(difference, null, 2),
        `fast-check: { seed: ${replay.seed}, path: "${replay.path}" }, which is`,
        `     npm run -s agree -- --seed ${replay.seed} --path ${replay.path}`,
        `Run it: npm run sim -- replay ${file}`,
        `     or: npm run sim -- replay ${file} --tenant model`,
      ].join("\n"),
    );
    process.exitCode = 1;
  }
}
