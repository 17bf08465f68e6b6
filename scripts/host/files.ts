import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { InputError } from "../../sim/core/errors.ts";
import { beginFolder, finishFolder } from "./exit.ts";

/** Resolves a path against the folder that the user stood in, wherever npm has moved to. */
export const userPath = (path: string): string => resolve(process.env.INIT_CWD ?? ".", path);

/** Returns a folder as seen from where the user stood; whole, when it is not below. */
export function nearby(folder: string): string {
  const seen = relative(userPath("."), userPath(folder)) || ".";
  return seen.startsWith("..") ? userPath(folder) : seen;
}

/** Returns the folder that runs are written to. */
export const runsRoot = (out: string | undefined): string =>
  out === undefined ? resolve("runs") : userPath(out);

/** Makes a folder and those above it. Node's own recursive way never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Somebody else may have been quicker; a file in the way is said by whoever writes below it.
    if (!existsSync(folder)) throw error;
  }
}

/**
 * Makes sure that a folder can be written to, before anything is run.
 *
 * @throws InputError when it cannot.
 */
function ensureWritable(folder: string): void {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (cause) {
    throw new InputError(`The output folder "${folder}" cannot be written: ${reason(cause)}.`, {
      cause,
    });
  }
}

/**
 * Makes sure that a file can be written, before anything is run. A device is taken as it is.
 *
 * @throws InputError when it cannot.
 */
export function ensureFileWritable(path: string): void {
  if (!existsSync(path) || statSync(path).isFile()) ensureWritable(dirname(path));
  else if (statSync(path).isDirectory())
    throw new InputError(`"${path}" cannot be written: it is a folder.`);
}

/**
 * Makes sure that runs can be written below a folder, the link to the latest among them.
 *
 * @throws InputError when they cannot.
 */
export function ensureRunsWritable(root: string): void {
  ensureWritable(root);
  const latest = join(root, "latest");
  if (existsSync(latest) && !lstatSync(latest).isSymbolicLink())
    throw new InputError(
      `"${latest}" is in the way: it must be the link to the latest run, so move it elsewhere.`,
    );
}

/** Writes a run's folder, as `writeFolder` does, and points `latest` in `root` at it. */
export const writeRun = (root: string, path: string, files: Files): string =>
  writeFolder(root, path, files, (folder) => pointLatest(root, folder));

/** Paths within a folder, and their contents. */
type Files = { readonly [path: string]: string };

/**
 * Writes a folder whole or not at all: into a neighbor first, which then takes its place.
 *
 * @param settle What belongs to the writing and comes after it; when it fails, the writing has.
 * @throws InputError when the disk is full or the place cannot be written; nothing is left behind.
 */
export function writeFolder(
  root: string,
  path: string,
  files: Files,
  settle: (folder: string) => void = () => {},
): string {
  const folder = join(root, path);
  const draft = join(root, `.unfinished-${process.pid}-${basename(folder)}`);
  const old = `${draft}-old`;
  beginFolder(draft);
  try {
    for (const [name, content] of Object.entries(files)) {
      makeFolder(dirname(join(draft, name)));
      writeFileSync(join(draft, name), content);
    }
    makeFolder(dirname(folder));
    swap(draft, folder, old);
    settle(folder);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(old) && !existsSync(folder)) renameSync(old, folder);
    throw new InputError(`The run cannot be written to "${folder}": ${reason(cause)}.`, { cause });
  } finally {
    finishFolder(draft);
  }
  return folder;
}

/** Puts a folder in the place of another; somebody else may be doing the same to the same place. */
function swap(draft: string, folder: string, old: string, triesLeft = 5): void {
  try {
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(draft, folder);
  } catch (error) {
    if (triesLeft === 0 || !isRace(error)) throw error;
    swap(draft, folder, old, triesLeft - 1);
  } finally {
    if (existsSync(folder)) rmSync(old, { recursive: true, force: true });
  }
}

const isRace = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  ["ENOTEMPTY", "EEXIST", "ENOENT"].includes(String(error.code));

/** Replaces the link in one step, so that `latest` is never missing. */
function pointLatest(root: string, folder: string): void {
  const link = join(root, `.latest-${process.pid}`);
  rmSync(link, { force: true });
  try {
    symlinkSync(relative(root, folder), link, "junction");
    renameSync(link, join(root, "latest"));
  } finally {
    rmSync(link, { force: true });
  }
}

/**
 * Writes one file whole or not at all; a device such as `/dev/stdout` is written as it is.
 *
 * @throws InputError when it cannot be written.
 */
export function writeWhole(path: string, content: string): void {
  const draft = `${path}.unfinished-${process.pid}`;
  try {
    if (existsSync(path) && !statSync(path).isFile()) {
      writeFileSync(path, content);
      return;
    }
    writeFileSync(draft, content);
    renameSync(draft, path);
  } catch (cause) {
    // Below a file there is nothing to remove, and Node says so with an error of its own.
    if (existsSync(draft)) rmSync(draft);
    throw new InputError(`"${path}" cannot be written: ${reason(cause)}.`, { cause });
  }
}

/**
 * Returns the folder of the finished run that the user means: the folder itself, or, for a folder
 * of runs, its latest.
 *
 * @throws InputError when neither holds a run's results.
 */
export function finishedFolder(dir: string): string {
  const folder = userPath(dir);
  const candidates = [folder, join(folder, "latest")];
  const found = candidates.find((candidate) => existsSync(join(candidate, "results.json")));
  if (found !== undefined) return found;
  if (!existsSync(folder)) throw new InputError(`The folder "${folder}" does not exist.`);
  if (!statSync(folder).isDirectory())
    throw new InputError(`"${folder}" is a file, and must be a run's folder.`);
  throw new InputError(
    `"${folder}" is no run's folder: results.json does not exist in it, nor in a run that it calls latest.`,
  );
}

/** Reads a file that the user named, or throws an InputError that says why not. */
export function readUserFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new InputError(`"${path}" cannot be read: ${reason(cause)}.`, { cause });
  }
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const known: { readonly [code: string]: string } = {
    ENOENT: "it does not exist",
    ENOTDIR: "a part of the path is not a folder",
    EACCES: "permission is denied",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
    EISDIR: "it is a folder",
    ENOTEMPTY: "a folder of that name is in the way",
    EFBIG: "a file grows beyond what is allowed here",
    EEXIST: "a file of that name is in the way",
  };
  return known[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
