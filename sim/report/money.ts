import { venueIn } from "../bridge/venue.ts";
import type { Discipline } from "../money/lots.ts";
import { type Suspect, suspectsOf } from "../money/mixed.ts";
import { type Rescue, rescuesOf } from "../money/rescues.ts";
import type { Standing } from "../money/standing.ts";
import { type Link, type Rest, trailOf } from "../money/trail.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";

/** What a place in the picture is: whose money it was, an account, a kind of venue, or the rest. */
export type SpotKind = "owners" | "account" | "exchange" | "pool" | "mixer" | "bridge" | "others";

/** Stolen money at a spot, at the end. */
export type Held = Pick<Rest, "token" | "status" | "amount" | "tainted" | "taint">;

/** A place in the picture. */
export type Spot = {
  readonly id: string;
  readonly kind: SpotKind;
  readonly label: string;
  readonly held: readonly Held[];
};

/** What went from one spot to another of one token, all hops together. */
export type Stream = {
  readonly from: string;
  readonly to: string;
  readonly token: string;
  /** All that went, in base units, and what of it was stolen or bought for what was. */
  readonly amount: bigint;
  readonly tainted: bigint;
  /** The greatest share of what was taken of a token, in millionths; how much it matters. */
  readonly weight: number;
  readonly hops: number;
  /** The first and the last step, and when. */
  readonly first: { readonly seq: number; readonly at: number };
  readonly last: { readonly seq: number; readonly at: number };
  readonly isTheft: boolean;
  readonly isHome: boolean;
};

/** Where stolen money went: who to whom, how much of it was stolen, and what was stopped. */
export type MoneyPicture = {
  readonly standings: readonly (readonly [token: string, standing: Standing])[];
  readonly spots: readonly Spot[];
  /** In the order in which they began. */
  readonly streams: readonly Stream[];
  /** The steps by which it was stopped, or came back. */
  readonly rescues: readonly Rescue[];
  /** Whom mixers paid since it went into them. */
  readonly suspects: readonly Suspect[];
};

/**
 * Returns where stolen money went in a trace; `null` where nothing was stolen.
 *
 * @param most Spots, at most; accounts beyond them, through which least went, become one.
 */
export function moneyPicture(
  trace: Trace,
  discipline: Discipline = "haircut",
  most = 24,
): MoneyPicture | null {
  const trail = trailOf[discipline](trace);
  const last = trail.moments.at(-1);
  if (last === undefined) return null;
  const scenario = scenarioOf(trace);
  const weightOf = ({ taint }: Link): number =>
    Math.max(
      ...[...taint].map(([token, amount]) => {
        const taken = last.standings.get(token)?.taken ?? 1n;
        return Number((amount * 1_000_000n) / taken);
      }),
    );
  const pieces = trail.links.flatMap((link) => piecesOf(link, weightOf(link)));
  const spotOf = folded(pieces, most);
  const streams = streamsOf(pieces, spotOf);
  return {
    standings: [...last.standings],
    spots: spotsOf(scenario, streams, trail.rests, spotOf),
    streams,
    rescues: rescuesOf(trace),
    suspects: suspectsOf(trace),
  };
}

type Piece = Omit<Stream, "hops" | "first" | "last"> & {
  readonly seq: number;
  readonly at: number;
};

/** A hop is one piece, one that was swapped is two: into the pool, and out of it. */
function piecesOf(link: Link, weight: number): readonly Piece[] {
  const { from, to, seq, at, amount, arrived, tainted, taintedArrived, through } = link;
  const { isTheft, isHome } = link;
  const [source, target] = [from === null ? "?" : idOf(from), idOf(to)];
  const piece = { weight, seq, at, isTheft, isHome };
  const sold = { ...piece, token: from?.token ?? to.token, amount, tainted };
  if (through === null) return [{ ...sold, from: source, to: target }];
  const bought = { ...piece, token: to.token, amount: arrived, tainted: taintedArrived };
  return [
    { ...sold, from: source, to: through, isHome: false },
    { ...bought, from: through, to: target, isTheft: false },
  ];
}

