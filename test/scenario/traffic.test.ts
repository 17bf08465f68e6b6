import { describe, expect, test } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import { InvariantError } from "../../sim/core/invariant.ts";
import { type Random, randomStream } from "../../sim/core/random.ts";
import { formatUtc } from "../../sim/core/time.ts";
import { roninTraffic } from "../../sim/scenario/facts.ts";
import { drawArrival, drawWithdrawal, withdrawalAtRank } from "../../sim/scenario/traffic.ts";

const { count, total, quantiles, largest } = roninTraffic.sizes.value;
const { perDayUtc, perHourUtc } = roninTraffic.arrivals.value;
const sizes = quantiles.map(BigInt);
const ranks = Array.from({ length: count }, (_, rank) => rank);

const fail = () => {
  throw new Error("Chance was asked something that no test expects.");
};
const unasked: Random = {
  integer: fail,
  bigint: fail,
  pick: fail,
  weighted: fail,
  stream: fail,
};

/** What `drawWithdrawal` asked of chance. */
const asked = new Set<string>();

/** Every equally likely size: each answer in turn to the one question that is asked. */
const everyDraw = ranks.map((rank) => {
  const integer = (min: number, max: number) => {
    asked.add(`${min} to ${max}`);
    return rank;
  };
  return drawWithdrawal({ ...unasked, integer });
});

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n);

/** Whether numerator/denominator is within a hundredth of one. */
const isWithinOnePercent = (numerator: bigint, denominator: bigint): boolean => {
  const off = numerator > denominator ? numerator - denominator : denominator - numerator;
  return off * 100n <= denominator;
};

describe("drawWithdrawal", () => {
  test("asks for a rank among all 19,218, and for nothing else", () => {
    expect([...asked]).toEqual(["0 to 19217"]);
  });

  test("expects the true mean within 1 %, in exact arithmetic over every draw", () => {
    // Both means are over `count`, so that comparing the sums compares the means.
    expect(isWithinOnePercent(sum(everyDraw), BigInt(total))).toBe(true);
    expect((sum(everyDraw) * 10_000n) / BigInt(total)).toBe(10_015n);
  });

  test("would expect 4.6 times the true mean with straight lines up to the last quantile", () => {
    // The mean of a cell is half the sum of its ends; there are 500 equally likely cells.
    const ends = sizes.slice(1).map((size, index) => size + (sizes[index] ?? 0n));
    const naive = { numerator: sum(ends) * BigInt(count), denominator: 2n * 500n };
    const truth = BigInt(total) * naive.denominator;
    expect(isWithinOnePercent(naive.numerator, truth)).toBe(false);
    expect((naive.numerator * 1_000n) / truth).toBe(4_597n);
  });

  test("gives each of the largest 60 exactly, once in 19,218 draws", () => {
    expect(everyDraw.slice(-60).map(String)).toEqual(largest);
  });

  test("gives nothing between the body and the largest 60 that is more than their smallest", () => {
    const body = everyDraw.slice(0, -60);
    // Quantile 498, 700 ETH, is at rank 19,140; the largest 60 begin at rank 19,158.
    const low = 700n * 10n ** 18n;
    expect(body.at(-1)).toBe(low + ((BigInt(largest[0] ?? 0) - low) * 17n) / 18n);
    for (const size of body) expect(size).toBeLessThan(BigInt(largest[0] ?? 0));
  });

  test("has a limit of the reopened bridge stop as many and as much as it would have", () => {
    const above = (ether: bigint) => everyDraw.filter((size) => size >= ether * 10n ** 18n);
    expect(above(918n)).toHaveLength(47);
    expect(above(9_180n)).toHaveLength(4);
    expect(above(45_900n)).toHaveLength(2);
    expect((sum(above(918n)) * 10_000n) / BigInt(total)).toBe(6_353n);
  });

  test("draws the same sizes from the same stream", () => {
    const draw = () => {
      const random = randomStream(1, "honest/sizes");
      return Array.from({ length: 4 }, () => drawWithdrawal(random));
    };
    expect(draw()).toEqual(draw());
    expect(draw()).toMatchInlineSnapshot(`
      [
        10750869361998164n,
        79936168738803795n,
        451353142117306877n,
        122177463660898729n,
      ]
    `);
  });
});

