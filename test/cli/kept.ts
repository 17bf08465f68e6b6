import { type ChildProcess, fork } from "node:child_process";
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A command, and the folder in which the user types it. */
export type Question = { readonly words: readonly string[]; readonly folder: string };

export type Answer = {
  readonly status: number;
  /** Whether the process ends now. */
  readonly isLast: boolean;
};

type Said = { readonly stdout: string; readonly stderr: string };

type Kept = {
  readonly child: ChildProcess;
  /** Returns what has been written since it was last called. */
  readonly said: () => Said;
  readonly close: () => void;
};

/** Below what Vitest gives a test. */
const mostMilliseconds = 240_000;

let kept: Kept | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Has the program do a command in a process that has done others before, and returns how it ended.
 * To start a process and to load its modules takes longer than most commands. One process serves all
 * test files of a worker, one command at a time.
 *
 * @throws Error when the process ends.
 */
export function askKept(question: Question, env: NodeJS.ProcessEnv): Promise<Answer & Said> {
  const answer = last.then(() => exchange(question, env));
  last = answer.catch(() => undefined);
  return answer;
}

async function exchange(question: Question, env: NodeJS.ProcessEnv): Promise<Answer & Said> {
  kept ??= start(env);
  const { child, said, close } = kept;
  const over = Promise.withResolvers<Answer>();
  const end = () => over.reject(new Error(`The kept program ends: ${said().stderr}`));
  child.once("exit", end);
  child.once("message", over.resolve);
  // Nobody else is served while a command waits for what does not come.
  const clock = setTimeout(() => child.kill("SIGKILL"), mostMilliseconds);
  if (child.connected) child.send(question);
  else end();
  let isLast = true;
  try {
    const answer = await over.promise;
    isLast = answer.isLast;
    return { ...answer, ...said() };
  } finally {
    clearTimeout(clock);
    child.off("exit", end);
    if (isLast) {
      kept = undefined;
      close();
    }
  }
}

/** Starts a program that ends with this process, and does not keep it from ending. */
function start(env: NodeJS.ProcessEnv): Kept {
  // A file is written at once: after an answer, whatever was said stands in it.
  const [stdout, stderr] = [openNameless(), openNameless()];
  const child = fork(join(import.meta.dirname, "kept-program.ts"), {
    execPath: "node_modules/.bin/node",
    execArgv: [],
    env,
    stdio: ["ignore", stdout, stderr, "ipc"],
  });
  child.unref();
  child.channel?.unref();
  const [fromStdout, fromStderr] = [readerOf(stdout), readerOf(stderr)];
  return {
    child,
    said: () => ({ stdout: fromStdout(), stderr: fromStderr() }),
    close: () => [stdout, stderr].forEach(closeSync),
  };
}

/** Opens a file that nobody else finds, and that is gone when nobody has it open any more. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), "five-of-nine-said-"));
  const file = openSync(join(folder, "said"), "w+");
  rmSync(folder, { recursive: true });
  return file;
}

/** Returns a function that gives what was written to a file since it was last called. */
function readerOf(file: number): () => string {
  let from = 0;
  return () => {
    const content = Buffer.alloc(fstatSync(file).size - from);
    readSync(file, content, 0, content.length, from);
    from += content.length;
    return content.toString();
  };
}