/** What is on its way through a bridge is at the bridge; accounts of the sidechain say so. */
function idOf({ chain, node }: { readonly chain: string; readonly node: string }): string {
  if (/^(deposit|withdrawal):/.test(node)) return "bridge";
  return chain === "sidechain" ? `${node} (sidechain)` : node;
}

const others = "others";

/** Returns the spot of each node: itself, or among the others where it matters least. */
function folded(pieces: readonly Piece[], most: number): (id: string) => string {
  const weights = new Map<string, number>();
  for (const { from, to, weight, isTheft, isHome } of pieces) {
    // Where it began and where it ended well is always shown.
    weights.set(from, isTheft ? Number.POSITIVE_INFINITY : (weights.get(from) ?? 0));
    const more = isHome ? Number.POSITIVE_INFINITY : weight;
    weights.set(to, (weights.get(to) ?? 0) + more);
  }
  if (weights.size <= most) return (id) => id;
  const shown = new Set(
    [...weights]
      .toSorted(([, one], [, other]) => (one === other ? 0 : other - one))
      .slice(0, most - 1)
      .map(([id]) => id),
  );
  return (id) => (shown.has(id) ? id : others);
}

function streamsOf(pieces: readonly Piece[], spotOf: (id: string) => string): readonly Stream[] {
  const streams = new Map<string, Stream>();
  for (const { seq, at, ...piece } of pieces) {
    const [from, to] = [spotOf(piece.from), spotOf(piece.to)];
    // What moves among the others is not shown; nor is what an account hands to itself.
    if (from === to) continue;
    const key = `${from} ${to} ${piece.token} ${piece.isTheft} ${piece.isHome}`;
    const before = streams.get(key);
    streams.set(key, {
      ...piece,
      from,
      to,
      amount: (before?.amount ?? 0n) + piece.amount,
      tainted: (before?.tainted ?? 0n) + piece.tainted,
      weight: (before?.weight ?? 0) + piece.weight,
      hops: (before?.hops ?? 0) + 1,
      first: before?.first ?? { seq, at },
      last: { seq, at },
    });
  }
  return [...streams.values()];
}

function spotsOf(
  scenario: Scenario,
  streams: readonly Stream[],
  rests: readonly Rest[],
  spotOf: (id: string) => string,
): readonly Spot[] {
  const held = new Map<string, Held[]>();
  for (const rest of rests) {
    const spot = spotOf(idOf(rest));
    const { token, status, amount, tainted, taint } = rest;
    held.set(spot, [...(held.get(spot) ?? []), { token, status, amount, tainted, taint }]);
  }
  const ids = new Set([...streams.flatMap(({ from, to }) => [from, to]), ...held.keys()]);
  return [...ids].map((id) => ({
    id,
    kind: kindOf(scenario, id),
    label: labelOf(id),
    held: joined(held.get(id) ?? []),
  }));
}

/** What lies at one spot of one token and stands alike is one. */
function joined(held: readonly Held[]): readonly Held[] {
  const all = new Map<string, Held>();
  for (const one of held) {
    const key = `${one.token} ${one.status}`;
    const before = all.get(key);
    if (before === undefined) {
      all.set(key, one);
      continue;
    }
    const taint = new Map(before.taint);
    for (const [token, amount] of one.taint) taint.set(token, (taint.get(token) ?? 0n) + amount);
    all.set(key, {
      ...one,
      amount: before.amount + one.amount,
      tainted: before.tainted + one.tainted,
      taint,
    });
  }
  return [...all.values()];
}

function kindOf(scenario: Scenario, id: string): SpotKind {
  if (id === others || id === "bridge") return id;
  if (id === "vault" || scenario.victims?.includes(id)) return "owners";
  const venue = /^(exchange|pool|mixer):/.exec(id)?.[1];
  return (venue as "exchange" | "pool" | "mixer" | undefined) ?? "account";
}

function labelOf(id: string): string {
  const venue = venueIn(id);
  if (id === "bridge") return "on its way through the bridge";
  if (venue === null) return id;
  return venue.account === null ? venue.name : `${venue.account} at ${venue.name}`;
}
