import type { Refusal, World } from "../bridge/port.ts";
import type { GuardSettings, PerToken, RoninV2Settings } from "../bridge/settings.ts";
import { day } from "../core/time.ts";
import { type Book, keyOf, type Payment } from "./history.ts";

/** A limit on what leaves, as it is documented: told from payments and deposits alone. */
export type Limit = {
  /** The guard that keeps it, or V2 itself. */
  readonly keeper: string;
  /** Whether an answer says that there is no room. */
  readonly isFull: (error: Refusal) => boolean;
  /** Most that may be paid of a token now; `null`: it is not listed, or this one does not count. */
  readonly room: (situation: Situation) => bigint | null;
  /** Whether what comes in makes more room. */
  readonly isNet: boolean;
  /** The highest of its figures, in base units. */
  readonly largest: bigint;
};

export type Situation = {
  readonly token: string;
  readonly book: Book;
  readonly now: number;
  /** Since when the withdrawal is held that is to be released; `null`: it is a new one. */
  readonly heldSince: number | null;
  /** When the bridge was opened. */
  readonly start: number;
};

/** Returns the limits that a world's gateway keeps, or its guards. */
export function limitsOf({ guarded, roninV2 }: World): readonly Limit[] {
  if (roninV2 !== undefined) return [dayOfV2(roninV2)];
  return (guarded?.guards ?? []).flatMap((settings) => limitOf(settings) ?? []);
}

function limitOf(settings: GuardSettings): Limit | null {
  switch (settings.guard) {
    case "utc-day-limit":
      return ofDay(settings);
    case "token-bucket":
      return ofBucket(settings);
    case "sliding-window":
      return ofWindow(settings);
    case "net-flow-epoch":
      return ofEpoch(settings);
    case "circuit-breaker":
      return ofBreaker(settings);
    default:
      return null;
  }
}

type Of<Name extends string> = Extract<GuardSettings, { guard: Name }>;

/** Whether a guard answers one of some reasons. */
const saying =
  (guard: string, ...reasons: readonly string[]): Limit["isFull"] =>
  ({ args }) =>
    args.guard === guard && reasons.includes(args.reason ?? "");

const largestOf = (amounts: readonly string[]): bigint =>
  amounts.map(BigInt).reduce((most, one) => (one > most ? one : most), 0n);

/** A figure of a token; `null` for none, and for zero, which lists it no more than that. */
const figure = (figures: PerToken<string>, token: string): bigint | null => {
  const found = BigInt(figures[token] ?? 0);
  return found === 0n ? null : found;
};

const sum = (payments: readonly { readonly paid: bigint }[]): bigint =>
  payments.reduce((total, { paid }) => total + paid, 0n);

const paidOf = ({ payments }: Book, token: string): readonly Payment[] =>
  payments.filter(({ withdrawal }) => withdrawal.token === token);

const arrivedSince = ({ deposits }: Book, token: string, isIn: (at: number) => boolean): bigint =>
  deposits
    .filter((one) => one.token === token && isIn(one.at))
    .reduce((total, { amount }) => total + amount, 0n);

const dayIn = (at: number): number => Math.floor(at / day);

/** A calendar day stays below its limit. */
function ofDay({ guard, limits }: Of<"utc-day-limit">): Limit {
  return {
    keeper: guard,
    isFull: saying(guard, "limit of a day", "limit of this day"),
    isNet: false,
    largest: largestOf(Object.values(limits)),
    room: ({ token, book, now }) => {
      const limit = figure(limits, token);
      const today = paidOf(book, token).filter(({ at }) => dayIn(at) === dayIn(now));
      return limit === null ? null : limit - 1n - sum(today);
    },
  };
}

/** V2's day: what was locked is not counted. */
function dayOfV2({ limits }: RoninV2Settings): Limit {
  return {
    keeper: "RoninGatewayV2",
    isFull: ({ name }) => name === "DailyLimitReached",
    isNet: false,
    largest: largestOf(Object.values(limits).map(({ daily }) => daily)),
    room: ({ token, book, now, heldSince }) => {
      const limit = BigInt(limits[token]?.daily ?? 0);
      if (heldSince !== null || limit === 0n) return null;
      const today = paidOf(book, token).filter(
        ({ verb, at }) => verb === "submitWithdrawal" && dayIn(at) === dayIn(now),
      );
      return limit - 1n - sum(today);
    },
  };
}

