import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Ended, userAtDesk } from "../cli/program.ts";

type Desk = ReturnType<typeof userAtDesk>;

/** What a command said, and the folder of the desk with what it wrote. */
type Outcome = { readonly ended: Ended; readonly place: string };

/**
 * Returns a user who asks once what several readers ask, each in a folder of their own: a command
 * into which nothing enters of what stands there. What it wrote is copied to each reader's folder.
 */
export function askingOnce(desk: Desk): Desk {
  const outcomes = new Map<string, Promise<Outcome>>();
  const askAside = async (words: readonly string[], place: string): Promise<Outcome> => {
    mkdirSync(desk.at(place), { recursive: true });
    return { ended: await desk.asks(words, place), place };
  };
  return {
    ...desk,
    asks: async (words, from = ".") => {
      if (words.some((word) => isTakenFrom(desk.at(from), word))) return desk.asks(words, from);
      const asked = words.join("\0");
      const outcome = outcomes.get(asked) ?? askAside(words, `once/${outcomes.size}`);
      outcomes.set(asked, outcome);
      const { ended, place } = await outcome;
      copyOver(desk.at(place), desk.at(from));
      return ended;
    },
  };
}

/** Whether a word names something in a folder; what is written there is never read again by a run. */
const isTakenFrom = (folder: string, word: string): boolean =>
  word !== "runs" && word.split(/[,=]/).some((part) => existsSync(join(folder, part || "none")));

/** Copies runs to where others may be; a link among them is the one to the latest. */
function copyOver(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (_, target) => {
      if (target.endsWith("/latest")) rmSync(target, { force: true });
      return true;
    },
  });
}
