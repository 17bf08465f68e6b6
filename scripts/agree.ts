import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { agree, type Table as Counts, enter } from "../sim/agree/agreement.ts";
import { scenarioOfList } from "../sim/agree/scenario.ts";
import { agreementWorld } from "../sim/agree/world.ts";
import { hardhatTenant } from "../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../sim/bridge/model/model.ts";
import { canonicalJson } from "../sim/core/canonical.ts";

/** Holds the model against the chains, and prints how often each verb had each outcome. */
const { values } = parseArgs({
  options: {
    lists: { type: "string", default: process.env.AGREE_LISTS ?? "300" },
    path: { type: "string" },
    seed: { type: "string", default: process.env.AGREE_SEED ?? "20220323" },
  },
});
const worlds = keptWorlds();
const counts: Counts = new Map();
const begin = performance.now();
const { lists, steps, disagreement } = await agree({
  world: agreementWorld,
  lists: Number(values.lists),
  seed: Number(values.seed),
  ...(values.path === undefined ? {} : { path: values.path }),
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
    table.push([verb, reason === "ok" ? "ok" : "fail", reason === "ok" ? "" : reason, `${count}`]);
console.log(table.toString());
const reasons = new Map<string, number>();
for (const row of counts.values())
  for (const [reason, count] of row) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
const accepted = reasons.get("ok") ?? 0;
const rarest = [...reasons].sort(([, a], [, b]) => a - b).slice(0, 3);
console.log(
  `${lists} lists, ${steps} steps, ${accepted} accepted, ${reasons.size - 1} reasons to refuse (rarest: ${rarest
    .map(([reason, count]) => `${reason} ${count}`)
    .join(", ")}); ${seconds.toFixed(1)} s; seed ${values.seed}.`,
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
