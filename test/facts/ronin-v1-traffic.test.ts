import { expect, test } from "vitest";
import { roninTraffic } from "../../sim/scenario/facts.ts";

const { count, total, quantiles, largest } = roninTraffic.sizes.value;
const { arrivals, wethShare } = roninTraffic;

const ascends = (sizes: readonly string[]): boolean =>
  sizes.every((size, index) => index === 0 || BigInt(sizes[index - 1] ?? 0) <= BigInt(size));
const sumOf = (sizes: readonly string[]): bigint =>
  sizes.reduce((sum, size) => sum + BigInt(size), 0n);

/** Withdrawals of at least so many ether, and their ten-thousandths of the whole value. */
function above(ether: bigint): readonly [number, bigint] {
  const sizes = largest.filter((size) => BigInt(size) >= ether * 10n ** 18n);
  return [sizes.length, (sumOf(sizes) * 10_000n) / BigInt(total)];
}

test("19,218 withdrawals moved 573,193 ETH", () => {
  expect([count, total]).toEqual([19_218, "573193447370517166168003"]);
});

test("the largest 60 ascend, from 816 to 124,519 ETH, and carry two thirds of the value", () => {
  expect(largest).toHaveLength(60);
  expect(ascends(largest)).toBe(true);
  expect([largest[0], largest.at(-1)]).toEqual([
    "816080850872891356183",
    "124519287000000000000000",
  ]);
  expect(sumOf(largest)).toBe(375_425_750_873_893_497_975_844n);
});

test("the 501 quantiles ascend, from a ten-millionth of an ether to the largest of all", () => {
  expect(quantiles).toHaveLength(501);
  expect(ascends(quantiles)).toBe(true);
  expect([quantiles[0], quantiles.at(-1)]).toEqual(["100000000000", largest.at(-1)]);
});

test("a quantile of a rank within the largest 60 is the size at that rank, and no other is", () => {
  const first = count - largest.length;
  const within = quantiles.flatMap((size, quantile) => {
    const rank = Math.floor((quantile * (count - 1)) / (quantiles.length - 1));
    return rank < first ? [] : [[quantile, rank, size, largest[rank - first]]];
  });
  expect(within).toEqual([
    [499, 19_178, "1129000000000000000000", "1129000000000000000000"],
    [500, 19_217, "124519287000000000000000", "124519287000000000000000"],
  ]);
  expect(BigInt(quantiles[498] ?? 0)).toBeLessThan(BigInt(largest[0] ?? 0));
});

test("the largest 60 hold all that the limits of the reopened bridge would have stopped", () => {
  expect(above(918n)).toEqual([47, 6353n]);
  expect(above(4_000n)).toEqual([7, 5081n]);
  expect(above(9_180n)).toEqual([4, 4734n]);
  expect(above(45_900n)).toEqual([2, 4208n]);
});

test("25,469 withdrawals of all tokens came on 88 days and in 24 hours", () => {
  const { count, firstDay, perDayUtc, perHourUtc } = arrivals.value;
  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
  expect([count, firstDay, perDayUtc.length, perHourUtc.length]).toEqual([
    25_469,
    "2022-01-01",
    88,
    24,
  ]);
  expect(sum(perDayUtc)).toBe(count);
  expect(sum(perHourUtc)).toBe(count);
});

test("the share of WETH is that of the two counts, to the four decimals handed down", () => {
  const { numerator, denominator } = wethShare.value;
  expect(denominator).toBe(10_000);
  for (const withOrWithoutTheft of [count, count + 1])
    expect(Math.round((withOrWithoutTheft / arrivals.value.count) * denominator)).toBe(numerator);
});

test("the data set's licence and what the figures leave out are stated", () => {
  expect(roninTraffic.sources.xchainwatcher).toMatchObject({ kind: "code", licence: "MIT" });
  for (const { note } of [roninTraffic.sizes, arrivals, wethShare]) expect(note).toBeTruthy();
});
