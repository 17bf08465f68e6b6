/**
 * The sum of what was added in the last seconds. What is added in second t counts up to second
 * t + window - 1.
 */
export type RollingSum = {
  readonly entries: { readonly at: number; readonly amount: bigint }[];
  /** Index of the first entry that counts. */
  first: number;
  total: bigint;
};

export const emptySum = (): RollingSum => ({ entries: [], first: 0, total: 0n });

/** Returns the sum at a moment; time never goes back. */
export function sumAt(sum: RollingSum, window: number, now: number): bigint {
  for (;;) {
    const oldest = sum.entries[sum.first];
    if (oldest === undefined || oldest.at + window > now) return sum.total;
    sum.total -= oldest.amount;
    sum.first += 1;
  }
}

/** Returns what may still count, oldest first. */
export const countedIn = ({ entries, first }: RollingSum) => entries.slice(first);

export function addTo(sum: RollingSum, amount: bigint, now: number): void {
  sum.entries.push({ at: now, amount });
  sum.total += amount;
}
