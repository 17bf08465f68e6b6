import type { Entry, LedgerTotal, PopularFigure } from "../scenario/ledger.ts";
import { type Dollars, readDollars } from "./dollars.ts";

/** What was taken in some span of days. */
export type Sum = {
  readonly incidents: number;
  /** Of the incidents, those that no source values: they are in no sum. */
  readonly unvalued: number;
  readonly dollars: Dollars;
};

/** A year's thefts, and of these what is laid to a party. */
export type YearSum = Sum & { readonly year: string; readonly ofParty: Sum };

/** A total that others count, and how much of it the ledger's incidents make up. */
export type Coverage = {
  readonly total: LedgerTotal;
  readonly counted: Dollars;
  /** The ledger's incidents of the same party and days. */
  readonly covered: Sum;
};

/** A popular figure beside what the ledger uses; `ratio` is popular : sourced, unreduced. */
export type Contrast = {
  readonly popular: PopularFigure;
  readonly claimed: Dollars;
  readonly sourced: Dollars;
  /** Claimed less sourced; negative where the popular figure is the smaller. */
  readonly difference: Dollars;
};

/** Adds up what each year's thefts were worth, with what is laid to one party. */
export function yearSums(entries: readonly Entry[], party: string): readonly YearSum[] {
  const years = [...new Set(entries.map(yearOf))].sort();
  return years.map((year) => {
    const ofYear = entries.filter((entry) => yearOf(entry) === year);
    return { year, ...sumOf(ofYear), ofParty: sumOf(ofYear.filter(isLaidTo(party))) };
  });
}

/**
 * Says of a total how much of it the ledger's incidents make up.
 *
 * Both sides are exact, but not of one kind: a total has the prices of whoever counts it.
 */
export const coverageOf = (total: LedgerTotal, entries: readonly Entry[]): Coverage => ({
  total,
  counted: readDollars(total.dollars.value),
  covered: sumOf(
    entries.filter(
      (entry) =>
        isLaidTo(total.party)(entry) &&
        total.from <= entry.incident.on.value &&
        entry.incident.on.value <= total.until,
    ),
  ),
});

/** Sets a popular figure beside the incident or the total that it is about. */
export function contrastOf(
  popular: PopularFigure,
  entries: readonly Entry[],
  totals: readonly LedgerTotal[],
): Contrast {
  const incident = entries.find(({ incident }) => incident.id === popular.incident);
  const total = totals.find(({ id }) => id === popular.total);
  const claimed = readDollars(popular.dollars.value);
  const sourced = readDollars(incident?.incident.dollars.value ?? total?.dollars.value ?? "0");
  return { popular, claimed, sourced, difference: claimed - sourced };
}

/** Adds up what incidents were worth, exactly; what no source values is counted apart. */
export function sumOf(entries: readonly Entry[]): Sum {
  const values = entries.map(({ incident }) => incident.dollars.value);
  return {
    incidents: entries.length,
    unvalued: values.filter((value) => value === null).length,
    dollars: values.reduce((sum, value) => sum + (value === null ? 0n : readDollars(value)), 0n),
  };
}

const yearOf = ({ incident }: Entry): string => incident.on.value.slice(0, 4);

const isLaidTo =
  (party: string) =>
  ({ incident }: Entry): boolean =>
    incident.attribution.value.party === party;
