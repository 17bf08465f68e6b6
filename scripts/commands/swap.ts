import { relative } from "node:path";
import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { sha256 } from "../../sim/core/hash.ts";
import type { Setting } from "../../sim/scenario/define.ts";
import type { RunSwap } from "../../sim/study/swap.ts";
import { say } from "../host/exit.ts";
import { ensureRunsWritable, runsRoot, userPath, writeFolder } from "../host/files.ts";
import { collectSetting, parseSeed } from "../host/parse.ts";
import { tenantNamed } from "../host/tenant.ts";
import { styleOf } from "../host/terminal.ts";
import { tenantOption } from "./run.ts";

type SwapOptions = {
  readonly set: readonly Setting[];
  readonly seed: number;
  readonly tenant: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

/** `swap`: each responder against the assets of each theft. */
export const addSwap = (program: Command): Command =>
  program
    .command("swap")
    .description(
      "Shows what each responder, KuCoin's and Ronin's, would have got back of what was stolen from either.",
    )
    .option(
      "--set <path=value>",
      "change a field that all four have (repeatable)",
      collectSetting,
      [],
    )
    .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
    .addOption(tenantOption().default("model"))
    .option("--json", "one JSON document on standard output")
    .option("--out <dir>", "the folder to write to (default: runs)")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- swap
  $ npm run sim -- swap --set runbook.call.delay=1d --json
  $ npm run sim -- run kucoin-2020 --responder ronin`,
    )
    .action(async (options: SwapOptions) => {
      const { set, seed, tenant, json } = options;
      const { pairings } = await import("../../sim/scenarios/swap.ts");
      const { runSwap } = await import("../../sim/study/swap.ts");
      const { swapText } = await import("../../sim/report/swap.ts");
      const pairs = pairings(seed, set);
      const root = runsRoot(options.out);
      ensureRunsWritable(root);
      const ran = await runSwap(pairs, await tenantNamed(tenant), tenant);
      const subject = sha256(canonicalJson([pairs, tenant])).slice(0, 8);
      const { document, folder } = writeSwap(root, `swap/responders-${subject}`, ran);
      process.stdout.write(json ? document : swapText(ran.swap, styleOf(options)));
      if (!json) say(`Written to ${relative(userPath("."), folder)}.`);
    });

/** Writes a swap and the scenario of each of its runs, which `replay` takes. */
function writeSwap(root: string, path: string, { swap, scenarios }: RunSwap) {
  const fileOf = (hash: string) => `scenarios/${hash.slice(0, 8)}.json`;
  const document = `${canonicalJson({
    ...swap,
    cells: swap.cells.map((cell) => ({
      ...cell,
      scenario: `${relative(userPath("."), root)}/${path}/${fileOf(cell.scenarioHash)}`,
    })),
  })}\n`;
  const folder = writeFolder(root, path, {
    "swap.json": document,
    ...Object.fromEntries(
      [...scenarios].map(([hash, scenario]) => [fileOf(hash), `${canonicalJson(scenario)}\n`]),
    ),
  });
  return { document, folder };
}
