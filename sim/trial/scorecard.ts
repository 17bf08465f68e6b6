import { toAmount } from "../core/units.ts";
import type { Griefing, Loss } from "./greedy.ts";
import type { Price } from "./traffic.ts";
import type { Failure, Trial, Verdict } from "./trial.ts";

/** What the theft of 2022 takes from behind the guard, on the bridge as it was. */
export type Replayed = { readonly [token: string]: string };

/** What a guard costs in gas: a paid withdrawal with it, and without any guard. */
export type Gas = { readonly guarded: number | null; readonly bare: number };

/** All that is found out about a guard. */
export type Scorecard = {
  readonly subject: string;
  readonly trial: Trial;
  /** Those of the trial, and what strangers can do. */
  readonly verdicts: readonly Verdict[];
  /** One for each property that is broken. */
  readonly failures: readonly Failure[];
  readonly losses: readonly Loss[];
  readonly replayed: Replayed | null;
  readonly griefing: Griefing | null;
  /** `null`: not measured, as nothing else here, of a guard that fails again and again. */
  readonly price: Price | null;
  readonly gas: Gas;
};

/** `differs`: something claimed is false; `unknown`: something could not be judged. */
export type Outcome = "as claimed" | "differs" | "unknown";

export function outcomeOf({ verdicts }: Pick<Scorecard, "verdicts">): Outcome {
  if (verdicts.some(({ valid }) => valid === false)) return "differs";
  return verdicts.some(({ valid }) => valid === "unknown") ? "unknown" : "as claimed";
}

type Metric = { readonly value: string | null; readonly unit: string; readonly better: "lower" };

/** Where the files about a failure stand. */
export type Files = {
  readonly scenario: string;
  /** `null`: the guard came compiled, without a source that a test could import. */
  readonly vitest: string | null;
  readonly solidity: string | null;
};

/** Returns the scorecard as plain data. */
export function scorecardDocument(
  card: Scorecard,
  failures: readonly {
    readonly failure: Failure;
    readonly story: readonly string[];
    readonly files: Files;
  }[],
) {
  const [first, ...others] = failures.map(({ failure, story, files }) => ({
    property: failure.id,
    steps: failure.steps.length,
    isShortest: failure.isShortest,
    story,
    ...files,
  }));
  return {
    format: 1,
    subject: card.subject,
    outcome: outcomeOf(card),
    sequences: card.trial.sequences,
    drawn: card.trial.drawn,
    verdicts: Object.fromEntries(card.verdicts.map(({ id, ...verdict }) => [id, verdict])),
    metrics: metricsOf(card),
    sometimes: card.trial.sometimes,
    counterexample: first ?? null,
    others,
  };
}

function metricsOf({ losses, replayed, griefing, price, gas }: Scorecard) {
  const lower = (value: string | null, unit: string): Metric => ({ value, unit, better: "lower" });
  const counted = (value: number | undefined) => (value === undefined ? null : `${value}`);
  const base = (value: bigint) => lower(toAmount(value), "base units");
  return {
    ...Object.fromEntries(
      losses.flatMap(({ token, firstMoment, firstDay, sixDays }) => [
        [`greedy.moment.${token}`, base(firstMoment)],
        [`greedy.day.${token}`, base(firstDay)],
        [`greedy.sixDays.${token}`, base(sixDays)],
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(replayed ?? {}).map(([token, value]) => [
        `loss.${token}`,
        lower(value, "base units"),
      ]),
    ),
    "grief.capital":
      griefing === null ? lower(null, "wei") : lower(toAmount(griefing.capital), "wei"),
    "grief.hours": lower(
      griefing === null ? null : `${griefing.hours ?? "more than 168"}`,
      "hours",
    ),
    "honest.withdrawals": lower(counted(price?.withdrawals), "count"),
    "honest.delayed.count": lower(counted(price?.delayed), "count"),
    "honest.blocked.count": lower(counted(price?.blocked), "count"),
    "honest.longestWait": lower(counted(price?.longestWait), "seconds"),
    "gas.withdrawal": lower(gas.guarded === null ? null : `${gas.guarded}`, "gas"),
    "gas.withdrawal.bare": lower(`${gas.bare}`, "gas"),
  };
}
