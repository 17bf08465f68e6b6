import { describe, expect, it } from "vitest";
import { randomStream } from "../../sim/core/random.ts";
import { roninTraffic } from "../../sim/scenario/facts.ts";
import { roninV2 } from "../../sim/scenario/parameters.ts";
import { drawWithdrawal, withdrawalAtRank } from "../../sim/scenario/traffic.ts";

const { count, total, quantiles } = roninTraffic.sizes.value;
const { inputs } = roninV2;
const sizes = Array.from({ length: count }, (_, rank) => withdrawalAtRank(rank));
const sum = (list: readonly bigint[]) => list.reduce((all, size) => all + size, 0n);

/** How many reach an amount, and their part of the real total, in hundredths of a percent. */
const reaching = (amount: bigint) => {
  const these = sizes.filter((size) => size >= amount);
  return [these.length, Number((sum(these) * 10_000n) / BigInt(total))];
};

const ether = (amount: number) => BigInt(amount) * 10n ** 18n;

/** All of these sizes are exact: they are among the largest 60. */
describe("of all 19,218 withdrawals", () => {
  it("47 need the second bridge's higher vote: 0.2446 % of them, 63.53 % of the value", () => {
    expect(inputs["highTierFrom.ETH"].value).toBe(`${ether(918)}`);
    expect(reaching(ether(918))).toEqual([47, 6_353]);
    expect(Math.round((47 / count) * 1_000_000)).toBe(2_446);
  });

  it("4 are locked: 0.021 % of them, 47.3 % of the value", () => {
    expect(inputs["lockedFrom.ETH"].value).toBe(`${ether(9_180)}`);
    expect(reaching(ether(9_180))).toEqual([4, 4_734]);
    expect(Math.round((4 / count) * 100_000)).toBe(21);
  });

  it("2 can never be paid below 45,900 a day, 42.1 % of the value; 7 below 4,000, 50.8 %", () => {
    expect(reaching(ether(45_900))).toEqual([2, 4_208]);
    expect(reaching(ether(4_000))).toEqual([7, 5_081]);
  });
});

describe("drawn sizes", () => {
  it("would make 4.6 times the true total if lines went all the way up; they make 1.0015 times it", () => {
    const knots = quantiles.map((size, index) => ({
      rank: Math.floor((index * (count - 1)) / (quantiles.length - 1)),
      size: Number(size),
    }));
    const straight = knots.slice(1).flatMap(({ rank, size }, index) => {
      const low = knots[index] ?? { rank: 0, size: 0 };
      const steps = rank - low.rank;
      return Array.from(
        { length: steps },
        (_, step) => low.size + ((size - low.size) * step) / steps,
      );
    });
    const allTheWay = straight.reduce((all, size) => all + size, 0);
    expect(Math.round((allTheWay / Number(total)) * 10) / 10).toBe(4.6);
    expect(Number((sum(sizes) * 10_000n) / BigInt(total))).toBe(10_015);
  });

  it("say little of shares of value: over 500 samples of 40 that above 918 ETH goes from 0 to beyond 0.81", () => {
    const shares = Array.from({ length: 500 }, (_, seed) => {
      const random = randomStream(seed, "sample");
      const sample = Array.from({ length: 40 }, () => drawWithdrawal(random));
      const high = sum(sample.filter((size) => size >= ether(918)));
      return Number((high * 10_000n) / sum(sample)) / 10_000;
    });
    expect(Math.min(...shares)).toBe(0);
    expect(Math.max(...shares)).toBeGreaterThan(0.81);
  });
});
