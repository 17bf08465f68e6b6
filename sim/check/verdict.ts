import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";

/** One place where a check failed. */
export type Example = {
  /** The trace event. */
  readonly seq: number;
  readonly at: number;
  /** What was wrong there, as a sentence. */
  readonly text: string;
};

/** What a check found. Three values, composed by the worst. */
export type Verdict = {
  readonly valid: boolean | "unknown";
  /** Failures. */
  readonly count: number;
  /** How often there was something to judge. */
  readonly exercised: number;
  readonly first: Example | null;
  readonly worst: Example | null;
  readonly note: string;
};

/** A pure function of a finished trace. */
export type Check = {
  readonly name: string;
  /** What it asks for, in one sentence. */
  readonly asks: string;
  /** Of which scenarios it is asked; of all when left out. */
  readonly appliesTo?: (scenario: Scenario) => boolean;
  readonly judge: (trace: Trace) => Verdict;
};

/** A failure and how bad it is; the largest is the worst. */
export type Failure = Example & { readonly badness: bigint };

/**
 * Returns the verdict that failures add up to. A check with nothing to judge is true and says so.
 */
export function verdictOf(exercised: number, failures: readonly Failure[], note: string): Verdict {
  const worst = failures.reduce<Failure | undefined>(
    (worse, failure) => (worse === undefined || failure.badness > worse.badness ? failure : worse),
    undefined,
  );
  return {
    valid: failures.length === 0,
    count: failures.length,
    exercised,
    first: exampleOf(failures[0]),
    worst: exampleOf(worst),
    note: exercised === 0 ? "not exercised" : note,
  };
}

const exampleOf = (failure: Failure | undefined): Example | null =>
  failure === undefined ? null : { seq: failure.seq, at: failure.at, text: failure.text };
