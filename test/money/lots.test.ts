import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clean,
  type Discipline,
  exchange,
  type Holding,
  put,
  stolen,
  sumOf,
  taintedIn,
  taintOf,
  take,
} from "../../sim/money/lots.ts";

const disciplines = ["haircut", "fifo"] as const;

const held = (discipline: Discipline, ...lots: Holding): Holding => put(discipline, [], lots);

describe("haircut", () => {
  const holding = held("haircut", clean(60n), stolen("ETH", 30n), clean(10n));

  it("keeps what is of one origin together", () => {
    expect(holding).toEqual([clean(70n), stolen("ETH", 30n)]);
  });

  it("spends the same share of everything", () => {
    const { spent, left } = take("haircut", holding, 50n);
    expect(spent).toEqual([clean(35n), stolen("ETH", 15n)]);
    expect(left).toEqual([clean(35n), stolen("ETH", 15n)]);
  });

  it("splits no base unit", () => {
    const { spent, left } = take("haircut", holding, 1n);
    expect([spent, left]).toEqual([[stolen("ETH", 1n)], [clean(70n), stolen("ETH", 29n)]]);
  });
});

describe("fifo", () => {
  const holding = held("fifo", clean(60n), stolen("ETH", 30n), clean(5n), clean(5n));

  it("keeps the order, and makes one of what is alike", () => {
    expect(holding).toEqual([clean(60n), stolen("ETH", 30n), clean(10n)]);
  });

  it("spends what came first", () => {
    const { spent, left } = take("fifo", holding, 70n);
    expect(spent).toEqual([clean(60n), stolen("ETH", 10n)]);
    expect(left).toEqual([stolen("ETH", 20n), clean(10n)]);
  });

  it("does not make one of what stands for different amounts", () => {
    const swapped = exchange([stolen("ETH", 10n)], 3n);
    expect(held("fifo", ...swapped, stolen("ETH", 3n))).toHaveLength(2);
  });
});

describe.each(disciplines)("%s", (discipline) => {
  it("takes what is not there for clean", () => {
    expect(take(discipline, [stolen("ETH", 3n)], 5n)).toEqual({
      spent: [stolen("ETH", 3n), clean(2n)],
      left: [],
    });
  });

  it("has all that was bought stand for all that was sold", () => {
    const bought = exchange([clean(1n), stolen("ETH", 2n), stolen("BTC", 3n)], 100n);
    expect(bought).toEqual([
      { taken: null, amount: 16n, taint: 0n },
      { taken: "ETH", amount: 34n, taint: 2n },
      { taken: "BTC", amount: 50n, taint: 3n },
    ]);
  });

  it("lets what was sold for nothing go with the last of the rest", () => {
    const bought = exchange([stolen("ETH", 1n), clean(999n)], 2n);
    expect(bought).toEqual([{ taken: "ETH", amount: 0n, taint: 1n }, clean(2n)]);
    const { spent, left } = take(discipline, bought, 1n);
    expect([taintOf(spent), taintOf(left)]).toEqual([new Map(), new Map([["ETH", 1n]])]);
    expect(taintOf(take(discipline, left, 1n).spent)).toEqual(new Map([["ETH", 1n]]));
  });

  it("loses and makes nothing, whatever is put, taken and exchanged", () => {
    const amount = fc.bigInt(1n, 10n ** 24n);
    const act = fc.record({ what: fc.nat(3), amount, from: fc.nat(2), to: fc.nat(2) });
    const property = fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const holdings: Holding[] = [[], [], []];
      let sum = 0n;
      let taken = 0n;
      for (const { what, amount, from, to } of acts) {
        const source = holdings[from] ?? [];
        if (what < 2 || source.length === 0) {
          holdings[to] = put(discipline, holdings[to] ?? [], [
            what === 0 ? clean(amount) : stolen("ETH", amount),
          ]);
          sum += amount;
          if (what > 0) taken += amount;
        } else {
          const all = sumOf(source);
          const wanted = all === 0n ? 0n : (amount % all) + 1n;
          if (wanted === 0n) continue;
          const spent = take(discipline, source, wanted);
          expect(sumOf(spent.spent)).toBe(wanted);
          expect(sumOf(spent.left)).toBe(all - wanted);
          expect(taintedIn(spent.spent)).toBeLessThanOrEqual(wanted);
          holdings[from] = spent.left;
          const lots = what === 2 ? spent.spent : exchange(spent.spent, amount);
          if (what === 3) {
            expect(sumOf(lots)).toBe(amount);
            sum += amount - wanted;
          }
          holdings[to] = put(discipline, holdings[to] ?? [], lots);
        }
        const lots = holdings.flat();
        expect(sumOf(lots)).toBe(sum);
        expect(taintOf(lots).get("ETH") ?? 0n).toBe(taken);
        for (const lot of lots) {
          expect(lot.amount).toBeGreaterThanOrEqual(0n);
          expect(lot.taint).toBeGreaterThanOrEqual(0n);
        }
      }
    });
    fc.assert(property, { numRuns: 200, seed: 7 });
  });
});
