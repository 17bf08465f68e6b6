import { describe, expect, test } from "vitest";
import { causes } from "../../sim/scenario/causes.ts";
import {
  type Entry,
  ledgerEntries,
  ledgerTotals,
  popularFigures,
} from "../../sim/scenario/ledger.ts";

const incidentOf = (id: string): Entry["incident"] => {
  const found = ledgerEntries.find(({ incident }) => incident.id === id);
  expect(found, id).toBeDefined();
  return (found as Entry).incident;
};

/** Seconds between two times of a day. */
const between = (from: string, until: string): number =>
  (Date.parse(`1970-01-01T${until}Z`) - Date.parse(`1970-01-01T${from}Z`)) / 1000;

test("the ledger has 31 thefts, each once, in the order of their days", () => {
  const ids = ledgerEntries.map(({ incident }) => incident.id);
  expect(new Set(ids).size).toBe(31);
  const days = ledgerEntries.map(({ incident }) => incident.on.value);
  expect(days).toEqual([...days].sort());
  for (const { incident } of ledgerEntries)
    expect(incident.id.slice(-4), incident.id).toBe(incident.on.value.slice(0, 4));
});

test("every source that a theft names is in the file that it comes from", () => {
  for (const { incident, file } of ledgerEntries)
    for (const value of Object.values(incident))
      if (typeof value === "object")
        for (const id of value.source) expect(Object.keys(file.sources), incident.id).toContain(id);
});

test("what is valued has a day of its price and a source that is no memory", () => {
  for (const { incident, file } of ledgerEntries) {
    const { dollars } = incident;
    if (dollars.value === null) expect(dollars.note, incident.id).toBeDefined();
    else {
      expect(dollars.date, incident.id).not.toBeNull();
      const kinds = dollars.source.map((id) => file.sources[id]?.kind);
      expect(
        kinds.some((kind) => kind === "page" || kind === "code"),
        incident.id,
      ).toBe(true);
    }
  }
});

test("whom nobody names is unknown, and who is named has a source", () => {
  for (const { incident } of ledgerEntries) {
    const { value, source } = incident.attribution;
    expect(source.length > 0, incident.id).toBe(value.standing !== "unknown");
  }
});

test("each cause of the taxonomy was the cause of something", () => {
  const seen = new Set(ledgerEntries.flatMap(({ incident }) => incident.causes.value));
  expect([...seen].sort()).toEqual(Object.keys(causes).sort());
});

test("the amounts of the incidents with a file of their own are theirs, in whole units", () => {
  expect(incidentOf("ronin-2022").amounts.value).toEqual([
    { asset: "ETH", amount: "173600" },
    { asset: "USDC", amount: "25500000" },
  ]);
  expect(incidentOf("nicehash-2017").amounts.value).toEqual([{ asset: "BTC", amount: "4736.42" }]);
  expect(incidentOf("ronin-2024").amounts.value?.[0]).toEqual({
    asset: "ETH",
    amount: "3996.09375",
  });
  expect(incidentOf("kucoin-2020").amounts.value).toContainEqual({
    asset: "TRX",
    amount: "199038936",
  });
});

describe("what the list computes", () => {
  test("times to detect, from the times in their notes", () => {
    expect(incidentOf("coincheck-2018").timeToDetect.value).toBe(between("00:10:00", "11:25:00"));
    expect(incidentOf("coincheck-2018").timeToDetect.alternatives?.[0]?.value).toBe(
      between("03:00:00", "11:25:00"),
    );
    // 4:13 in the afternoon of California's summer is 23:13 UTC, and an hour later by "PST".
    const harmony = incidentOf("harmony-2022").timeToDetect;
    expect(harmony.value).toBe(between("11:06:46", "23:13:00"));
    expect(harmony.alternatives?.[0]?.value).toBe(between("11:06:46", "23:13:00") + 3600);
    expect(incidentOf("bybit-2025").timeToDetect.value).toBe(between("14:13:00", "15:44:00"));
    expect(incidentOf("iotex-2026").timeToDetect.value).toBe(between("07:00:00", "09:20:00"));
    expect(incidentOf("drift-2026").timeToDetect.value).toBe(between("16:05:00", "18:10:00"));
    expect(incidentOf("kelpdao-2026").timeToDetect.value).toBe(between("17:35:00", "18:21:00"));
  });

  test("what Circle and Tether froze of Multichain's money", () => {
    expect(incidentOf("multichain-2023").recovered.value).toBe(`${63_200_000 + 2_500_000}`);
  });
});

test("Chainalysis' years and its part of 2023 add up to its total, to two decimals of a billion", () => {
  const [whole, ...years] = ledgerTotals;
  expect(years.map(({ from }) => from.slice(0, 4))).toEqual([
    ...["2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023"],
  ]);
  expect(years.at(-1)?.until).toBe(whole?.until);
  const sum = years.reduce((total, { dollars }) => total + Number(dollars.value), 0);
  expect(sum).toBe(3_542_700_000);
  expect((sum / 1e9).toFixed(2)).toBe((Number(whole?.dollars.value) / 1e9).toFixed(2));
});

test("each popular figure is about something that there is", () => {
  const known = [
    ...ledgerEntries.map(({ incident }) => incident.id),
    ...ledgerTotals.map(({ id }) => id),
  ];
  for (const { id, incident, total } of popularFigures)
    expect(known, id).toContain(incident ?? total);
});
