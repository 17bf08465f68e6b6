import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** A command, and the folder in which the user types it. */
export type Question = { readonly words: readonly string[]; readonly folder: string };

export type Answer = {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether the process ends now. */
  readonly isLast: boolean;
};

type Kept = {
  readonly child: ChildProcess;
  /** What was written past what commands say. */
  readonly astray: string[];
};

let kept: Kept | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Has the program do a command in a process that has done others before, and returns how it ended.
 * To start a process and to load its modules takes longer than most commands. One process serves all
 * test files of a worker, one command at a time.
 *
 * @throws Error when the process ends, or writes what no command has said.
 */
export function askKept(question: Question, environment: NodeJS.ProcessEnv): Promise<Answer> {
  const answer = last.then(() => exchange(question, environment));
  last = answer.catch(() => undefined);
  return answer;
}

async function exchange(question: Question, environment: NodeJS.ProcessEnv): Promise<Answer> {
  kept ??= start(environment);
  const { child, astray } = kept;
  const over = Promise.withResolvers<never>();
  const end = () => over.reject(new Error(`The kept program ends: ${astray.join("")}`));
  child.once("exit", end);
  try {
    const answered = new Promise<Answer>((resolve) => child.once("message", resolve));
    child.send(question);
    const answer = await Promise.race([answered, over.promise]);
    if (answer.isLast) kept = undefined;
    if (astray.length > 0) throw new Error(`The kept program writes: ${astray.splice(0).join("")}`);
    return answer;
  } catch (error) {
    kept = undefined;
    child.kill();
    throw error;
  } finally {
    child.off("exit", end);
  }
}

/** Starts a program that ends with this process, and does not keep it from ending. */
function start(env: NodeJS.ProcessEnv): Kept {
  const child = fork(join(import.meta.dirname, "kept-program.ts"), {
    execPath: "node_modules/.bin/node",
    execArgv: [],
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const astray: string[] = [];
  for (const stream of [child.stdout, child.stderr]) collect(stream, astray);
  child.unref();
  child.channel?.unref();
  return { child, astray };
}

function collect(stream: Readable | null, into: string[]): void {
  stream?.setEncoding("utf8").on("data", (text: string) => void into.push(text));
  if (stream !== null && "unref" in stream) (stream.unref as () => void)();
}