/** A bucket is full at first, and fills evenly. */
function ofBucket({ guard, buckets }: Of<"token-bucket">): Limit {
  return {
    keeper: guard,
    isFull: saying(guard, "above the capacity", "bucket too empty"),
    isNet: false,
    largest: largestOf(Object.values(buckets).map(({ capacity }) => capacity)),
    room: ({ token, book, now, start }) => {
      const capacity = BigInt(buckets[token]?.capacity ?? 0);
      const rate = BigInt(buckets[token]?.rate ?? 0);
      if (capacity === 0n) return null;
      const filled = (level: bigint, seconds: number): bigint => {
        const full = level + rate * BigInt(seconds);
        return full < capacity ? full : capacity;
      };
      let [level, since] = [capacity, start];
      for (const { at, paid } of paidOf(book, token)) {
        level = filled(level, at - since) - paid;
        since = at;
      }
      return filled(level, now - since);
    },
  };
}

/** A rolling window, outside of which is what has waited. */
function ofWindow({ guard, limits, window, delay }: Of<"sliding-window">): Limit {
  const hasWaited = (since: number, at: number) => at >= since + delay;
  return {
    keeper: guard,
    isFull: saying(guard, "big", "window full"),
    isNet: false,
    largest: largestOf(Object.values(limits).map(({ limit }) => limit)),
    room: ({ token, book, now, heldSince }) => {
      const of = limits[token];
      if (of === undefined || of.limit === "0") return null;
      if (heldSince !== null && hasWaited(heldSince, now)) return null;
      const counted = paidOf(book, token).filter(({ at, verb, withdrawal }) => {
        const since = book.entries.get(keyOf(withdrawal))?.since ?? at;
        return at + window > now && !(verb === "release" && hasWaited(since, at));
      });
      const left = BigInt(of.limit) - sum(counted);
      const small = BigInt(of.big) - 1n;
      return left < small ? left : small;
    },
  };
}

/** An epoch's outflow less its inflow, and no single payment above it. */
function ofEpoch({ guard, limits, epoch }: Of<"net-flow-epoch">): Limit {
  return {
    keeper: guard,
    isFull: saying(guard, "limit of an epoch", "limit of this epoch"),
    isNet: true,
    largest: largestOf(Object.values(limits)),
    room: ({ token, book, now }) => {
      const limit = figure(limits, token);
      if (limit === null) return null;
      const isIn = (at: number) => Math.floor(at / epoch) === Math.floor(now / epoch);
      const out = sum(paidOf(book, token).filter(({ at }) => isIn(at)));
      const left = limit + arrivedSince(book, token, isIn) - out;
      return left < limit ? left : limit;
    },
  };
}

const allBps = 10_000n;
const atLeastZero = (value: bigint): bigint => (value > 0n ? value : 0n);

/** A share of what was there when the window began stays; where there was little, a net amount. */
function ofBreaker({ guard, limits, window }: Of<"circuit-breaker">): Limit {
  return {
    keeper: guard,
    isFull: saying(guard, "too much at once"),
    isNet: true,
    largest: largestOf(Object.values(limits).map(({ activeFrom }) => activeFrom)),
    room: ({ token, book, now }) => {
      const of = limits[token];
      if (of === undefined || of.retainedBps === 0) return null;
      const isIn = (at: number) => at + window > now;
      const balance = book.vault.get(token) ?? 0n;
      const out = sum(paidOf(book, token).filter(({ at }) => isIn(at)));
      const arrived = arrivedSince(book, token, isIn);
      const liquidity = atLeastZero(balance + out - arrived);
      const activeFrom = BigInt(of.activeFrom);
      if (liquidity < activeFrom) return atLeastZero(activeFrom + arrived - out);
      const floor = (liquidity * BigInt(of.retainedBps) + allBps - 1n) / allBps;
      return atLeastZero(balance - floor);
    },
  };
}
