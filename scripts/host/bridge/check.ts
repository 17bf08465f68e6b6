import { basename, dirname, join, resolve } from "node:path";
import { canonicalJson } from "../../../sim/core/canonical.ts";
import { InputError } from "../../../sim/core/errors.ts";
import { sha256 } from "../../../sim/core/hash.ts";
import { bridgeText } from "../../../sim/report/trial-bridge.ts";
import type { BridgeAdapter } from "../../../sim/trial/bridge/adapter.ts";
import { bridgeDocument, fileOf, stepsDocument } from "../../../sim/trial/bridge/card.ts";
import { playBridge } from "../../../sim/trial/bridge/play.ts";
import { seenIn } from "../../../sim/trial/bridge/properties.ts";
import { shippedBridges } from "../../../sim/trial/bridge/shipped.ts";
import { bridgeStory } from "../../../sim/trial/bridge/tell.ts";
import { bridgeOutcome, tryBridge } from "../../../sim/trial/bridge/trial.ts";
import { say, status } from "../exit.ts";
import {
  ensureRunsWritable,
  nearby,
  readUserFile,
  runsRoot,
  userPath,
  writeFolder,
} from "../files.ts";
import { whole } from "../own.ts";
import { styleOf } from "../terminal.ts";
import { codeBeside } from "./code.ts";
import { openFields } from "./field.ts";
import { ownBridge } from "./load.ts";
import { readSteps } from "./steps.ts";

type Options = {
  readonly claims?: string;
  readonly args?: string;
  readonly contract?: string;
  readonly traffic?: string;
  readonly steps?: string;
  readonly seconds?: number;
  /** Whether there is no more time to draw. */
  readonly isOver: (() => boolean) | null;
  readonly runs: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly out?: string;
  readonly color: boolean;
};

const statuses = {
  "as expected": status.asExpected,
  differs: status.differs,
  unknown: status.unknown,
} as const;

/**
 * Tries the bridge of an adapter, prints what was found, writes it, and returns the exit status.
 *
 * @throws InputError for what is no adapter, or a bridge that cannot be set up.
 */
export async function checkBridge(path: string, options: Options): Promise<number> {
  refuseGuardOptions(options);
  const shipped = shippedBridges.find(({ name }) => name === path);
  const file = shipped === undefined ? userPath(path) : resolve(shipped.file);
  const adapter = await ownBridge(file, `"${path}"`);
  if (options.steps !== undefined)
    return whole(playAgain(adapter, file, options.steps), `"${path}"`);
  const root = runsRoot(options.out);
  ensureRunsWritable(root);
  const { open, end } = openFields(adapter, codeBeside(dirname(file)));
  try {
    const trial = await whole(tryBridge(adapter, open, options), `"${path}"`);
    const name = basename(file).replace(/\.m?ts$/, "");
    const { seed, runs, seconds = null } = options;
    const input = { source: readUserFile(file), seed, runs, seconds };
    const folder = `check/${name}-${sha256(canonicalJson(input)).slice(0, 8)}`;
    const place = nearby(join(root, folder));
    const document = `${canonicalJson(bridgeDocument(adapter.name, trial, place))}\n`;
    const found = trial.failures.map((failure) => [
      fileOf(failure),
      `${canonicalJson(stepsDocument(failure))}\n`,
    ]);
    writeFolder(root, folder, { "scorecard.json": document, ...Object.fromEntries(found) });
    process.stdout.write(
      options.json ? document : bridgeText(adapter.name, trial, styleOf(options)),
    );
    if (!options.json) say(`Written to ${place}.`);
    return statuses[bridgeOutcome(trial)];
  } finally {
    await end();
  }
}

/** Plays the steps of a counterexample again, and says whether the property is broken still. */
async function playAgain(adapter: BridgeAdapter, file: string, path: string): Promise<number> {
  const found = readSteps(readUserFile(userPath(path)), `"${path}"`, adapter);
  const { open, end } = openFields(adapter, codeBeside(dirname(file)));
  try {
    const happenings = await playBridge(adapter, found.shape, found.steps, open);
    const { isBroken } = found.property.judge(seenIn(happenings), adapter);
    const { id, says } = found.property;
    const lines = bridgeStory(happenings).map((line) => `${line}\n`);
    process.stdout.write(
      `${lines.join("")}${id} ${isBroken ? "is broken" : "holds here"}: ${says}.\n`,
    );
    return isBroken ? status.differs : status.asExpected;
  } finally {
    await end();
  }
}

/** What is asked of a guard alone must not be passed over in silence. */
function refuseGuardOptions({ claims, args, contract, traffic }: Options): void {
  const given = { claims, args, contract, traffic };
  for (const [name, value] of Object.entries(given))
    if (value !== undefined)
      throw new InputError(
        `--${name} is about a guard, and this is a bridge; what a bridge claims, and what it is deployed with, stands in its adapter.`,
        { docsPath: "docs/errors.md#a-bridge-of-ones-own" },
      );
}
