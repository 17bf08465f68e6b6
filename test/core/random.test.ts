import fc from "fast-check";
import { expect, it } from "vitest";
import { randomStream } from "../../sim/core/random.ts";

const firstTen = (seed: number, label: string) => {
  const random = randomStream(seed, label);
  return Array.from({ length: 10 }, () => random.integer(0, 99));
};

it("draws the same on every machine", () => {
  expect(firstTen(1, "honest")).toEqual([68, 14, 56, 96, 5, 7, 77, 26, 64, 90]);
});

it("gives each seed and each label a stream of its own", () => {
  expect(firstTen(1, "a")).toEqual(firstTen(1, "a"));
  expect(firstTen(1, "a")).not.toEqual(firstTen(2, "a"));
  expect(firstTen(1, "a")).not.toEqual(firstTen(1, "b"));
  expect(
    randomStream(1, "a")
      .stream("b")
      .integer(0, 2 ** 31),
  ).toBe(randomStream(1, "a/b").integer(0, 2 ** 31));
});

it("stays within its bounds, whatever their size", () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 32 - 1),
      fc.bigInt(0n, 2n ** 256n),
      fc.bigInt(0n, 2n ** 256n),
      (seed, a, b) => {
        const [min, max] = a < b ? [a, b] : [b, a];
        const drawn = randomStream(seed, "x").bigint(min, max);
        expect(drawn >= min && drawn <= max).toBe(true);
      },
    ),
  );
});

it("draws an index in proportion to its weight, and none of weight zero", () => {
  const random = randomStream(7, "weights");
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 6000; draw++) {
    const index = random.weighted([1, 0, 2, 3]);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  expect(counts[1]).toBe(0);
  expect(counts.map((count) => Math.round(count / 1000))).toEqual([1, 0, 2, 3]);
});

it("refuses a seed that is no unsigned 32-bit number", () => {
  for (const seed of [-1, 1.5, 2 ** 32, Number.NaN])
    expect(() => randomStream(seed, "x")).toThrow("unsigned 32-bit");
});
