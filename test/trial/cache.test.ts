import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Find, keptBy } from "../../scripts/host/guard/cache.ts";

/** An input that nothing was made of yet, and what counts how often something is. */
function fresh() {
  const input = { test: randomUUID() };
  let made = 0;
  const make = (find: Find) => {
    made += 1;
    return [find("A.sol"), find("B.sol")];
  };
  return { input, make, count: () => made };
}

describe("what a compiler made", () => {
  it("is kept while everything that was imported is as it was", () => {
    const { input, make, count } = fresh();
    const files = new Map([["A.sol", "a"]]);
    const find = (wanted: string) => files.get(wanted) ?? null;
    expect(keptBy(input, find, make)).toEqual(["a", null]);
    expect(keptBy(input, find, make)).toEqual(["a", null]);
    expect(count()).toBe(1);
    files.set("A.sol", "other");
    expect(keptBy(input, find, make)).toEqual(["other", null]);
    files.set("B.sol", "b");
    expect(keptBy(input, find, make)).toEqual(["other", "b"]);
    expect(count()).toBe(3);
  });

  it("is not that of another input", () => {
    const [one, other] = [fresh(), fresh()];
    keptBy(one.input, () => null, one.make);
    keptBy(other.input, () => null, other.make);
    expect([one.count(), other.count()]).toEqual([1, 1]);
  });

  it("is not kept if it fails", () => {
    const { input, make, count } = fresh();
    const fails = () => {
      throw new RangeError("no");
    };
    expect(() => keptBy(input, () => null, fails)).toThrow("no");
    expect(keptBy(input, () => null, make)).toEqual([null, null]);
    expect(count()).toBe(1);
  });
});
