import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type Command, Option } from "commander";
import { canonicalJson, type Plain } from "../../sim/core/canonical.ts";
import { InputError } from "../../sim/core/errors.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { parseCount } from "../../sim/core/units.ts";
import type { OwnGuard } from "../../sim/trial/bench.ts";
import { shippedBridges } from "../../sim/trial/bridge/shipped.ts";
import type { Claims } from "../../sim/trial/claims.ts";
import type { Scorecard } from "../../sim/trial/scorecard.ts";
import type { Wish } from "../../sim/trial/traffic.ts";
import { say, status } from "../host/exit.ts";
import {
  ensureRunsWritable,
  readUserFile,
  runsRoot,
  userPath,
  writeFolder,
} from "../host/files.ts";
import { parseSeed } from "../host/parse.ts";
import { styleOf } from "../host/terminal.ts";

type CheckOptions = {
  readonly claims?: string;
  readonly args?: string;
  readonly contract?: string;
  readonly steps?: string;
  readonly runs: number;
  readonly seconds?: number;
  readonly traffic?: string;
  readonly seed: number;
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

const docsPath = "docs/errors.md#a-guard-of-ones-own";

/** `check PATH`: a guard of the user's own against its claims, or a whole bridge, on the chains. */
export const addCheck = (program: Command): Command =>
  program
    .command("check")
    .description(
      "Tries a guard of your own (what it claims, what is lost behind it, what it costs), or a whole bridge.",
    )
    .argument(
      "<path>",
      "a guard: a Solidity file, or a contract that Hardhat or Foundry compiled (JSON); a bridge: the TypeScript file of its adapter, or a name that list shows",
    )
    .option("--claims <file>", "what it promises (default: claims.json beside it)")
    .option("--args <file>", "its constructor's arguments (default: arguments.json beside it)")
    .option("--contract <name>", "which contract of the file")
    .option("--steps <file>", "play a bridge's counterexample again, and nothing else")
    .option("--runs <count>", "sequences that are drawn", runsIn, 100)
    .addOption(
      new Option("--seconds <count>", "draws for so long instead")
        .argParser(secondsIn)
        .conflicts("runs"),
    )
    .option("--traffic <file>", "honest withdrawals of your own, as CSV: time,token,amount")
    .option("--seed <number>", "the seed of everything that is drawn", parseSeed, 1)
    .option("--json", "one JSON document on standard output")
    .option("--out <dir>", "the folder to write to (default: runs)")
    .option("--no-color", "no colors")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npm run sim -- check guards/DailyLimit.sol\n  $ npm run sim -- check axelar",
    )
    .action(async (path: string, options: CheckOptions) => {
      if (/\.m?ts$/.test(path) || shippedBridges.some(({ name }) => name === path)) {
        const { checkBridge } = await import("../host/bridge/check.ts");
        const isOver = options.seconds === undefined ? null : timer(options.seconds);
        process.exitCode = await checkBridge(path, { ...options, isOver });
        return;
      }
      if (options.steps !== undefined)
        throw new InputError(
          "--steps is about a bridge; a guard's counterexample.json is a scenario, which replay runs.",
          { docsPath },
        );
      const subject = await subjectOf(path, options);
      const { guard, claims, traffic } = subject;
      const root = runsRoot(options.out);
      ensureRunsWritable(root);
      const { openBench } = await import("../host/guard/bench.ts");
      const { scorecardOf } = await import("../host/guard/card.ts");
      const { outcomeOf } = await import("../../sim/trial/scorecard.ts");
      const bench = openBench();
      try {
        const isOver = options.seconds === undefined ? null : timer(options.seconds);
        const card = await scorecardOf(guard, claims, bench, { ...options, isOver, traffic });
        await report(card, subject, root, options);
        process.exitCode = exits[outcomeOf(card)];
      } finally {
        await bench.end();
      }
    });

const runsIn = (text: string): number => parseCount(text, "--runs", 0, 1_000_000);

const secondsIn = (text: string): number => parseCount(text, "--seconds", 1, 3_600);

