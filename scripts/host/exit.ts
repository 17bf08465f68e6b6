import { rmSync } from "node:fs";
import { SimError } from "../../sim/core/errors.ts";

/** What the exit status says; `docs/results.md` has the same table. */
export const status = {
  asExpected: 0,
  differs: 1,
  badInput: 2,
  unknown: 3,
  ourFault: 70,
  interrupted: 130,
} as const;

const unfinished = new Set<string>();

/** Writes a sentence to standard error. */
export const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

/** Remembers a folder that must not survive an interruption, until it is finished. */
export const beginFolder = (path: string): void => void unfinished.add(path);
export const finishFolder = (path: string): void => void unfinished.delete(path);

/** On Ctrl-C removes what is half written, and ends. A fault that nobody awaits is still ours. */
export function interruptible(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      for (const path of unfinished) rmSync(path, { recursive: true, force: true });
      say("Interrupted; finished runs are untouched.");
      process.exit(status.interrupted);
    });
  process.on("uncaughtException", (error) => process.exit(exitOf(error)));
  // Who reads may stop reading: the run still ends, with the status that it deserves.
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    say(`Standard output cannot be written: ${error.message}.`);
    process.exit(status.badInput);
  });
}

/** Says what went wrong, in a sentence, and returns the exit status that it deserves. */
export function exitOf(error: unknown): number {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  if (isUsage(error)) return error.exitCode === 0 ? status.asExpected : status.badInput;
  if (error instanceof SimError) {
    // A value that is quoted may have line breaks; the sentence has none.
    say(error.message.replaceAll(/\s*\n\s*/g, " "));
    return error.name === "InputError" ? status.badInput : status.ourFault;
  }
  say("This is a fault of five-of-nine, not of your input. Please report it with the lines below.");
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return status.ourFault;
}

type Usage = { readonly exitCode: number };

/** Commander has said its sentence already. */
const isUsage = (error: unknown): error is Usage =>
  error instanceof Error && error.name === "CommanderError" && "exitCode" in error;
