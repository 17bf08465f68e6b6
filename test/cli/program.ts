import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { afterAll } from "vitest";
import { sha256 } from "../../sim/core/hash.ts";
import { askKept } from "./kept.ts";
import { type Results, readResults } from "./results.ts";

/** The checkout, whose program runs. */
const checkout = resolve(import.meta.dirname, "../..");
const program = join(checkout, "scripts/sim.ts");
const node = join(checkout, "node_modules/.bin/node");

/** How a process ended, and what it said. */
export type Ended = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

type Circumstances = {
  /** Flags of Node itself. */
  readonly nodeFlags?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
  /** What comes in on standard input, which then ends; otherwise there is none. */
  readonly stdin?: string;
  /** A device that standard output goes to. */
  readonly stdoutTo?: string;
  /** Closes the reading end of standard output at once, as `| head -0` does. */
  readonly stopsReading?: boolean;
  /** Called with what sends a signal, while the program runs. */
  readonly meanwhile?: (kill: (signal: NodeJS.Signals) => void) => Promise<void>;
  /** Largest file in blocks of 512 bytes, as a disk that fills up. */
  readonly fileBlocks?: number;
  /** Whether npm says where the user stands; otherwise it is the working folder. */
  readonly isWithoutNpm?: boolean;
};

/**
 * Returns a user who stands in an empty folder of its own, types commands there, and finds the
 * runs under the folder's `runs`. The folder goes when the file's tests have ended.
 */
export function userAtDesk() {
  const desk = realpathSync(mkdtempSync(join(tmpdir(), "five-of-nine-")));
  afterAll(() => rmSync(desk, { recursive: true, force: true }));
  const at = (path: string) => join(desk, path);
  return {
    at,
    /** Types a command, for which a process is started. */
    types: (words: readonly string[], circumstances: Circumstances = {}) =>
      ending(desk, words, circumstances),
    /**
     * The same in a process that is there already: for what a command says and writes, where it does
     * not matter how a process starts and ends. What it has imported of the desk stays as it was.
     *
     * @param from The folder of the desk in which the user stands.
     */
    asks: async (words: readonly string[], from = "."): Promise<Ended> => {
      const question = { words, folder: resolve(desk, from) };
      const { status, stdout, stderr } = await askKept(question, quietEnvironment());
      return { status, stdout, stderr: stderr.replaceAll(desk, "DESK") };
    },
    exists: (path: string) => existsSync(at(path)),
    reads: (path: string) => readFileSync(at(path), "utf8"),
    writes: (path: string, content: string) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), content);
    },
    /** The results in a run's folder. */
    results: (folder: string): Results =>
      readResults(readFileSync(at(join(folder, "results.json")), "utf8")),
    /** Every file below a folder of the desk, with the hash of its bytes; a link is not followed. */
    files: (folder = ".") => hashesBelow(at(folder)),
  };
}

/** A run that takes a second: the theft, the complaint, and nobody else. */
export const smallRun = ["ronin-2022", "--no-control", "--set", "honest.count=0"] as const;

/** The same without chains, for tests of what no tenant changes: half the time. */
export const quickRun = [...smallRun, "--tenant", "model"] as const;

function ending(desk: string, words: readonly string[], how: Circumstances): Promise<Ended> {
  const { nodeFlags = [], environment = {}, stdoutTo, stopsReading = false, meanwhile } = how;
  const command = [node, ...nodeFlags, program, ...words];
  const limited =
    how.fileBlocks === undefined
      ? command
      : ["/bin/sh", "-c", `ulimit -f ${how.fileBlocks}; exec "$@"`, "sh", ...command];
  const [file = "", ...args] = limited;
  const device = stdoutTo === undefined ? undefined : openSync(stdoutTo, "w");
  const child = spawn(file, args, {
    cwd: how.isWithoutNpm === true ? desk : checkout,
    env: { ...quietEnvironment(), ...(how.isWithoutNpm ? {} : { INIT_CWD: desk }), ...environment },
    stdio: [how.stdin === undefined ? "ignore" : "pipe", device ?? "pipe", "pipe"],
  });
  child.stdin?.end(how.stdin);
  if (stopsReading) child.stdout?.destroy();
  return new Promise((resolveEnd, reject) => {
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on("error", reject);
    child.on("close", (status) => {
      if (device !== undefined) closeSync(device);
      // The desk's folder has another name each time; a sentence about it has not.
      const said = stderr.join("").replaceAll(desk, "DESK");
      resolveEnd({ status, stdout: stdout.join(""), stderr: said });
    });
    meanwhile?.((signal) => void child.kill(signal)).catch(reject);
  });
}

/** What the program inherits: nothing of the test runner's own. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const inherited = { ...process.env };
  for (const name of ["INIT_CWD", "NODE_OPTIONS", "NO_COLOR", "FORCE_COLOR"])
    delete inherited[name];
  return inherited;
}

function collect(stream: Readable | null): readonly string[] {
  const chunks: string[] = [];
  stream?.setEncoding("utf8").on("data", (text: string) => void chunks.push(text));
  return chunks;
}

export function hashesBelow(folder: string, prefix = ""): { readonly [path: string]: string } {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    const name = join(prefix, entry.name);
    if (entry.isDirectory()) return hashesBelow(path, name);
    return { [name]: entry.isFile() ? sha256(readFileSync(path)) : "a link" };
  });
  return Object.assign({}, ...entries);
}
