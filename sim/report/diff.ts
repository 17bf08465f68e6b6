import type { TokenUnit } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Results } from "../study/results.ts";
import type { Trace } from "../trace/event.ts";
import {
  diffFigures,
  diffVerdicts,
  type FigureChange,
  type VerdictChange,
} from "./diff-figures.ts";
import { diffPayments, type PaymentsDiff } from "./diff-payments.ts";
import { diffScenarios, type ScenarioDiff } from "./diff-scenario.ts";
import { type Parting, partingOf } from "./diff-steps.ts";
import type { Both } from "./field-changes.ts";
import type { ReadRun } from "./read-run.ts";

/** A finished run, and what the user calls it: its folder. */
export type PlacedRun = { readonly place: string; readonly run: ReadRun };

/** Which run a side of the comparison is. */
export type RunHead = {
  readonly place: string;
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly tenant: string;
  readonly defenses: readonly string[];
  readonly traceHash: string;
  readonly hasControl: boolean;
  readonly replay: string;
  /** What the run's amounts are in. */
  readonly tokens: readonly TokenUnit[];
};

/** How two worlds went differently. */
export type WorldDiff = {
  /** Whether both have the same trace, to the byte. */
  readonly isSameTrace: boolean;
  /** `null` where both have the same steps. */
  readonly parting: Parting | null;
  readonly payments: PaymentsDiff;
  readonly verdicts: readonly VerdictChange[];
  readonly figures: readonly FigureChange[];
  /** How many figures both have alike. */
  readonly sameFigures: number;
};

/** How two finished runs differ, as plain data. */
export type RunDiff = Both<RunHead> & {
  readonly format: 1;
  readonly scenario: ScenarioDiff;
  readonly run: WorldDiff;
  /** How the controls differ; `null` unless both runs have one. */
  readonly control: WorldDiff | null;
};

/**
 * Compares two finished runs: their scenarios, where their traces part, the payments, verdicts and
 * figures that differ, and the same of their controls.
 */
export function diffRuns(left: PlacedRun, right: PlacedRun): RunDiff {
  return {
    format: 1,
    left: headOf(left),
    right: headOf(right),
    scenario: diffScenarios(left.run.scenario, right.run.scenario),
    run: diffWorlds(worldOf(left.run), worldOf(right.run)),
    control: diffControls(left.run, right.run),
  };
}

const headOf = ({ place, run: { results, scenario } }: PlacedRun): RunHead => ({
  place,
  scenario: results.scenario,
  scenarioHash: results.scenarioHash,
  seed: results.seed,
  tenant: results.tenant,
  defenses: results.defenses,
  traceHash: results.traceHash,
  hasControl: results.control !== null,
  replay: results.replay,
  tokens: tokensOf(scenario),
});

const tokensOf = ({ world }: Scenario): readonly TokenUnit[] =>
  world.tokens.map(({ symbol, decimals }) => ({ symbol, decimals }));

/** A world's trace, with what was found in it. */
type World = Pick<Results, "traceHash" | "verdicts" | "metrics"> & { readonly trace: Trace };

const worldOf = ({ results, trace }: ReadRun): World => ({ ...results, trace });

function diffControls(left: ReadRun, right: ReadRun): WorldDiff | null {
  const [ours, theirs] = [controlOf(left), controlOf(right)];
  return ours === null || theirs === null ? null : diffWorlds(ours, theirs);
}

const controlOf = ({ results, control }: ReadRun): World | null =>
  results.control === null || control === null
    ? null
    : { ...results.control, trace: control.trace };

function diffWorlds(left: World, right: World): WorldDiff {
  const figures = diffFigures(left.metrics, right.metrics);
  return {
    isSameTrace: left.traceHash === right.traceHash,
    parting: partingOf(left.trace, right.trace),
    payments: diffPayments(left.trace, right.trace),
    verdicts: diffVerdicts(left.verdicts, right.verdicts),
    figures,
    sameFigures: Object.keys({ ...left.metrics, ...right.metrics }).length - figures.length,
  };
}
