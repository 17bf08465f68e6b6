import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "token-bucket" }>;

type Bucket = {
  readonly capacity: bigint;
  /** Base units that flow back in a second. */
  readonly rate: bigint;
  /** What was in it at `at`. */
  level: bigint;
  at: number;
};

/** By token. */
export type TokenBucket = ReadonlyMap<string, Bucket>;

/** A withdrawal takes its amount out of a bucket that refills evenly, full at first (CCIP). */
export const tokenBucket: GuardModel<Settings, TokenBucket> = {
  open: ({ buckets }, now) =>
    new Map(
      Object.entries(buckets).map(([token, { capacity, rate }]): [string, Bucket] => [
        token,
        { capacity: BigInt(capacity), rate: BigInt(rate), level: BigInt(capacity), at: now },
      ]),
    ),
  assess: (state, { token, amount, now }) => {
    const bucket = state.get(token);
    if (bucket === undefined || bucket.capacity === 0n) return refuse("token not listed", 0);
    if (amount > bucket.capacity) return refuse("above the capacity", 0);
    const lacking = amount - levelAt(bucket, now);
    if (lacking <= 0n) return allow;
    return refuse("bucket too empty", timeOf(lacking, bucket.rate, now));
  },
  onPaid: (state, { token, amount, now }) => {
    const bucket = state.get(token);
    if (bucket === undefined) return;
    bucket.level = levelAt(bucket, now) - amount;
    bucket.at = now;
  },
};

const uint64Max = 2n ** 64n - 1n;

/** When so much will have come in; 0 for never. */
function timeOf(lacking: bigint, rate: bigint, now: number): bigint | number {
  if (rate === 0n) return 0;
  const time = BigInt(now) + (lacking + rate - 1n) / rate;
  return time > uint64Max ? 0 : time;
}

/** What a bucket has in it at a moment. */
export function levelAt({ capacity, rate, level, at }: Bucket, now: number): bigint {
  const filled = level + rate * BigInt(now - at);
  return filled < capacity ? filled : capacity;
}
