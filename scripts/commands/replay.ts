import { existsSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Command } from "commander";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { say, status } from "../host/exit.ts";
import { finishedFolder, readUserFile, userPath } from "../host/files.ts";
import type { OutputOptions } from "../host/outcome.ts";
import { withOutput } from "./run.ts";

/** `replay FILE`: a scenario or a trace again, on the Hardhat chains. */
export const addReplay = (program: Command): Command =>
  withOutput(
    program
      .command("replay")
      .description(
        "Runs a scenario file again, or a trace file's scenario, and compares the trace.",
      )
      .argument("<file>", "scenario.json or trace.jsonl, or a run's folder for its trace"),
  )
    .addHelpText("after", "\nExample:\n  $ npm run sim -- replay runs/latest/trace.jsonl")
    .action(async (fileOrFolder: string, options: OutputOptions) => {
      const file = fileIn(fileOrFolder);
      const { readReplay } = await import("../../sim/trace/replay.ts");
      const { carryOut } = await import("../host/outcome.ts");
      const { scenario, traceHash } = readReplay(readUserFile(userPath(file)), file);
      const { exit, results } = await carryOut(
        scenario,
        await controlOfFile(scenario, file, options),
        options,
      );
      process.exitCode = exit;
      if (traceHash === null) return;
      if (traceHash === results.traceHash) {
        say(`The same trace, to the byte: ${traceHash}.`);
        return;
      }
      say(`"${file}" has the traceHash ${traceHash}, and this run has ${results.traceHash}.`);
      process.exitCode = status.differs;
    });

/** Returns the file that is meant: of a run's folder, or of a folder of runs, the run's trace. */
function fileIn(chosen: string): string {
  const path = userPath(chosen);
  if (!existsSync(path) || !statSync(path).isDirectory()) return chosen;
  return relative(userPath("."), join(finishedFolder(chosen), "trace.jsonl"));
}

/**
 * Returns the control of a scenario that comes from a file. The registry knows what to leave out of
 * ours; of anybody else's, the control that stands beside the file in a run's folder shows it.
 */
async function controlOfFile(
  scenario: Scenario,
  file: string,
  { json }: OutputOptions,
): Promise<Scenario | null> {
  const { controlIn } = await import("../../sim/scenarios/registry.ts");
  const known = controlIn(scenario);
  if (known !== null) return known;
  const beside = join(dirname(userPath(file)), "control", "scenario.json");
  if (existsSync(beside)) {
    const { readReplay } = await import("../../sim/trace/replay.ts");
    const { controlLike } = await import("../../sim/scenario/define.ts");
    const shown = readReplay(readUserFile(beside), `"${beside}"`).scenario;
    if (shown.name === scenario.name)
      return (await isAsItRan(scenario, file)) ? shown : controlLike(shown, scenario);
  }
  // A program reads "control": null.
  if (json) return null;
  say(
    `No control: "list" does not have ${scenario.name}, and no control of it stands beside "${file}", in control/scenario.json.`,
  );
  return null;
}

/** Whether a scenario is the one whose results stand beside its file, and not changed since. */
async function isAsItRan(scenario: Scenario, file: string): Promise<boolean> {
  const beside = join(dirname(userPath(file)), "results.json");
  if (!existsSync(beside)) return false;
  const { scenarioHash } = await import("../../sim/scenario/hash.ts");
  return readUserFile(beside).includes(`"scenarioHash":"${scenarioHash(scenario)}"`);
}
