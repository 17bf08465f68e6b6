import incident from "../../facts/incidents/ronin-2022.json" with { type: "json" };
import traffic from "../../facts/traffic/ronin-v1.json" with { type: "json" };
import calldata from "../../facts/vectors/ronin-v1-calldata.json" with { type: "json" };
import type { Address, Hex } from "../core/accounts.ts";
import type { Amount, Ratio } from "../core/units.ts";

/**
 * How well a value is borne out. `sourced`: a source says it; `derived`: computed from sources;
 * `disputed`: sources say different things; `unsourced`: nothing found says it; `chosen`: picked
 * for want of a source; `fitted`: picked so that a run gives a known outcome.
 */
export type FactStatus = "sourced" | "derived" | "disputed" | "unsourced" | "chosen" | "fitted";

type Claim<Value> = {
  /** Nothing is rounded: what JSON numbers do not hold exactly is a decimal string or a ratio. */
  readonly value: Value;
  /** Keys of the file's `sources`. */
  readonly source: readonly string[];
  /** The day, month or span of days that the value is of; `null` where it has none. */
  readonly date: string | null;
  readonly status: FactStatus;
  readonly note?: string;
};

/** One value of `facts/`, with all that a reader needs to judge it; facts/README.md has the rules. */
export type Fact<Value> = Claim<Value> & {
  readonly unit: string;
  /** True on a value that is used although sources disagree with it; the note says why. */
  readonly used?: true;
  readonly alternatives?: readonly (Claim<Value> & { readonly used: false })[];
};

/** Where a claim was read, or how it was computed. `memory` bears nothing out. */
export type Source = {
  readonly title: string;
  /** The page's host, or the repository and its commit, or the test that computes it. */
  readonly where: string;
  readonly kind: "code" | "page" | "calculation" | "memory";
  readonly date?: string;
  readonly licence?: string;
};

/** What every file of `facts/` begins with. */
export type FactFile = {
  readonly format: 1;
  readonly name: string;
  readonly title: string;
  readonly sources: { readonly [id: string]: Source };
};

/** An incident. A scenario reads inputs only; outcomes are what its run is compared with. */
export type Incident = FactFile & {
  readonly inputs: { readonly [name: string]: Fact<unknown> };
  readonly outcomes: { readonly [name: string]: Fact<unknown> };
};

/** What a bridge was set up with: limits, quorums, hashes. */
export type Parameters = FactFile & {
  readonly inputs: { readonly [name: string]: Fact<unknown> };
};

/** How large honest withdrawals were, and when they came. */
export type Traffic = FactFile & {
  readonly sizes: Fact<{
    readonly token: string;
    readonly count: number;
    readonly total: Amount;
    /** Ascending; quantile i of n + 1 is the size at rank floor(i * (count - 1) / n), from 0. */
    readonly quantiles: readonly Amount[];
    /** The largest sizes, ascending and exact: the last ranks. */
    readonly largest: readonly Amount[];
  }>;
  readonly arrivals: Fact<{
    readonly count: number;
    /** `YYYY-MM-DD`, in UTC, as are the days and hours below. */
    readonly firstDay: string;
    readonly perDayUtc: readonly number[];
    readonly perHourUtc: readonly number[];
  }>;
  readonly wethShare: Fact<Ratio>;
};

/** Calls that a bridge really accepted, byte by byte, and what they decode and recover to. */
export type Calldata = FactFile & {
  readonly gateway: Fact<Address>;
  readonly function: Fact<string>;
  readonly selector: Fact<Hex>;
  readonly calls: readonly {
    readonly symbol: string;
    readonly arguments: Fact<{
      readonly withdrawalId: number;
      readonly user: Address;
      readonly token: Address;
      readonly amount: Amount;
      readonly signatures: Hex;
    }>;
    /** The whole call: selector and encoded arguments. */
    readonly calldata: Fact<Hex>;
    readonly digests: Fact<{
      readonly preimage: Hex;
      readonly inner: Hex;
      /** What the validators' keys signed. */
      readonly signed: Hex;
    }>;
    /** In the order of the list, which ascends by signer. */
    readonly signatures: Fact<
      readonly {
        readonly mode: number;
        readonly r: Hex;
        readonly s: Hex;
        readonly v: number;
        readonly signer: Address;
      }[]
    >;
  }[];
};

/** A group of facts, each with the type of its own value. */
export type Named<Group extends { readonly [name: string]: { readonly value: unknown } }> = {
  readonly [Name in keyof Group]: Fact<Group[Name]["value"]>;
};

/** The theft of 23 March 2022, each value under its name: `ronin2022.inputs.threshold.value`. */
export const ronin2022 = incident as FactFile & {
  readonly inputs: Named<typeof incident.inputs>;
  readonly outcomes: Named<typeof incident.outcomes>;
};

/** Genuine withdrawals from the first Ronin bridge, January to March 2022. */
export const roninTraffic = traffic as Traffic;

/** The two calls of 23 March 2022. */
export const roninCalldata = calldata as Calldata;

/**
 * Returns who says a fact, for a person to read: titles and places of its sources, or why it has
 * none.
 *
 * @param file The file that the fact is of.
 *
 * @example
 * sourceOf(ronin2022, ronin2022.inputs.threshold);
 * // => "Ronin's community alert of 29 March 2022, reproduced in full (kingdata.com/blog/3532)"
 */
export function sourceOf(file: FactFile, fact: Fact<unknown>): string {
  const named = fact.source.flatMap((id) => file.sources[id] ?? []);
  if (named.length === 0) return `no source: ${fact.status}`;
  return named.map(({ title, where }) => `${title} (${where})`).join("; ");
}
