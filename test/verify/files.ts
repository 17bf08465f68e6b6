import { canonicalJson } from "../../sim/core/canonical.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022CalldataScenario } from "../../sim/scenarios/ronin-2022-calldata.ts";
import type { Finished } from "../../sim/study/experiment.ts";
import { resultsOf } from "../../sim/study/results.ts";
import { verifyRun } from "../../sim/verify/verify.ts";
import { roninWith, runOnChains } from "../support/ronin.ts";

export type Files = Parameters<typeof verifyRun>[0];

/** Any JSON object, to be changed in place. */
// biome-ignore lint/suspicious/noExplicitAny: a tampered file has no type.
export type Loose = any;

/** Returns a run's files as its folder holds them. */
function filesOf(run: Finished, control: Finished | null): Files {
  const texts = ({ scenario, lines, chain }: Finished) => ({
    scenario: `${canonicalJson(scenario)}\n`,
    trace: lines,
    chain: chain.map((record) => `${canonicalJson(record)}\n`).join(""),
  });
  return {
    results: `${canonicalJson(resultsOf(run, control, "hardhat", "npm run sim -- replay x"))}\n`,
    run: texts(run),
    control: control && texts(control),
  };
}

async function runBoth(set: { readonly [path: string]: string } = {}): Promise<Files> {
  const [run, control] = await Promise.all([
    runOnChains(roninWith({ set })),
    runOnChains(roninWith({ set, isControl: true })),
  ]);
  return filesOf(run, control);
}

async function runCalldata(): Promise<Files> {
  const scenario = resolveScenario(ronin2022CalldataScenario, 1);
  const control = controlOf(ronin2022CalldataScenario, scenario);
  return filesOf(await runOnChains(scenario), await runOnChains(control));
}

/** Ronin 2022 with three honest users, beside its control. */
export const stolen = await runBoth();

/** The same run without its control. */
export const alone: Files = {
  ...stolen,
  results: changed(stolen.results, (results) => {
    results.control = null;
  }),
  control: null,
};

/** The same against a quorum of six, which the thief does not reach. */
export const refused = await runBoth({ "quorum.threshold": "6" });

/** The two real calls. */
export const calldata = await runCalldata();

/** What to do to each file, which is handed over parsed and may be changed in place. */
export type Tampering = {
  readonly results?: (results: Loose) => void;
  readonly scenario?: (scenario: Loose) => void;
  /** Takes the lines and returns what becomes of them. */
  readonly trace?: (events: Loose[]) => Loose[];
  readonly chain?: (records: Loose[]) => Loose[];
  readonly controlChain?: (records: Loose[]) => Loose[];
};

/** Returns files as somebody left them who wants them to say something else. */
export function tamper(files: Files, tampering: Tampering): Files {
  const { results, scenario, trace, chain, controlChain } = tampering;
  return {
    results: changed(files.results, results),
    run: {
      scenario: changed(files.run.scenario, scenario),
      trace: changedLines(files.run.trace, trace),
      chain: changedLines(files.run.chain, chain),
    },
    control: files.control && {
      ...files.control,
      chain: changedLines(files.control.chain, controlChain),
    },
  };
}

function changed(text: string, change?: (value: Loose) => void): string {
  if (change === undefined) return text;
  const value = JSON.parse(text);
  change(value);
  return `${canonicalJson(value)}\n`;
}

function changedLines(text: string, change?: (lines: Loose[]) => Loose[]): string {
  if (change === undefined) return text;
  const lines = text.split("\n").slice(0, -1);
  return change(lines.map((line) => JSON.parse(line)))
    .map((line) => `${canonicalJson(line)}\n`)
    .join("");
}

/** Returns the names of the lines that differ, those of the control with its name before them. */
export const differing = (files: Files): readonly string[] =>
  verifyRun(files)
    .figures.filter(({ agrees }) => !agrees)
    .map(({ run, name }) => (run === "run" ? name : `control ${name}`));
