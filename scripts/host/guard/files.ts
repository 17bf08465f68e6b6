import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { encodedArguments } from "../../../sim/bridge/hardhat/own.ts";
import { canonicalJson } from "../../../sim/core/canonical.ts";
import { benchWith, type OwnGuard } from "../../../sim/trial/bench.ts";
import type { Claims } from "../../../sim/trial/claims.ts";
import { counterexample } from "../../../sim/trial/counterexample.ts";
import { gatewayMark, solidityTest } from "../../../sim/trial/emit-solidity.ts";
import { vitestTest } from "../../../sim/trial/emit-vitest.ts";
import type { Files } from "../../../sim/trial/scorecard.ts";
import { story } from "../../../sim/trial/tell.ts";
import type { Failure } from "../../../sim/trial/trial.ts";

type About = {
  readonly guard: OwnGuard;
  readonly claims: Claims;
  /** The whole path of the guard's file. */
  readonly file: string;
  /** The whole path of the folder that is written. */
  readonly folder: string;
  /** The same as the user sees it. */
  readonly place: string;
  readonly isFirst: boolean;
};

/** What is told of a failure, and the files about it. */
export type FoundFailure = {
  readonly failure: Failure;
  readonly story: readonly string[];
  readonly files: Files;
  /** By name within the folder. */
  readonly contents: { readonly [name: string]: string };
};

/**
 * Returns the files in which a failure happens again: a scenario, and where the guard has a source, a
 * test in Solidity and one for Vitest, which compile the guard as it is by then.
 */
export function filesAbout(
  failure: Failure,
  { guard, claims, file, folder, place, isFirst }: About,
): FoundFailure {
  const name = isFirst ? "counterexample" : `counterexample-${failure.id}`;
  const hasSource = file.endsWith(".sol");
  const path = besides(relative(folder, file));
  const [scenario, solidity, vitest] = [`${name}.json`, `${name}.t.sol`, `${name}.test.ts`];
  const encoded = encodedArguments(benchWith([guard]), gatewayMark, guard);
  const home = besides(relative(folder, process.cwd()));
  return {
    failure,
    story: story(failure.happenings),
    files: {
      scenario: join(place, scenario),
      solidity: hasSource ? join(place, solidity) : null,
      vitest: hasSource ? join(place, vitest) : null,
    },
    contents: {
      [scenario]: `${canonicalJson(counterexample(guard, failure))}\n`,
      ...(hasSource && {
        "IWithdrawalGuard.sol": readFileSync("contracts/interfaces/IWithdrawalGuard.sol", "utf8"),
        [solidity]: solidityTest(failure, claims, { guard, path, encoded }),
        [vitest]: vitestTest(failure, claims, guard, {
          guard: path,
          home,
          vitest: vitestFor(folder),
        }),
      }),
    },
  };
}

/** Tests import the Vitest that runs them: theirs by its name, where they have one, and else ours. */
function vitestFor(folder: string): string {
  const nameOf = (from: string) =>
    createRequire(join(from, "test.js")).resolve("vitest/package.json");
  try {
    nameOf(folder);
    return "vitest";
  } catch {
    // Node found none in the folder, nor in those above it.
    return besides(relative(folder, join(dirname(nameOf(process.cwd())), "dist/index.js")));
  }
}

/** A relative path as imports want it. */
const besides = (path: string): string => (path.startsWith(".") ? path : `./${path}`);