/** Returns whether so many seconds have gone by since it was first asked. */
function timer(seconds: number): () => boolean {
  let end: number | null = null;
  return () => {
    end ??= performance.now() + 1_000 * seconds;
    return performance.now() >= end;
  };
}

const exits = {
  "as claimed": status.asExpected,
  differs: status.differs,
  unknown: status.unknown,
} as const;

type Subject = {
  readonly guard: OwnGuard;
  readonly claims: Claims;
  /** Honest withdrawals of the user's own. */
  readonly traffic: readonly Wish[] | null;
  /** Where it came from. */
  readonly file: string;
};

async function subjectOf(path: string, options: CheckOptions): Promise<Subject> {
  const { noClaims, readClaims } = await import("../../sim/trial/claims.ts");
  const { tokens } = await import("../../sim/trial/bench.ts");
  const file = userPath(path);
  const claimsFile = beside(file, "claims.json", options.claims);
  const claims =
    claimsFile === null
      ? noClaims
      : readClaims(readUserFile(claimsFile), `"${relative(userPath("."), claimsFile)}"`, tokens);
  const argsFile = beside(file, "arguments.json", options.args);
  const args = argsFile === null ? [] : argumentsIn(readUserFile(argsFile), argsFile);
  const traffic = await trafficIn(options.traffic);
  const { readGuard } = await import("../host/guard/compile.ts");
  const code = readGuard(file, options.contract);
  return { guard: { guard: "own", ...code, args }, claims, traffic, file };
}

async function trafficIn(path: string | undefined): Promise<readonly Wish[] | null> {
  if (path === undefined) return null;
  const { readTraffic } = await import("../host/guard/traffic.ts");
  return readTraffic(readUserFile(userPath(path)), `"${path}"`);
}

/** Returns the file that was named, or the usual one, where it is there. */
function beside(file: string, name: string, named: string | undefined): string | null {
  if (named !== undefined) return userPath(named);
  const usual = join(dirname(file), name);
  return existsSync(usual) ? usual : null;
}

function argumentsIn(text: string, path: string): readonly Plain[] {
  try {
    const args: unknown = JSON.parse(text);
    if (!Array.isArray(args)) throw new InputError("it is no list");
    // Throws on what no scenario holds: a fraction, or a number that JSON has rounded.
    canonicalJson(args);
    return args;
  } catch (cause) {
    throw new InputError(
      `"${path}" has no constructor's arguments: it must be a JSON list, with numbers beyond 2^53 as strings.`,
      { cause, docsPath },
    );
  }
}

async function report(
  card: Scorecard,
  { guard, claims, file }: Subject,
  root: string,
  options: CheckOptions,
): Promise<void> {
  const { scorecardDocument } = await import("../../sim/trial/scorecard.ts");
  const { filesAbout } = await import("../host/guard/files.ts");
  const { trialText } = await import("../../sim/report/trial.ts");
  const path = `check/${guard.contract}-${sha256(canonicalJson(guard)).slice(0, 8)}`;
  const folder = join(root, path);
  const place = relative(userPath("."), folder);
  const found = card.failures.map((failure, index) =>
    filesAbout(failure, { guard, claims, file, folder, place, isFirst: index === 0 }),
  );
  const document = `${canonicalJson(scorecardDocument(card, found))}\n`;
  const contents = found.map(({ contents }) => contents);
  writeFolder(root, path, Object.assign({ "scorecard.json": document }, ...contents));
  process.stdout.write(options.json ? document : trialText(card, styleOf(options)));
  if (options.json) return;
  for (const { failure, story, files } of found)
    process.stdout.write(
      `\n${failure.id} is broken (${failure.says}), by ${story.length} ${story.length === 1 ? "step" : "steps"}${failure.isShortest ? "" : " (not shortened to the end)"}:\n${story.map((line) => `  ${line}\n`).join("")}  Again: npm run sim -- replay ${files.scenario}\n`,
    );
  say(`Written to ${place}.`);
}
