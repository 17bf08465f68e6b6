import { fileURLToPath } from "node:url";
import type { Plain } from "../../../sim/core/canonical.ts";
import { benchWith } from "../../../sim/trial/bench.ts";
import { type Happening, openPlay, type Played } from "../../../sim/trial/play.ts";
import type { Verdict } from "../../../sim/trial/trial.ts";
import { openBench } from "./bench.ts";
import { readGuard } from "./compile.ts";

/*
 * What the tests that `check` writes import; nothing else here does.
 */

// They run wherever they were written to; what is read here is named as seen from the checkout.
process.chdir(fileURLToPath(new URL("../../..", import.meta.url)));

/** A guard in the stack of a gateway, as the tests that `check` writes have it. */
export type GuardUnderTest = {
  readonly open: () => Promise<Played>;
  /** Judges whether strangers can commit to it or notify it. */
  readonly strangers: () => Promise<Verdict>;
  readonly end: () => Promise<void>;
};

/** Compiles a guard as its file is now, and returns what opens bridges that ask it. */
export function guardIn(file: URL, contract: string, args: readonly Plain[]): GuardUnderTest {
  const path = fileURLToPath(file);
  const code = readGuard(path, path.endsWith(".sol") ? contract : undefined);
  const guard = { guard: "own", ...code, args } as const;
  const { stage, strangers, end } = openBench();
  return {
    open: () => openPlay(benchWith([guard]), stage),
    strangers: async () => (await strangers(guard)).verdict,
    end,
  };
}

/** Returns why a guard did not answer, or did not commit to what it allowed; `null`: it did. */
export function failureOf({ why }: Happening): string | null {
  if (why === null || why.name === "Held") return null;
  if (why.name !== "Refused") return why.name;
  return why.args.reason === "guard failed" ? "guard failed" : null;
}
