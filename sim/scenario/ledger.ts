import data from "../../facts/ledger/incidents.json" with { type: "json" };
import type { Cause, WayIn } from "./causes.ts";
import { type Fact, type FactFile, ronin2022 } from "./facts.ts";
import { kucoin2020, nicehash2017, ronin2024 } from "./incidents.ts";

/** Some of one asset, in whole units: `{ asset: "ETH", amount: "9500" }`. */
export type Holding = { readonly asset: string; readonly amount: string };

/** Who did it, and how firmly that is said; nothing here was judged by a court. */
export type Attribution = {
  readonly party: string | null;
  readonly standing: "unknown" | "alleged" | "stated by authorities";
};

/** One theft. What no source says is `null` and says why in its note. */
export type LedgerIncident = {
  readonly id: string;
  readonly title: string;
  /** The day of the first payment, in UTC where the source allows it. */
  readonly on: Fact<string>;
  readonly amounts: Fact<readonly Holding[] | null>;
  /** At the price of the fact's date. */
  readonly dollars: Fact<string | null>;
  readonly by: Fact<WayIn>;
  /** The first is the one without which the others would not have mattered. */
  readonly causes: Fact<readonly Cause[]>;
  readonly attribution: Fact<Attribution>;
  /** Seconds from the first payment until somebody on the victim's side knew. */
  readonly timeToDetect: Fact<number | null>;
  /** Given back, seized or frozen, in dollars of its own days. */
  readonly recovered: Fact<string | null>;
};

/** What somebody counts for all thefts of a party in a span of days. */
export type LedgerTotal = {
  readonly id: string;
  readonly title: string;
  /** First and last day, both counted. */
  readonly from: string;
  readonly until: string;
  readonly party: string;
  readonly dollars: Fact<string>;
};

/** What a popular account says, of an incident or of a total. */
export type PopularFigure = {
  readonly id: string;
  readonly says: string;
  readonly incident?: string;
  readonly total?: string;
  readonly dollars: Fact<string>;
};

/** `facts/ledger/incidents.json` as it is written. */
export type LedgerFile = FactFile & {
  readonly incidents: readonly LedgerIncident[];
  readonly totals: readonly LedgerTotal[];
  readonly popular: readonly PopularFigure[];
};

/** An incident with the file that its sources are of. */
export type Entry = { readonly incident: LedgerIncident; readonly file: FactFile };

const file = data as unknown as LedgerFile;

/** Decimals of the units in which the incidents' own files write amounts. */
const decimalsOf: { readonly [unit: string]: number } = {
  wei: 18,
  "millionths of a USDC": 6,
  "millionths of a USDT": 6,
  satoshis: 8,
  drops: 6,
  stroops: 7,
  sun: 6,
  "hundred-millionths of an LTC": 8,
  "hundred-millionths of a BSV": 8,
};

/** Every theft that facts/ knows, by day: those with a file of their own and those of the list. */
export const ledgerEntries: readonly Entry[] = [
  fromFile("nicehash-2017", "NiceHash", nicehash2017, null),
  fromFile(
    "kucoin-2020",
    "KuCoin",
    kucoin2020,
    "Besides more than 150 tokens of Ethereum, worth 147 million dollars, and tokens of Stellar, worth 87 million.",
  ),
  fromFile("ronin-2022", "Ronin bridge", ronin2022, null),
  fromFile("ronin-2024", "Ronin bridge, upgraded", ronin2024, null),
  ...file.incidents.map((incident) => ({ incident, file })),
].sort(({ incident: a }, { incident: b }) => (a.on.value < b.on.value ? -1 : 1));

/** What is counted by others, and what popular accounts say, with the file of their sources. */
export const ledgerTotals: readonly LedgerTotal[] = file.totals;
export const popularFigures: readonly PopularFigure[] = file.popular;
export const ledgerFile: FactFile = file;

/** The outcomes of an incident's own file that the ledger shows. */
type Outcomes = {
  readonly stolenOn: Fact<string>;
  readonly lossDollarsAtTheft: Fact<string>;
  readonly recoveredDollars: Fact<string | null>;
  readonly timeToDetect: Fact<number | null>;
  readonly attribution: Fact<unknown>;
  readonly wayIn: Fact<string>;
  readonly causes: Fact<readonly string[]>;
};

function fromFile(
  id: string,
  title: string,
  file: FactFile & { readonly outcomes: Outcomes },
  besides: string | null,
): Entry {
  const { outcomes } = file;
  return {
    file,
    incident: {
      id,
      title,
      on: outcomes.stolenOn,
      amounts: holdingsOf(outcomes, besides),
      dollars: outcomes.lossDollarsAtTheft,
      by: outcomes.wayIn as Fact<WayIn>,
      causes: outcomes.causes as Fact<readonly Cause[]>,
      attribution: outcomes.attribution as Fact<Attribution>,
      timeToDetect: outcomes.timeToDetect,
      recovered: outcomes.recoveredDollars,
    },
  };
}

/** One fact out of all losses by token, each in whole units. */
function holdingsOf(outcomes: Outcomes, besides: string | null): LedgerIncident["amounts"] {
  const losses = Object.entries(outcomes).filter(([name]) => name.startsWith("loss.")) as [
    string,
    Fact<string>,
  ][];
  return {
    value: losses.map(([name, { value, unit }]) => ({
      asset: name.slice("loss.".length),
      amount: inWholeUnits(value, decimalsOf[unit] ?? 0),
    })),
    unit: "amounts",
    source: [...new Set(losses.flatMap(([, { source }]) => source))],
    date: outcomes.stolenOn.date,
    status: "derived",
    ...(besides === null ? {} : { note: besides }),
  };
}

function inWholeUnits(amount: string, decimals: number): string {
  const digits = amount.padStart(decimals + 1, "0");
  const split = digits.length - decimals;
  const fraction = digits.slice(split).replace(/0+$/, "");
  return `${digits.slice(0, split)}${fraction === "" ? "" : `.${fraction}`}`;
}
