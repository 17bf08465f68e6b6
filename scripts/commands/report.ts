import { join } from "node:path";
import type { Command } from "commander";
import { say } from "../host/exit.ts";
import { ensureFileWritable, userPath, writeWhole } from "../host/files.ts";

/** `report DIR`: draws a finished run's page again, from its files alone. */
export const addReport = (program: Command): Command =>
  program
    .command("report")
    .description("Draws the page of a finished run again, from its files; nothing is run.")
    .argument("<dir>", "a run's folder, or a folder of runs for its latest")
    .option(
      "--out <file>",
      "where to write it, in a folder that is made if need be (default: report.html in the run's folder)",
    )
    .option("--no-color", "no colors (there are none)")
    .addHelpText("after", "\nExample:\n  $ npm run sim -- report runs/latest")
    .action(async (dir: string, { out }: { out?: string }) => {
      const { readFinished } = await import("../host/finished.ts");
      const { runPage } = await import("../host/page.ts");
      const { place, run, texts } = readFinished(dir);
      const page = runPage({
        scenario: run.scenario,
        results: texts.results,
        trace: texts.trace,
        controlTrace: texts.control?.trace ?? null,
      });
      const file = out ?? join(place, "report.html");
      ensureFileWritable(userPath(file));
      writeWhole(userPath(file), page);
      say(`Written to ${file}.`);
    });
