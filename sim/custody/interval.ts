/** The seconds from `from` on, up to and not including `until`; null: for good. */
export type Interval = { readonly from: number; readonly until: number | null };

/** Earliest time there is; what holds "always" holds from here. Seconds since 1970. */
export const beginningOfTime = 0;

/** Tells whether a moment lies in one of the intervals: at `from` yes, at `until` no. */
export const covers = (intervals: readonly Interval[], at: number): boolean =>
  intervals.some((interval) => isWithin(interval, at));

/** Tells whether a moment lies in the interval: at `from` yes, at `until` no. */
export const isWithin = ({ from, until }: Interval, at: number): boolean =>
  from <= at && (until === null || at < until);

/** Returns the earlier of two ends, of which null is the latest. */
export const earlierEnd = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);

/**
 * Returns everything that lies in one interval at least, sorted, with neighbors merged.
 *
 * @example
 * unite([{ from: 5, until: 7 }, { from: 0, until: 5 }]); // => [{ from: 0, until: 7 }]
 */
export function unite(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const next of intervals.toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last === undefined || (last.until !== null && last.until < next.from)) {
      merged.push({ from: next.from, until: next.until });
    } else if (last.until !== null && (next.until === null || next.until > last.until)) {
      merged[merged.length - 1] = { from: last.from, until: next.until };
    }
  }
  return merged;
}

/** Returns what of the intervals lies inside `window`. */
export function within(intervals: readonly Interval[], window: Interval): readonly Interval[] {
  const inside: Interval[] = [];
  for (const interval of intervals) {
    const from = Math.max(interval.from, window.from);
    const until = earlierEnd(interval.until, window.until);
    if (until === null || from < until) inside.push({ from, until });
  }
  return inside;
}

/**
 * Returns what of one interval lies in none of the others.
 *
 * @param taken Sorted and disjoint, as `unite` returns them.
 */
export function without(interval: Interval, taken: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let from = interval.from;
  for (const gone of taken) {
    const before = within([{ from, until: interval.until }], { from: 0, until: gone.from });
    left.push(...before);
    if (gone.until === null) return left;
    from = Math.max(from, gone.until);
  }
  return interval.until === null || from < interval.until
    ? [...left, { from, until: interval.until }]
    : left;
}

/**
 * Returns the moments at which the intervals have lasted for a number of seconds: each begins so
 * much later and ends when it did, and what is shorter is gone.
 *
 * @param intervals Sorted and disjoint, as `unite` returns them.
 */
export const lasting = (intervals: readonly Interval[], seconds: number): readonly Interval[] =>
  intervals
    .map(({ from, until }) => ({ from: from + seconds, until }))
    .filter(({ from, until }) => until === null || from < until);
