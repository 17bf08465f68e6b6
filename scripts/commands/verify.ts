import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { status } from "../host/exit.ts";
import { finishedFolder, readUserFile } from "../host/files.ts";

/** `verify DIR`: a finished run's figures again, from the chains' own records. */
export const addVerify = (program: Command): Command =>
  program
    .command("verify")
    .description(
      "Recomputes a finished run's figures from chain balances and logs, with code of its own.",
    )
    .argument("<dir>", "a run's folder, or a folder of runs for its latest")
    .option("--json", "one JSON document on standard output")
    .option("--no-color", "no colors (there are none)")
    .addHelpText("after", "\nExample:\n  $ npm run sim -- verify runs/latest")
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const { verifyRun } = await import("../../sim/verify/verify.ts");
      const { verificationText } = await import("../../sim/verify/text.ts");
      const place = finishedFolder(dir);
      const read = (name: string) => readUserFile(join(place, name));
      const control = existsSync(join(place, "control")) ? "control/" : null;
      const verification = verifyRun({
        results: read("results.json"),
        run: {
          scenario: read("scenario.json"),
          trace: read("trace.jsonl"),
          chain: read("chain.jsonl"),
        },
        control:
          control === null
            ? null
            : {
                scenario: read(`${control}scenario.json`),
                trace: read(`${control}trace.jsonl`),
                chain: read(`${control}chain.jsonl`),
              },
      });
      process.stdout.write(
        json ? `${canonicalJson(verification)}\n` : verificationText(verification),
      );
      process.exitCode = verification.agrees ? status.asExpected : status.differs;
    });
