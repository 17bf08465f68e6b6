import type { Verdict } from "../check/verdict.ts";
import type { Figures } from "../metric/metric.ts";
import { scenarioHash } from "../scenario/hash.ts";
import type { Finished } from "./experiment.ts";

type JudgedVerdict = Verdict & { readonly expected: boolean | null };

/** What `results.json` holds and `run --json` prints. */
export type Results = {
  readonly format: 1;
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly tenant: string;
  readonly traceHash: string;
  readonly defenses: readonly string[];
  readonly verdicts: { readonly [check: string]: JudgedVerdict };
  readonly metrics: Figures;
  readonly control: null | {
    readonly scenarioHash: string;
    readonly traceHash: string;
    readonly verdicts: { readonly [check: string]: JudgedVerdict };
    readonly metrics: Figures;
  };
  readonly replay: string;
};

/**
 * Returns a run's results beside its control's.
 *
 * @param replay The line that runs it again.
 */
export const resultsOf = (
  finished: Finished,
  control: Finished | null,
  tenant: string,
  replay: string,
): Results => ({
  format: 1,
  scenario: finished.scenario.name,
  scenarioHash: scenarioHash(finished.scenario),
  seed: finished.scenario.seed,
  tenant,
  traceHash: finished.traceHash,
  defenses: finished.scenario.defenses ?? [],
  verdicts: judged(finished),
  metrics: finished.figures,
  control: control && {
    scenarioHash: scenarioHash(control.scenario),
    traceHash: control.traceHash,
    verdicts: judged(control),
    metrics: control.figures,
  },
  replay,
});

const judged = ({ scenario, verdicts }: Finished): Results["verdicts"] =>
  Object.fromEntries(
    Object.entries(verdicts).map(([name, verdict]) => [
      name,
      { ...verdict, expected: scenario.expect[name] ?? null },
    ]),
  );
