import { type Dollars, writeDollars } from "../money/dollars.ts";
import { type Coverage, contrastOf, coverageOf, type Sum, yearSums } from "../money/ledger.ts";
import { causes } from "../scenario/causes.ts";
import type { Fact, FactFile, FactStatus } from "../scenario/facts.ts";
import {
  type Entry,
  ledgerEntries,
  ledgerFile,
  ledgerTotals,
  type PopularFigure,
  popularFigures,
} from "../scenario/ledger.ts";

/** Whose thefts the sums set apart, as the totals that others count do. */
export const party = "North Korea";

/** Everything that facts/ knows of thefts, added up: plain data, every sum exact. */
export const ledgerDocument = (entries: readonly Entry[] = ledgerEntries) => ({
  format: 1,
  party,
  incidents: entries.map(incidentOf),
  years: yearSums(entries, party).map(({ year, ofParty, ...sum }) => ({
    year,
    ...figures(sum),
    ofParty: figures(ofParty),
    totals: ledgerTotals
      .filter(({ from, until }) => from.startsWith(year) && until.startsWith(year))
      .map((total) => coverageFigures(coverageOf(total, entries))),
  })),
  totals: ledgerTotals.map((total) => coverageFigures(coverageOf(total, entries))),
  popular: popularFigures.map((popular) => {
    const { claimed, sourced, difference } = contrastOf(popular, entries, ledgerTotals);
    const { id, says, incident = null, total = null } = popular;
    return {
      id,
      says,
      about: incident ?? total,
      claimed: { dollars: writeDollars(claimed), ...told(popular.dollars, ledgerFile) },
      sourced: { dollars: writeDollars(sourced), sources: sourcesOf(popular, entries) },
      difference: { dollars: signed(difference) },
    };
  }),
  causes,
});

export type LedgerDocument = ReturnType<typeof ledgerDocument>;

/** Who bears out the figure that a popular one is set beside. */
function sourcesOf({ incident, total }: PopularFigure, entries: readonly Entry[]) {
  const entry = entries.find((one) => one.incident.id === incident);
  if (entry !== undefined) return sourcesIn(entry.incident.dollars.source, entry.file);
  const counted = ledgerTotals.find(({ id }) => id === total);
  return sourcesIn(counted?.dollars.source ?? [], ledgerFile);
}

function incidentOf({ incident, file }: Entry) {
  const { id, title, on, amounts, dollars, by, attribution, timeToDetect, recovered } = incident;
  return {
    id,
    title,
    on: told(on, file),
    amounts: told(amounts, file),
    dollars: told(dollars, file),
    by: told(by, file),
    causes: told(incident.causes, file),
    attribution: told(attribution, file),
    timeToDetect: told(timeToDetect, file),
    recovered: told(recovered, file),
  };
}

/** One value with who bears it out: what is used, or what others say. */
export type Said<Value> = {
  readonly value: Value;
  readonly date: string | null;
  readonly status: FactStatus;
  readonly sources: readonly { readonly title: string; readonly where: string }[];
  readonly note?: string;
};

/** A fact with its sources written out; one without a value says why it has none. */
export type Told<Value> = Said<Value> & {
  readonly unit: string;
  readonly why?: string;
  readonly others?: readonly Said<Value>[];
};

function told<Value>(fact: Fact<Value>, file: FactFile): Told<Value> {
  const { alternatives = [], unit } = fact;
  const { note, ...said } = saidOf(fact, file);
  return {
    ...said,
    unit,
    ...(note === undefined ? {} : said.value === null ? { why: note } : { note }),
    ...(alternatives.length === 0 ? {} : { others: alternatives.map((one) => saidOf(one, file)) }),
  };
}

const saidOf = <Value>(
  claim: Pick<Fact<Value>, "value" | "date" | "status" | "source" | "note">,
  file: FactFile,
): Said<Value> => ({
  value: claim.value,
  date: claim.date,
  status: claim.status,
  sources: sourcesIn(claim.source, file),
  ...(claim.note === undefined ? {} : { note: claim.note }),
});

const sourcesIn = (ids: readonly string[], file: FactFile) =>
  ids.flatMap((id) => {
    const source = file.sources[id];
    return source === undefined ? [] : [{ title: source.title, where: source.where }];
  });

const figures = ({ incidents, unvalued, dollars }: Sum) => ({
  incidents,
  unvalued,
  dollars: writeDollars(dollars),
});

/** The share stays a ratio of whole ten-thousandths of a dollar: nothing is rounded. */
const coverageFigures = ({ total, counted, covered }: Coverage) => ({
  id: total.id,
  title: total.title,
  from: total.from,
  until: total.until,
  counted: { ...told(total.dollars, ledgerFile), dollars: writeDollars(counted) },
  covered: figures(covered),
  shareCovered: { numerator: `${covered.dollars}`, denominator: `${counted}` },
});

const signed = (dollars: Dollars): string =>
  dollars < 0n ? `-${writeDollars(-dollars)}` : writeDollars(dollars);
