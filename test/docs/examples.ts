import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import type { userAtDesk } from "../cli/program.ts";
import { askedOfProgram, type Command, readLine, unknownCommand } from "./command.ts";
import { flat, jsonFault, jsonLinesFault, missingPart } from "./compare.ts";
import type { Fence, Page } from "./page.ts";

type Desk = ReturnType<typeof userAtDesk>;

/** What has happened on the desk while a page was followed. */
type Progress = {
  /** What the commands of the last shell block said, and what the last of them gave. */
  said: string | undefined;
  stdout: string;
  /** Files that the page had its reader write, and whether a command has used them. */
  readonly written: Map<
    string,
    { readonly line: number; readonly isRewritten: boolean; isUsed: boolean }
  >;
  readonly faults: string[];
};

/**
 * Follows a page as its reader would, in a folder of its own, and returns everything that is not as
 * the page says, with its line. CONTRIBUTING.md tells how examples are written.
 *
 * @param folder Where on the desk the reader stands; what the page has them write may lie beside it.
 */
export async function faultsIn(page: Page, desk: Desk, folder: string): Promise<readonly string[]> {
  mkdirSync(desk.at(folder), { recursive: true });
  const progress: Progress = { said: undefined, stdout: "", written: new Map(), faults: [] };
  const blame = (line: number, why: string) => progress.faults.push(`${page.path}:${line}: ${why}`);
  const fences = page.isGenerated ? [] : page.fences.filter(({ about }) => about !== "sketch");
  for (const fence of fences) {
    if (fence.language === "sh") await followShell(fence, desk, folder, progress, blame);
    else if (fence.about !== "" && !fence.about.startsWith("runs/"))
      takeFile(fence, desk, folder, progress, blame);
    else {
      const fault = outputFault(fence, desk, folder, progress);
      if (fault !== undefined) blame(fence.line, fault);
    }
  }
  for (const path of progress.written.keys())
    if (path.endsWith("/tsconfig.json")) {
      const fault = await typeFault(desk, folder, path);
      if (fault !== undefined) blame(progress.written.get(path)?.line ?? 0, fault);
    }
  for (const [path, { line, isUsed }] of progress.written)
    if (!isUsed) blame(line, `no command below uses ${path}`);
  return progress.faults;
}

type Blame = (line: number, why: string) => void;

async function followShell(
  fence: Fence,
  desk: Desk,
  folder: string,
  progress: Progress,
  blame: Blame,
): Promise<void> {
  progress.said = "";
  for (const [index, text] of fence.body.split("\n").entries())
    for (const command of readLine(text)) {
      const line = fence.line + 1 + index;
      const asked = askedOfProgram(command.words);
      const fault =
        asked === undefined
          ? unknownCommand(command.words)
          : await runFault(command, asked, desk, folder, progress);
      if (fault !== undefined) blame(line, fault);
    }
}

/** Runs a command of the program, and says what is not as its comment promises. */
async function runFault(
  { status, says }: Command,
  asked: readonly string[],
  desk: Desk,
  folder: string,
  progress: Progress,
): Promise<string | undefined> {
  for (const word of asked) {
    const written = progress.written.get(word);
    if (written !== undefined) written.isUsed = true;
  }
  // Runs go to the reader's own folder, wherever the checkout is.
  const writes = writers.includes(asked[0] ?? "") && !asked.includes("--out");
  const words = writes ? [...asked, "--out", "runs"] : asked;
  const ended = await (needsProcess(asked, progress)
    ? desk.types(words, { environment: { INIT_CWD: desk.at(folder) } })
    : desk.asks(words, folder));
  const said = ended.stdout + ended.stderr;
  progress.said += said;
  progress.stdout = ended.stdout;
  if (ended.status !== status)
    return `it ends with ${ended.status}, not with ${status}: ${flat(ended.stderr)}`;
  const unsaid = says.find((text) => !flat(said).includes(flat(text)));
  return unsaid === undefined ? undefined : `it does not say "${unsaid}"`;
}

const writers = ["run", "replay", "diff", "matrix", "curve", "race", "swap", "check"];

/** In one process, standard input comes to its end once, and a file is imported once. */
const needsProcess = (asked: readonly string[], { written }: Progress): boolean =>
  (asked.includes("--play") && !asked.includes("--choices")) ||
  asked.some((word) => written.get(word)?.isRewritten === true);

/** A block with a path is a part of that file of ours, or else a file that the reader writes. */
function takeFile(
  { line, about, body, language }: Fence,
  desk: Desk,
  folder: string,
  { written }: Progress,
  blame: Blame,
): void {
  if (!about.endsWith(`.${language}`))
    blame(line, `${about} is no file of the language ${language}`);
  // What lies outside the checkout is the reader's, whatever this machine has there.
  if (!about.startsWith("../") && existsSync(about)) {
    const tight = (text: string) => text.replace(/\s/g, "");
    if (!tight(readFileSync(about, "utf8")).includes(tight(body)))
      blame(line, `this is no part of ${about}`);
    return;
  }
  desk.writes(`${folder}/${about}`, body);
  const isRewritten = written.has(about);
  written.set(about, { line, isRewritten, isUsed: about.endsWith("tsconfig.json") });
}

/** Says what an editor would underline in the files beside a tsconfig.json of the reader's. */
async function typeFault(desk: Desk, folder: string, path: string): Promise<string | undefined> {
  // The reader stands in the checkout; here its parts are linked to where the reader stands.
  for (const part of ["sim", "facts", "node_modules", "package.json"])
    if (!desk.exists(`${folder}/${part}`))
      symlinkSync(resolve(part), desk.at(`${folder}/${part}`), "junction");
  const args = ["-p", desk.at(`${folder}/${path}`), "--pretty", "false"];
  return new Promise((done) => {
    execFile("node_modules/.bin/tsc", args, (error, stdout) =>
      done(error === null ? undefined : `with it tsc says: ${flat(stdout)}`),
    );
  });
}

/** Says how a block differs from what the commands above it said, or from a file of their run. */
function outputFault(
  { language, about, body }: Fence,
  desk: Desk,
  folder: string,
  { said, stdout }: Progress,
): string | undefined {
  if (said === undefined) return "there is no command above whose output this is";
  const path = `${folder}/${about}`;
  if (about !== "" && !desk.exists(path)) return `there is no ${about}`;
  const real = about === "" ? stdout : desk.reads(path);
  switch (language) {
    case "text": {
      const part = missingPart(body, about === "" ? said : real);
      return part === undefined ? undefined : `the output does not have, in this place, "${part}"`;
    }
    case "json":
      return isJson(body) ? jsonFault(JSON.parse(body), JSON.parse(real)) : "it is not JSON";
    case "jsonl": {
      const missing = jsonLinesFault(body, real);
      return missing === undefined ? undefined : `in this place there is no line ${missing}`;
    }
    default:
      return `there is no rule for a block of "${language}"; a block that is no example says "sketch"`;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
