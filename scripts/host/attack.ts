import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { OwnAttack } from "../../sim/attack/protocol.ts";
import { InputError } from "../../sim/core/errors.ts";
import { userPath } from "./files.ts";
import { lockstep } from "./lockstep.ts";

const docsPath = "docs/errors.md#an-attack-of-ones-own";
const runner = join(import.meta.dirname, "../attack.ts");

/**
 * Returns the attack that a file of the user's own is: a TypeScript module, or a program that speaks
 * JSON Lines.
 *
 * @param path As the user wrote it; errors name it so.
 * @param deadline Seconds after which a silent attack counts as one that never ends.
 * @throws InputError when there is no such file, or nothing that can be started.
 */
export function ownAttack(path: string, deadline: number): OwnAttack {
  const place = `"${path}"`;
  const file = userPath(path);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new InputError(
      `${place} cannot be read: ${existsSync(file) ? "it is a folder" : "it does not exist"}.`,
      { docsPath },
    );
  const command = commandFor(file, place);
  return {
    place,
    name: nameOf(file),
    open: (how) => lockstep({ command, place, deadline, folder: userPath("."), how }),
  };
}

function commandFor(file: string, place: string): readonly string[] {
  if (/\.m?ts$/.test(file)) return [process.execPath, runner, file, place];
  if (isExecutable(file)) return [file];
  const [first = ""] = readFileSync(file, "utf8").slice(0, 1000).split("\n", 1);
  if (first.startsWith("#!")) return [...first.slice(2).trim().split(/\s+/), file];
  throw new InputError(
    `${place} cannot be started: it is no TypeScript file, is not executable, and does not begin with "#!" and the program that runs it.`,
    { docsPath },
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The file's name as an attack's, where the attack does not say its own. */
const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.\w+$/, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "attack";
