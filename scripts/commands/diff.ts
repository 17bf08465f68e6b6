import { relative } from "node:path";
import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { say } from "../host/exit.ts";
import { runsRoot, userPath, writeFolder } from "../host/files.ts";

type DiffOptions = {
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

/** `diff DIR DIR`: where two finished runs part, and everything that came out differently. */
export const addDiff = (program: Command): Command =>
  program
    .command("diff")
    .description(
      "Compares two finished runs: the first step at which they part, and each payment, verdict and figure that changed.",
    )
    .argument("<left>", "a run's folder, or a folder of runs for its latest")
    .argument("<right>", "the folder to compare it with")
    .option("--json", "one JSON document on standard output")
    .option("--out <dir>", "the folder to write the page to (default: runs)")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      `
Example:
  $ npm run sim -- run ronin-2022 --out runs/plain
  $ npm run sim -- run ronin-2022 --set quorum.threshold=6 --out runs/six
  $ npm run sim -- diff runs/plain runs/six`,
    )
    .action(async (left: string, right: string, options: DiffOptions) => {
      const { readFinished } = await import("../host/finished.ts");
      const { diffRuns } = await import("../../sim/report/diff.ts");
      const root = runsRoot(options.out);
      const [one, other] = [readFinished(left), readFinished(right)];
      const diff = diffRuns(one, other);
      const { diffPage } = await import("../host/page.ts");
      const inputs = sha256(one.texts.results + other.texts.results).slice(0, 8);
      const folder = writeFolder(root, `diff/${diff.left.scenario}-${inputs}`, {
        "diff.json": `${canonicalJson(diff)}\n`,
        "report.html": diffPage(diff, { left: one.texts.trace, right: other.texts.trace }),
      });
      if (options.json) {
        process.stdout.write(`${canonicalJson(diff)}\n`);
        return;
      }
      const { diffText } = await import("../../sim/report/diff-text.ts");
      const { styleOf } = await import("../host/terminal.ts");
      process.stdout.write(diffText(diff, styleOf(options)));
      const written = relative(userPath("."), folder);
      say(`Written to ${written}; open ${written}/report.html in a browser to see it.`);
    });
