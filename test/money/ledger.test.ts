import { describe, expect, test } from "vitest";
import { InvariantError } from "../../sim/core/invariant.ts";
import { readDollars, writeDollars } from "../../sim/money/dollars.ts";
import { contrastOf, coverageOf, sumOf, yearSums } from "../../sim/money/ledger.ts";
import type { Entry, LedgerTotal } from "../../sim/scenario/ledger.ts";
import { ledgerEntries, ledgerTotals, popularFigures } from "../../sim/scenario/ledger.ts";

/** A theft that is only a day, a value and a party. */
const theft = (on: string, dollars: string | null, party: string | null = null): Entry =>
  ({
    file: { sources: {} },
    incident: {
      id: on,
      on: { value: on },
      dollars: { value: dollars },
      attribution: { value: { party } },
    },
  }) as unknown as Entry;

const total = (from: string, until: string, dollars: string): LedgerTotal =>
  ({ id: "total", from, until, party: "N", dollars: { value: dollars } }) as LedgerTotal;

describe("dollars", () => {
  test.each(["0", "1", "0.0001", "565376764.7509", "275115652.33", "10000000000"])(
    "%s is read and written as it stands",
    (text) => {
      expect(writeDollars(readDollars(text))).toBe(text);
    },
  );

  test("finer than a ten-thousandth is refused, and not rounded", () => {
    expect(() => readDollars("0.00001")).toThrow(InvariantError);
  });

  test("a sum that a number cannot hold is exact", () => {
    const entries = ["9007199254740993", "0.1", "0.2"].map((value) => theft("2020-01-01", value));
    expect(writeDollars(sumOf(entries).dollars)).toBe("9007199254740993.3");
  });
});

test("a year's sum counts apart what no source values, and what is laid to the party", () => {
  const entries = [
    theft("2021-12-31", "1"),
    theft("2022-01-01", "2.5", "N"),
    theft("2022-12-31", "4"),
    theft("2022-06-01", null, "N"),
  ];
  expect(yearSums(entries, "N")).toEqual([
    {
      year: "2021",
      incidents: 1,
      unvalued: 0,
      dollars: readDollars("1"),
      ofParty: { incidents: 0, unvalued: 0, dollars: 0n },
    },
    {
      year: "2022",
      incidents: 3,
      unvalued: 1,
      dollars: readDollars("6.5"),
      ofParty: { incidents: 2, unvalued: 1, dollars: readDollars("2.5") },
    },
  ]);
});

test("a total is covered by thefts of its party and its days, both ends counted", () => {
  const entries = [
    theft("2021-12-31", "1", "N"),
    theft("2022-01-01", "2", "N"),
    theft("2022-03-01", "8", "M"),
    theft("2022-03-02", "16"),
    theft("2022-12-31", "4", "N"),
    theft("2023-01-01", "32", "N"),
  ];
  const { counted, covered } = coverageOf(total("2022-01-01", "2022-12-31", "10"), entries);
  expect(counted).toBe(readDollars("10"));
  expect(covered).toEqual({ incidents: 2, unvalued: 0, dollars: readDollars("6") });
});

describe("the real ledger", () => {
  const coverage = (id: string) =>
    coverageOf(ledgerTotals.find((one) => one.id === id) as LedgerTotal, ledgerEntries);

  test("of 2022 has Ronin and Harmony, 40.3 % of what Chainalysis counts", () => {
    const { covered, counted } = coverage("chainalysis-2022");
    expect(covered.incidents).toBe(2);
    expect(writeDollars(covered.dollars)).toBe("665376764.7509");
    expect((covered.dollars * 1000n) / counted).toBe(403n);
  });

  test("to September 2023 has four thefts, 28.5 % of 3.54 billion", () => {
    const { covered, counted } = coverage("chainalysis-to-september-2023");
    expect(covered.incidents).toBe(4);
    expect(writeDollars(counted)).toBe("3540000000");
    expect((covered.dollars * 1000n) / counted).toBe(285n);
  });

  test("names by how much popular accounts differ", () => {
    const differences = popularFigures.map((popular) => {
      const { difference } = contrastOf(popular, ledgerEntries, ledgerTotals);
      return [popular.id, difference / 10_000n];
    });
    expect(differences).toEqual([
      ["kucoin-nearly-300-million", 15_000_000n],
      ["north-korea-more-than-10-billion", 8_350_000_000n],
      ["north-korea-more-than-1-billion", -650_000_000n],
    ]);
  });

  test("adds up over the years to what it adds up to at once", () => {
    const years = yearSums(ledgerEntries, "North Korea");
    const sum = years.reduce((all, { dollars }) => all + dollars, 0n);
    expect(sum).toBe(sumOf(ledgerEntries).dollars);
    expect(years.reduce((all, { incidents }) => all + incidents, 0)).toBe(ledgerEntries.length);
  });
});
