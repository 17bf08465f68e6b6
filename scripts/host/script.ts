import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type Command, InvalidArgumentError } from "commander";
import { exitOf, interruptible } from "./exit.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs a script that is a command of its own, in the checkout, and ends as the program does. */
export async function runScript(command: Command): Promise<void> {
  interruptible();
  try {
    process.chdir(root);
    await command.exitOverride().parseAsync();
  } catch (error) {
    process.exitCode = exitOf(error);
  }
}

/** Reads how many times something is done: a whole number from 1. */
export function parseTimes(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError("It must be a whole number from 1 to 999999999.");
  return Number(text);
}
