import type { Command } from "commander";
import { say, status } from "../host/exit.ts";
import { readUserFile, userPath } from "../host/files.ts";
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
      .argument("<file>", "scenario.json or trace.jsonl"),
  )
    .addHelpText("after", "\nExample:\n  $ npm run sim -- replay runs/latest/trace.jsonl")
    .action(async (file: string, options: OutputOptions) => {
      const { readReplay } = await import("../../sim/trace/replay.ts");
      const { controlIn } = await import("../../sim/scenarios/registry.ts");
      const { carryOut } = await import("../host/outcome.ts");
      const { scenario, traceHash } = readReplay(readUserFile(userPath(file)), file);
      const { exit, results } = await carryOut(scenario, controlIn(scenario), options);
      process.exitCode = exit;
      if (traceHash === null) return;
      if (traceHash === results.traceHash) {
        say(`The same trace, to the byte: ${traceHash}.`);
        return;
      }
      say(`"${file}" has the traceHash ${traceHash}, and this run has ${results.traceHash}.`);
      process.exitCode = status.differs;
    });
