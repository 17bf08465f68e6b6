import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { parseCount, parseDuration } from "../../sim/core/units.ts";
import { type CurveDocument, studied } from "../../sim/study/documents.ts";
import { say } from "../host/exit.ts";
import { ensureRunsWritable, runsRoot, userPath, writeFolder } from "../host/files.ts";
import { delaysIn, parseSeed, stacksIn } from "../host/parse.ts";
import { inProcesses } from "../host/pool.ts";
import { progressOver } from "../host/progress.ts";
import { styleOf } from "../host/terminal.ts";
import type { Job } from "../worker.ts";

type CurveOptions = {
  readonly defense: readonly string[];
  readonly keys: readonly number[];
  readonly delay: readonly number[];
  readonly seed: number;
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

const usualDefenses = [
  "utc-day-limit",
  "token-bucket",
  "sliding-window",
  "net-flow-epoch",
  "delay-with-veto",
];
const usualDelays = ["1m", "15m", "1h", "6h", "12h", "1d", "2d", "3d", "4d", "6d", "1w", "2w"];

/** `curve SCENARIO`: loss over keys and detection delay, for each defense. */
export const addCurve = (program: Command): Command =>
  program
    .command("curve")
    .description("Shows what the best strategy takes, over stolen keys and the delay of detection.")
    .argument("<scenario>", "a name that `list` shows")
    .option("--defense <stacks>", "stacks, joined by commas", stacksIn, [])
    .option("--keys <counts>", "stolen keys, joined by commas (default: 0 to 9)", countsIn, [])
    .option(
      "--delay <times>",
      "delays, joined by commas (default: a minute to two weeks)",
      delaysIn,
      [],
    )
    .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
    .option("--json", "one JSON document on standard output")
    .option("--out <dir>", "the folder to write to (default: runs)")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      `
Examples:
  $ npm run sim -- curve ronin-2022
  $ npm run sim -- curve ronin-2022 --defense none,utc-day-limit --keys 5,7 --delay 1h,1d,6d`,
    )
    .action(async (scenario: string, options: CurveOptions) => {
      const { scenarioNamed } = await import("../../sim/scenarios/registry.ts");
      const { readStack } = await import("../../sim/defense/registry.ts");
      const { resolveScenario } = await import("../../sim/scenario/define.ts");
      const { curvePage } = await import("../host/page.ts");
      const { curveText } = await import("../../sim/report/curve.ts");
      const { title, tokens } = studied(resolveScenario(scenarioNamed(scenario), options.seed));
      const defenses = options.defense.length > 0 ? options.defense : usualDefenses;
      for (const stack of defenses) readStack(stack);
      const root = runsRoot(options.out);
      ensureRunsWritable(root);
      const keys = options.keys.length > 0 ? options.keys : [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
      const delays =
        options.delay.length > 0
          ? options.delay
          : usualDelays.map((delay) => parseDuration(delay, "--delay"));
      const jobs = defenses.flatMap((defense) =>
        keys.flatMap((count) =>
          delays.map(
            (detectionDelay): Job => ({
              study: "curve",
              scenario,
              seed: options.seed,
              // Honest traffic would use up a part of each limit, by chance.
              settings: [{ path: "honest.count", text: "0" }],
              place: { defense, keys: count, detectionDelay },
            }),
          ),
        ),
      );
      const progress = progressOver(jobs.length);
      const results = await inProcesses(jobs, availableParallelism(), (job) =>
        progress.step(job.study === "curve" ? job.place.defense : ""),
      ).finally(progress.stop);
      const points = results.flatMap((result) => ("point" in result ? [result.point] : []));
      const path = `curve/${scenario}-${sha256(canonicalJson(jobs)).slice(0, 8)}`;
      const fileOf = (index: number) => `points/${index}.json`;
      const place = relative(userPath("."), join(root, path));
      const curve: CurveDocument = {
        ...{ format: 1, scenario, title, tokens, seed: options.seed },
        points: points.map((point, index) => ({
          ...point,
          scenario: `${place}/${fileOf(index)}`,
        })),
      };
      const document = `${canonicalJson(curve)}\n`;
      const folder = writeFolder(root, path, {
        "curve.json": document,
        "report.html": curvePage(curve),
        ...Object.fromEntries(
          points.map((point, index) => [fileOf(index), `${canonicalJson(point.scenario)}\n`]),
        ),
      });
      process.stdout.write(options.json ? document : curveText(points, styleOf(options)));
      if (options.json) return;
      const written = relative(userPath("."), folder);
      say(`Written to ${written}; open ${written}/report.html in a browser to see it.`);
    });

const countsIn = (text: string, before: readonly number[]): readonly number[] => [
  ...before,
  ...text.split(",").map((count) => parseCount(count, "--keys", 0, 9)),
];
