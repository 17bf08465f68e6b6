import { type ChildProcess, spawn } from "node:child_process";
import type { Mind } from "../../sim/attack/protocol.ts";
import { InputError } from "../../sim/core/errors.ts";
import { formatDuration } from "../../sim/core/time.ts";

const docsPath = "docs/errors.md#an-attack-of-ones-own";

type Program = {
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** The user's file, as sentences name it. */
  readonly place: string;
  /** Seconds after which it counts as one that never ends. */
  readonly deadline: number;
  /** Where it stands while it runs. */
  readonly folder: string;
  /** Whether what it writes to standard error is shown. */
  readonly how: "aloud" | "quietly";
};

/** Longest line that a program may write, in characters. */
const lineMost = 1_000_000;
/** Milliseconds that a program is given to end by itself once its input is closed. */
const patience = 1_000;

/**
 * Starts a program that is given a line and answers with a line, in turns. What it writes to
 * standard error is the user's to read.
 */
export function lockstep({ command, place, deadline, folder, how }: Program): Mind {
  const [file = "", ...args] = command;
  const errors = how === "aloud" ? "inherit" : "ignore";
  const child = spawn(file, args, { cwd: folder, stdio: ["pipe", "pipe", errors] });
  const said = linesOf(child);
  const over = endOf(child, place);
  // It is nobody's fault that a program which has ended reads no more.
  child.stdin?.on("error", () => undefined);
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  return {
    next: async (line) => {
      child.stdin?.write(`${JSON.stringify(line)}\n`);
      const clock = timeout(deadline * 1000);
      try {
        const text = await Promise.race([said.next(), over, clock.over]);
        if (text !== null) return fromLine(text, place);
      } finally {
        clock.stop();
      }
      throw fault(
        `${place} has said nothing for ${formatDuration(deadline)}; --attack-deadline gives it longer.`,
      );
    },
    close: async () => {
      process.off("exit", kill);
      child.stdin?.end();
      const clock = timeout(patience);
      await Promise.race([over.catch(() => null), clock.over]);
      clock.stop();
      kill();
    },
  };
}

const fault = (sentence: string): InputError => new InputError(sentence, { docsPath });

/** Rejects when the program is over, or never begins, with what a program should do instead. */
function endOf(child: ChildProcess, place: string): Promise<never> {
  const over = new Promise<never>((_, reject) => {
    child.once("error", (cause) => reject(fault(`${place} cannot be started: ${cause.message}.`)));
    child.once("close", (code, signal) => {
      const how = signal === null ? `with status ${code}` : `by ${signal}`;
      reject(
        fault(
          `${place} ends ${how} in the middle of the attack; it says {"verb":"done"} when it is through.`,
        ),
      );
    });
  });
  // Nobody may be asking when it ends.
  over.catch(() => undefined);
  return over;
}

/** Gives what a program writes line by line. */
function linesOf({ stdout }: ChildProcess): { readonly next: () => Promise<string> } {
  const lines: string[] = [];
  let rest = "";
  let reader: ((line: string) => void) | undefined;
  stdout?.setEncoding("utf8").on("data", (text: string) => {
    const [last = "", ...whole] = `${rest}${text}`.split("\n").reverse();
    rest = last;
    lines.push(...whole.reverse());
    if (rest.length > lineMost) lines.push(rest);
    if (reader === undefined || lines.length === 0) return;
    reader(lines.shift() ?? "");
    reader = undefined;
  });
  return {
    next: () =>
      new Promise((resolve) => {
        const line = lines.shift();
        if (line === undefined) reader = resolve;
        else resolve(line);
      }),
  };
}

function fromLine(text: string, place: string): unknown {
  if (text.length > lineMost)
    throw fault(`${place} writes a line of more than ${lineMost} characters.`);
  try {
    return JSON.parse(text);
  } catch {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    throw fault(`${place} writes ${JSON.stringify(shown)}, which is not JSON.`);
  }
}

function timeout(milliseconds: number) {
  const { promise: over, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, milliseconds, null);
  return { over, stop: () => clearTimeout(timer) };
}
