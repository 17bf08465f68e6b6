import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frontOf, type Offer } from "../../sim/report/front.ts";

const offer = (name: string, averted: bigint, price: bigint): Offer => ({ name, averted, price });

describe("the Pareto front", () => {
  it("has what nothing beats in both, and names what beats the others", () => {
    const placed = frontOf([
      offer("none", 0n, 0n),
      offer("limit", 5n, 3n),
      offer("worse", 4n, 3n),
      offer("dearer", 5n, 4n),
      offer("best", 9n, 7n),
      offer("worst", 3n, 8n),
    ]);
    expect(placed.map(({ name, dominatedBy }) => [name, dominatedBy])).toEqual([
      ["none", null],
      ["limit", null],
      ["worse", "limit"],
      ["dearer", "limit"],
      ["best", null],
      ["worst", "limit"],
    ]);
  });

  it("keeps equals, of which neither beats the other", () => {
    const placed = frontOf([offer("a", 5n, 3n), offer("b", 5n, 3n)]);
    expect(placed.every(({ dominatedBy }) => dominatedBy === null)).toBe(true);
  });

  it("tells amounts apart by their last digit", () => {
    const much = 10n ** 27n;
    const [one, other] = frontOf([offer("a", much, much + 1n), offer("b", much, much)]);
    expect([one?.dominatedBy, other?.dominatedBy]).toEqual(["b", null]);
  });

  it("has no two of which one beats the other, and beats all others", () => {
    const amount = fc.bigInt({ min: -5n, max: 5n });
    const some = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 12 });
    const beats = (one: Offer, other: Offer) =>
      one.averted >= other.averted &&
      one.price <= other.price &&
      !(one.averted === other.averted && one.price === other.price);
    fc.assert(
      fc.property(some, (pairs) => {
        const placed = frontOf(pairs.map(([a, p], index) => offer(`${index}`, a, p)));
        const front = placed.filter(({ dominatedBy }) => dominatedBy === null);
        expect(front.length).toBeGreaterThan(0);
        for (const one of front) expect(front.some((other) => beats(other, one))).toBe(false);
        for (const one of placed.filter(({ dominatedBy }) => dominatedBy !== null)) {
          const better = front.find(({ name }) => name === one.dominatedBy);
          expect(better !== undefined && beats(better, one)).toBe(true);
        }
      }),
    );
  });
});
