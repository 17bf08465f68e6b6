import { InputError } from "../core/errors.ts";
import { balances } from "./books.ts";
import { type Evidence, gather, type RunFiles } from "./evidence.ts";
import { type Crosscheck, crosscheck, type Finding, holdAgainst } from "./finding.ts";
import { gas, honest } from "./honest.ts";
import { identity } from "./identity.ts";
import { forgers, keyGaps, keys } from "./keys.ts";
import { losses, lossesInWallets } from "./loss.ts";
import { readResults } from "./read.ts";
import { recovered } from "./recovery.ts";
import { complaints, response } from "./response.ts";
import type { Claims, ResultsFile } from "./shape.ts";
import { type Recover, recovery } from "./signers.ts";
import { verdicts } from "./verdicts.ts";
import type { Compared, Gap, Side, Verification } from "./verification.ts";

/**
 * Recomputes a finished run's figures and verdicts from the balances, logs and calldata of its two
 * chains, and holds them against what the run's results.json claims. Shares no code with whatever
 * made the claims.
 *
 * @param files The texts of the run's files; `control` is `null` where there was none.
 * @returns Every figure as claimed and as found, and what the chains cannot tell.
 * @throws InputError when a file is broken, cut off, or holds what is not known here.
 *
 * @example
 * verifyRun(files).agrees; // => true
 */
export function verifyRun(files: {
  readonly results: string;
  readonly run: RunFiles;
  readonly control: RunFiles | null;
}): Verification {
  const results = readResults(files.results, "results.json");
  if ((results.control === null) !== (files.control === null))
    throw new InputError(
      results.control === null
        ? "results.json has no control, but the folder has one in control/."
        : "results.json has a control, but the folder has none in control/.",
    );
  const recover = recovery();
  const worlds = [
    worldOf("run", files.run, results, results, recover),
    ...(files.control === null || results.control === null
      ? []
      : [worldOf("control", files.control, results, results.control, recover)]),
  ];
  const figures = worlds.flatMap((world) => world.figures);
  return {
    format: 1,
    agrees: figures.every(({ agrees }) => agrees),
    figures,
    notRecomputed: distinct(worlds.flatMap(({ gaps }) => gaps)),
  };
}

type World = { readonly figures: readonly Compared[]; readonly gaps: readonly Gap[] };

function worldOf(
  run: Side,
  files: RunFiles,
  results: ResultsFile,
  claims: Claims,
  recover: Recover,
): World {
  const evidence = gather(files, run === "run" ? "" : "control/", results.tenant, recover);
  const back = recovered(evidence);
  const all: readonly Finding[] = [
    ...losses(evidence),
    ...response(evidence),
    ...keys(evidence),
    ...honest(evidence),
    gas(evidence),
    ...back.findings,
  ];
  const robbed = evidence.scenario.victims.length > 0;
  const findings = all.filter(({ name }) => !robbed || !isOfVictims(name));
  const crosschecks: readonly Crosscheck[] = [
    scenarioName(evidence, results),
    ...identity(evidence, claims),
    ...(robbed ? [] : lossesInWallets(evidence, claims)),
    ...complaints(evidence),
    ...forgers(evidence, claims),
    ...balances(evidence, claims),
    ...verdicts(evidence, claims),
  ];
  const figures = [
    ...crosschecks.map((line): Compared => ({ run, ...line })),
    ...findings.map((finding) => holdAgainst(run, claims, finding)),
  ];
  const gaps = [
    ...offChain,
    ...keyGaps(evidence),
    ...back.gaps.filter(({ name }) => !robbed || !isOfVictims(name)),
    ...(robbed ? Object.keys(claims.metrics).filter(isOfVictims).map(ofVictims) : []),
  ];
  const known = new Set([...figures, ...gaps].map(({ name }) => name));
  return { figures, gaps: [...gaps, ...unknown(claims, known)] };
}

const scenarioName = ({ scenario }: Evidence, results: ResultsFile): Crosscheck =>
  crosscheck(
    "scenario",
    `${results.scenario}, seed ${results.seed}`,
    `${scenario.name}, seed ${scenario.seed}`,
    "name and seed in scenario.json",
  );

const offChain: readonly Gap[] = [
  {
    name: "timeToFirstLoss",
    why: "the first payment without origin is on the mainchain, but the compromise that it is counted from leaves no mark there; its time is the trace's",
  },
  {
    name: "timeToDetect",
    why: "an alarm is a message beside the chains; what is recomputed is the refusal that a complaint is about",
  },
  {
    name: "grief.cost",
    why: "it is reasoned from the defenses, not measured on a chain",
  },
];

/** What depends on whether a victim's key was used by its owner. */
const isOfVictims = (name: string): boolean =>
  /^(loss|recovered|frozen|recoverable|traceable|dark)\.|^timeToContain$/.test(name);

const ofVictims = (name: string): Gap => ({
  name,
  why: "a chain shows that money left a victim's account, and not who had its key used",
});

/** What results.json claims and nobody here can recompute. */
const unknown = ({ metrics, verdicts }: Claims, known: ReadonlySet<string>): readonly Gap[] =>
  [...Object.keys(metrics), ...Object.keys(verdicts).map((check) => `verdict.${check}`)]
    .filter((name) => !known.has(name))
    .map((name) => ({ name, why: "verify knows no way to recompute it" }));

const distinct = (gaps: readonly Gap[]): readonly Gap[] => [
  ...new Map(gaps.map((gap) => [`${gap.name} ${gap.why}`, gap])).values(),
];
