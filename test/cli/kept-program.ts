import { commandLine } from "../../scripts/cli.ts";
import { exitOf } from "../../scripts/host/exit.ts";
import type { Answer, Question } from "./kept.ts";

/** A process grows with each chain that it has had; one that is larger than this ends. */
const mostBytes = 700e6;

// The chains print there what a contract logs, as in scripts/sim.ts.
console.log = () => undefined;
const { console: ours } = globalThis;

process.on("message", async ({ words, folder }: Question) => {
  process.env.INIT_CWD = folder;
  process.exitCode = undefined;
  // A file of the user's own has had another.
  globalThis.console = ours;
  try {
    await commandLine().parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitOf(error);
  }
  const isLast = process.memoryUsage.rss() > mostBytes;
  const answer: Answer = { status: Number(process.exitCode ?? 0), isLast };
  process.send?.(answer, () => {
    if (isLast) process.exit();
  });
});
process.on("disconnect", () => process.exit());
