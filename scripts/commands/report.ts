import { join } from "node:path";
import type { Command } from "commander";
import { say } from "../host/exit.ts";
import { ensureFileWritable, userPath, writeWhole } from "../host/files.ts";

/** `report DIR`: draws the page of what is finished again, from its files alone. */
export const addReport = (program: Command): Command =>
  program
    .command("report")
    .description(
      "Draws the page of a finished run, matrix or curve again, from its files; nothing is run.",
    )
    .argument(
      "<dir>",
      "the folder of a run, a matrix or a curve, or a folder of runs for its latest",
    )
    .option(
      "--out <file>",
      "where to write it, in a folder that is made if need be (default: report.html in that folder)",
    )
    .option("--no-color", "no colors (there are none)")
    .addHelpText("after", "\nExample:\n  $ npm run sim -- report runs/latest")
    .action(async (dir: string, { out }: { out?: string }) => {
      const { finishedPage } = await import("../host/finished-page.ts");
      const { place, page } = finishedPage(dir);
      const file = out ?? join(place, "report.html");
      ensureFileWritable(userPath(file));
      writeWhole(userPath(file), page);
      say(`Written to ${file}.`);
    });
