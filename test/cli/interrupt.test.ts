import { statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();
let finished: { readonly [path: string]: string };

/** Too long to end before the signal comes. */
const longRun = ["run", "ronin-2022", "--set", "honest.count=1000", "--out", "runs", "--json"];

beforeAll(() => {
  user.writes("runs/ronin-2022/1-00000000/results.json", "finished before\n");
  finished = user.files("runs");
});

/** Waits until the program has tried out its output folder: what follows is the run. */
async function runHasBegun(): Promise<void> {
  const before = statSync(user.at("runs"), { bigint: true }).mtimeNs;
  while (statSync(user.at("runs"), { bigint: true }).mtimeNs === before) await pause(20);
  await pause(300);
}

describe("a run that is interrupted", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "ends with 130 on %s, leaves finished runs as they were, and nothing of its own",
    async (signal) => {
      const ended = await user.types(longRun, {
        meanwhile: async (kill) => {
          await runHasBegun();
          kill(signal);
        },
      });
      expect(ended).toEqual({
        status: 130,
        stdout: "",
        stderr: "Interrupted; finished runs are untouched.\n",
      });
      expect(user.files("runs")).toEqual(finished);
    },
  );
});
