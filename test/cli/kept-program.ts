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
  const [stdout, stderr] = [heard(process.stdout), heard(process.stderr)];
  try {
    await commandLine().parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitOf(error);
  }
  const answer: Answer = {
    status: Number(process.exitCode ?? 0),
    stdout: stdout(),
    stderr: stderr(),
    isLast: process.memoryUsage.rss() > mostBytes,
  };
  process.send?.(answer, () => {
    if (answer.isLast) process.exit();
  });
});
process.on("disconnect", () => process.exit());

/** Keeps what is written to a stream from it until the function that it returns is called. */
function heard(stream: NodeJS.WriteStream): () => string {
  const write = stream.write;
  const parts: string[] = [];
  stream.write = (text: string | Uint8Array) => {
    parts.push(String(text));
    return true;
  };
  return () => {
    stream.write = write;
    return parts.join("");
  };
}
