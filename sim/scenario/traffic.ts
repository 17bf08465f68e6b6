import { InputError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import type { Random } from "../core/random.ts";
import { day, formatUtc, hour, utcSeconds } from "../core/time.ts";
import { roninTraffic } from "./facts.ts";

const { count, quantiles, largest } = roninTraffic.sizes.value;
const { firstDay, perDayUtc, perHourUtc } = roninTraffic.arrivals.value;
const firstSecond = startOf(firstDay);

/** The first rank whose size is known exactly, as is that of every rank above it. */
const firstLargest = count - largest.length;

/**
 * Draws the size of an honest withdrawal as they were on the first Ronin bridge, early in 2022.
 *
 * @returns Wei of WETH; of the largest 60 of 19,218, each exactly as likely as it was.
 */
export const drawWithdrawal = (random: Random): bigint =>
  withdrawalAtRank(random.integer(0, count - 1));

/**
 * Returns the size of an honest withdrawal by its rank among all 19,218, the smallest being 0.
 *
 * Exact for the largest 60 and at the ranks of the quantiles; between them, and between the
 * highest of them and the smallest of the largest 60, a straight line, cut to whole wei. No line
 * enters the largest 60: the last is 124,519 ETH and the one 39 ranks below it 1,129, so that
 * straight lines up to the last quantile would give 4.6 times the true total. These give 1.0015
 * times it.
 *
 * @param rank A whole number from 0 to 19,217.
 * @returns Wei.
 */
export function withdrawalAtRank(rank: number): bigint {
  invariant(
    Number.isInteger(rank) && rank >= 0 && rank < count,
    `Withdrawals are ranked from 0 to ${count - 1}; there is no rank ${rank}.`,
  );
  if (rank >= firstLargest) return BigInt(largest[rank - firstLargest] as string);
  // The rank of this quantile is at most `rank`, and that of the next one at least.
  const below = Math.floor((rank * (quantiles.length - 1)) / (count - 1));
  const low = knot(below);
  const high = knot(below + 1);
  return (
    low.size + ((high.size - low.size) * BigInt(rank - low.rank)) / BigInt(high.rank - low.rank)
  );
}

/**
 * Draws the time of an honest withdrawal as they came on the first Ronin bridge: the day in
 * proportion to its withdrawals, the hour in proportion to that hour's over all days, the second
 * evenly. Day and hour are drawn apart, as the data do not tie them.
 *
 * @param fromDay The first day that may be drawn, `YYYY-MM-DD` in UTC.
 * @param toDay The last one, itself included.
 * @returns Seconds since 1970.
 * @throws InputError when a day is no day, is outside 1 January to 29 March 2022, or when the
 * first is after the last.
 *
 * @example
 * drawArrival(randomStream(1, "honest/arrivals"), "2022-03-21", "2022-03-28"); // => 1648174130
 */
export function drawArrival(random: Random, fromDay: string, toDay: string): number {
  const from = dayIndex(fromDay);
  const to = dayIndex(toDay);
  if (from > to) throw new InputError(`No day lies between ${fromDay} and ${toDay}.`);
  const drawnDay = from + random.weighted(perDayUtc.slice(from, to + 1));
  const drawnHour = random.weighted(perHourUtc);
  return firstSecond + drawnDay * day + drawnHour * hour + random.integer(0, hour - 1);
}

/**
 * The rank of the size that a quantile is, as facts/traffic/ronin-v1.json defines it, with that
 * size; or, once that is one of the largest 60, the rank and the size of the smallest of these.
 */
function knot(quantile: number): { readonly rank: number; readonly size: bigint } {
  const rank = Math.floor((quantile * (count - 1)) / (quantiles.length - 1));
  return rank < firstLargest
    ? { rank, size: BigInt(quantiles[quantile] as string) }
    : { rank: firstLargest, size: BigInt(largest[0] as string) };
}

const indexes = new Map<string, number>();

/** Returns which day of the traffic it is; each is worked out once, since thousands are drawn. */
function dayIndex(text: string): number {
  const index = indexes.get(text) ?? indexOf(text);
  indexes.set(text, index);
  return index;
}

function indexOf(text: string): number {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? startOf(text) : Number.NaN;
  if (Number.isNaN(start) || formatUtc(start).slice(0, 10) !== text)
    throw new InputError(`"${text}" is no day; write it as in "${firstDay}".`);
  const index = (start - firstSecond) / day;
  if (index < 0 || index >= perDayUtc.length)
    throw new InputError(
      `The bridge's traffic is known from ${firstDay} to ${lastDay()}, and not on ${text}.`,
    );
  return index;
}

function startOf(text: string): number {
  return utcSeconds(`${text}T00:00:00Z`);
}

const lastDay = (): string => formatUtc(firstSecond + (perDayUtc.length - 1) * day).slice(0, 10);
