import { createInterface } from "node:readline";
import { InputError } from "../../sim/core/errors.ts";
import type { Answer } from "../../sim/study/playing.ts";
import { readUserFile, userPath } from "./files.ts";

/** Where choices come from, one a line; empty lines, and those that begin with `#`, are none. */
export type Choices = {
  /** @throws InputError when there are no more. */
  readonly next: (decision: string) => Promise<Answer>;
  /** @throws InputError when a file has more than were asked for. */
  readonly close: () => Promise<void>;
};

/** Reads choices from a file, or as they come from standard input. */
export function openChoices(file: string | undefined): Choices {
  return file === undefined ? fromInput() : fromFile(file);
}

function fromFile(file: string): Choices {
  const lines = readUserFile(userPath(file)).split("\n").values();
  let number = 0;
  const following = (): Answer | null => {
    for (const text of lines) {
      number += 1;
      if (isChoice(text)) return { text: text.trim(), place: `${file}:${number}` };
    }
    return null;
  };
  return {
    next: async (decision) => following() ?? refuseEnd(file, decision),
    close: async () => {
      const extra = following();
      if (extra !== null)
        throw new InputError(
          `${extra.place} is "${extra.text}", but no decision is left that it could be for.`,
          { docsPath },
        );
    },
  };
}

function fromInput(): Choices {
  // The terminal edits the line itself, so that Ctrl-C stays a signal.
  const input = createInterface({ input: process.stdin, terminal: false });
  const lines = input[Symbol.asyncIterator]();
  let number = 0;
  return {
    next: async (decision) => {
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
        number += 1;
        if (isChoice(line.value))
          return { text: line.value.trim(), place: `Line ${number} of standard input` };
      }
      return refuseEnd("Standard input", decision);
    },
    close: async () => input.close(),
  };
}

const docsPath = "docs/errors.md#playing";

const isChoice = (line: string): boolean => !/^\s*(#|$)/.test(line);

function refuseEnd(place: string, decision: string): never {
  throw new InputError(
    `${place} ends before ${decision} is decided; give "now", "later" with a length of time, "record" or "never".`,
    { docsPath },
  );
}