describe("withdrawalAtRank", () => {
  test("ascends", () => {
    for (const rank of ranks.slice(1))
      expect(everyDraw[rank]).toBeGreaterThanOrEqual(everyDraw[rank - 1] ?? 0n);
  });

  test("is exact at the rank of every quantile", () => {
    for (const [quantile, size] of sizes.entries())
      expect(withdrawalAtRank(Math.floor((quantile * (count - 1)) / 500))).toBe(size);
  });

  test("runs straight between two quantiles, cut to whole wei", () => {
    // Quantiles 1 and 2 are the sizes at ranks 38 and 76.
    const [, low = 0n, high = 0n] = sizes;
    expect(withdrawalAtRank(38)).toBe(low);
    expect(withdrawalAtRank(57)).toBe(low + (high - low) / 2n);
    expect(withdrawalAtRank(39)).toBe(low + (high - low) / 38n);
    expect(withdrawalAtRank(76)).toBe(high);
  });

  test.each([-1, 19_218, 0.5, Number.NaN])("refuses the rank %d", (rank) => {
    expect(() => withdrawalAtRank(rank)).toThrow(InvariantError);
  });
});

describe("drawArrival", () => {
  /** A chance that gives these answers to weighted questions, and the highest to others. */
  const answers = (weighted: number[], asked: (readonly number[])[] = []): Random => ({
    ...unasked,
    weighted: (weights) => {
      asked.push(weights);
      return weighted.shift() ?? 0;
    },
    integer: (_, max) => max,
  });

  test("asks for the day among those given, then for the hour among all, then for the second", () => {
    const asked: (readonly number[])[] = [];
    const drawn = drawArrival(answers([2, 13], asked), "2022-03-21", "2022-03-28");
    expect(formatUtc(drawn)).toBe("2022-03-23 13:59:59");
    expect(asked).toEqual([perDayUtc.slice(79, 87), perHourUtc]);
    expect(asked[0]).toEqual([199, 224, 210, 267, 291, 293, 268, 284]);
  });

  test("takes the first and the last day in", () => {
    const first = drawArrival(answers([0, 0]), "2022-01-01", "2022-03-29");
    const last = drawArrival(answers([87, 23]), "2022-01-01", "2022-03-29");
    expect([first, last].map(formatUtc)).toEqual(["2022-01-01 00:59:59", "2022-03-29 23:59:59"]);
    expect(formatUtc(drawArrival(answers([0, 0]), "2022-02-28", "2022-02-28"))).toBe(
      "2022-02-28 00:59:59",
    );
  });

  test("stays within its days, and spreads over them as the traffic did", () => {
    const random = randomStream(1, "honest/arrivals");
    const drawn = Array.from({ length: 4_000 }, () =>
      formatUtc(drawArrival(random, "2022-03-22", "2022-03-24")),
    );
    const share = (what: string, place: number) =>
      drawn.filter((time) => time.slice(place).startsWith(what)).length / drawn.length;
    expect(share("2022-03-22", 0)).toBeCloseTo(224 / 701, 1);
    expect(share("2022-03-23", 0)).toBeCloseTo(210 / 701, 1);
    expect(share("2022-03-24", 0)).toBeCloseTo(267 / 701, 1);
    expect(share("13:", 11)).toBeCloseTo(1_352 / 25_469, 1);
    expect(share("2022-03-2", 0)).toBe(1);
  });

  test("draws the same times from the same stream", () => {
    const draw = () => {
      const random = randomStream(1, "honest/arrivals");
      return Array.from({ length: 3 }, () => drawArrival(random, "2022-03-21", "2022-03-28"));
    };
    expect(draw()).toEqual(draw());
    expect(draw().map(formatUtc)).toMatchInlineSnapshot(`
      [
        "2022-03-25 02:08:50",
        "2022-03-27 16:12:57",
        "2022-03-22 20:30:57",
      ]
    `);
  });

  test.each([
    ["2021-12-31", "2022-01-02", "from 2022-01-01 to 2022-03-29, and not on 2021-12-31"],
    ["2022-03-28", "2022-03-30", "from 2022-01-01 to 2022-03-29, and not on 2022-03-30"],
    ["2022-03-23", "2022-03-22", "No day lies between 2022-03-23 and 2022-03-22."],
    ["2022-02-30", "2022-03-22", '"2022-02-30" is no day'],
    ["2022-3-1", "2022-03-22", '"2022-3-1" is no day'],
    ["2022-03-01T12:00:00Z", "2022-03-22", '"2022-03-01T12:00:00Z" is no day'],
  ])("refuses %s to %s", (from, to, message) => {
    const draw = () => drawArrival(randomStream(1, "x"), from, to);
    expect(draw).toThrow(InputError);
    expect(draw).toThrow(message);
  });
});
