import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import { checkFacts, type FactFolder } from "../../sim/scenario/facts.schema.ts";
import { ronin2022, sourceOf } from "../../sim/scenario/facts.ts";

// biome-ignore lint/suspicious/noExplicitAny: the tests break these values on purpose.
type Loose = any;

const root = new URL("../../facts/", import.meta.url);
const read = (path: string): Loose => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "README.md")
  .map(({ parentPath, name }) => relative(fileURLToPath(root), `${parentPath}/${name}`))
  .sort();
const folderOf = (path: string) => path.split("/")[0] as FactFolder;

/** Every fact of a file with where it stands, found by its form and not by the schema. */
function factsIn(value: Loose, path: readonly string[] = []): Placed[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => factsIn(one, [...path, key]));
  return "value" in value && "unit" in value ? [{ path, fact: value }, ...inner] : inner;
}

type Placed = { readonly path: readonly string[]; readonly fact: Loose };

/** Why a file is refused once it was changed, or null. */
function refusal(path: string, change: (file: Loose) => void): string | null {
  const file = read(path);
  change(file);
  try {
    checkFacts(folderOf(path), file, path);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
}

const at = (file: Loose, path: readonly string[]): Loose =>
  path.reduce((value, key) => value[key], file);

test("facts/ holds JSON in folders that have a form, and nothing else", () => {
  expect(files.length).toBeGreaterThan(0);
  for (const path of files)
    expect(path).toMatch(/^(incidents|ledger|parameters|traffic|vectors)\/[a-z0-9-]+\.json$/);
});

describe.each(files)("%s", (path) => {
  const file = read(path);
  const facts = factsIn(file);

  test("keeps every rule of facts/README.md", () => {
    expect(refusal(path, () => {})).toBeNull();
  });

  test("is named as its file is", () => {
    expect(path.endsWith(`/${file.name}.json`)).toBe(true);
  });

  test("has no fact that would do without its source, its date, its unit or its status", () => {
    expect(facts.length).toBeGreaterThan(2);
    for (const { path: place, fact } of facts) {
      const name = place.join(".");
      const without = (change: (fact: Loose) => void) =>
        refusal(path, (copy) => change(at(copy, place)));
      for (const key of ["value", "unit", "source", "date", "status"])
        expect(
          without((fact) => delete fact[key]),
          `${name} without ${key}`,
        ).toContain(name);
      if (["unsourced", "chosen", "fitted"].includes(fact.status)) {
        expect(without((fact) => delete fact.note)).toContain(
          `${name}: is ${fact.status} without a note that says why`,
        );
      } else {
        expect(without((fact) => (fact.source = []))).toContain(
          `${name}: is ${fact.status}, but by no source other than memory`,
        );
        expect(without((fact) => (fact.date = null))).toContain(
          `${name}: is ${fact.status}, but of no date`,
        );
      }
    }
  });

  test("has no source that could be missing, be renamed, or bear out nothing", () => {
    for (const id of Object.keys(file.sources)) {
      const without = refusal(path, (copy) => delete copy.sources[id]);
      expect(without).toContain(`names no source of this file: ${id}`);
    }
    const idle = { title: "Idle", where: "example.org", kind: "page" };
    expect(refusal(path, (copy) => (copy.sources.idle = idle))).toContain(
      "sources.idle: bears out nothing",
    );
  });
});

describe("a fact is refused", () => {
  const incident = "incidents/ronin-2022.json";

  test.each<[string, (file: Loose) => void, string]>([
    [
      "that a memory alone bears out",
      (file) => (file.sources["xchainwatcher-requests"].kind = "memory"),
      "inputs.withdrawalIdBefore: is derived, but by no source other than memory",
    ],
    [
      "that is called unsourced and has a source",
      (file) => (file.inputs.phishedOn.source = ["the-block"]),
      "inputs.phishedOn: is unsourced, but has a source",
    ],
    [
      "that is disputed by nobody",
      (file) => (file.inputs.threshold.status = "disputed"),
      "inputs.threshold: is disputed, but has no alternatives",
    ],
    [
      "that keeps alternatives and is not called disputed",
      (file) => (file.outcomes.timeToDetect.status = "sourced"),
      "outcomes.timeToDetect: has alternatives or is marked used, but is not disputed",
    ],
    [
      "whose used value is not marked",
      (file) => delete file.outcomes.timeToDetect.used,
      "outcomes.timeToDetect: must be marked used, with a note that says why",
    ],
    [
      "whose used value is not said why",
      (file) => delete file.outcomes.timeToDetect.note,
      "outcomes.timeToDetect: must be marked used, with a note that says why",
    ],
    [
      "of which an alternative is used as well",
      (file) => (file.outcomes.timeToDetect.alternatives[0].used = true),
      "outcomes.timeToDetect.alternatives.0.used: Invalid input: expected false",
    ],
    [
      "of which an alternative has no source",
      (file) => (file.outcomes.timeToDetect.alternatives[0].source = []),
      "outcomes.timeToDetect.alternatives.0: is sourced, but by no source other than memory",
    ],
    [
      "of which an alternative is in another form",
      (file) => (file.outcomes.timeToDetect.alternatives[0].value = "5 days"),
      "outcomes.timeToDetect.alternatives.0.value: in seconds Invalid input: expected number",
    ],
    [
      "that has no value and is called sourced",
      (file) => (file.inputs.delegationRevoked.value = null),
      "inputs.delegationRevoked.value: in yes or no Invalid input: expected boolean",
    ],
    [
      "whose amount is a number",
      (file) => (file.inputs.etherAmount.value = 1.736e23),
      "inputs.etherAmount.value: in wei must be whole base units in a string",
    ],
    [
      "whose amount is not in base units",
      (file) => (file.inputs.etherAmount.value = "173600.0"),
      "inputs.etherAmount.value: in wei must be whole base units in a string",
    ],
    [
      "whose time has a fraction",
      (file) => (file.inputs.etherPaidAt.value = 1648042149.5),
      "inputs.etherPaidAt.value: in seconds since 1970 Invalid input: expected int",
    ],
    [
      "whose unit is unknown",
      (file) => (file.inputs.etherAmount.unit = "ETH"),
      "inputs.etherAmount.unit: is no known unit",
    ],
    [
      "whose date is no day",
      (file) => (file.inputs.etherAmount.date = "23 March 2022"),
      "inputs.etherAmount.date:",
    ],
    [
      "whose status is none",
      (file) => (file.inputs.etherAmount.status = "certain"),
      "inputs.etherAmount.status:",
    ],
    [
      "that has a field of no meaning",
      (file) => (file.inputs.etherAmount.sources = ["defihacklabs"]),
      'inputs.etherAmount: Unrecognized key: "sources"',
    ],
    [
      "whose code has no commit",
      (file) => (file.sources["ronin-v1-contracts"].where = "axieinfinity/ronin-smart-contracts"),
      "sources.ronin-v1-contracts.where: must be a repository and its commit",
    ],
    [
      "whose page has no host",
      (file) => (file.sources["the-block"].where = "a newspaper"),
      "sources.the-block.where: must begin with the host of the page",
    ],
  ])("%s", (_, change, message) => {
    expect(refusal(incident, change)).toContain(message);
  });
});

describe("a theft of the ledger is refused", () => {
  const ledger = "ledger/incidents.json";

  test.each<[string, (file: Loose) => void, string]>([
    [
      "whose dollars have no source",
      ({ incidents }) => (incidents[2].dollars.source = []),
      "incidents.2.dollars: is disputed, but by no source other than memory",
    ],
    [
      "whose dollars have no day",
      ({ incidents }) => (incidents[2].dollars.date = null),
      "incidents.2.dollars: is disputed, but of no date",
    ],
    [
      "that has no attribution",
      ({ incidents }) => delete incidents[4].attribution,
      "incidents.4.attribution",
    ],
    [
      "that names somebody and calls it unknown",
      ({ incidents }) => (incidents[4].attribution.value.standing = "unknown"),
      "incidents.4.attribution.value.party: in attribution must be null where the standing is unknown",
    ],
    [
      "whose cause is none of the thirteen",
      ({ incidents }) => (incidents[0].causes.value = ["bad-luck"]),
      "incidents.0.causes.value.0: in causes",
    ],
    [
      "whose way in is none",
      ({ incidents }) => (incidents[0].by.value = "luck"),
      "incidents.0.by.value: in way in",
    ],
    [
      "whose dollars are in another unit",
      ({ incidents }) => (incidents[0].dollars.unit = "wei"),
      "incidents.0.dollars.unit",
    ],
    [
      "whose amount is a number",
      ({ incidents }) => (incidents[0].amounts.value[0].amount = 523_000_000),
      "incidents.0.amounts.value.0.amount: in amounts",
    ],
    [
      "whose total has no source",
      ({ totals }) => (totals[0].dollars.source = []),
      "totals.0.dollars: is sourced, but by no source other than memory",
    ],
    [
      "whose popular figure is called sourced",
      ({ popular }) => (popular[0].dollars.status = "sourced"),
      "popular.0.dollars: is sourced, but by no source other than memory",
    ],
  ])("%s", (_, change, message) => {
    expect(refusal(ledger, change)).toContain(message);
  });
});

describe("traffic is refused", () => {
  const traffic = "traffic/ronin-v1.json";

  test.each<[string, (file: Loose) => void, string]>([
    [
      "whose largest sizes do not ascend",
      ({ sizes }) => sizes.value.largest.reverse(),
      "sizes.value.largest: must ascend",
    ],
    [
      "whose quantiles do not ascend",
      ({ sizes }) => sizes.value.quantiles.splice(7, 0, "1"),
      "sizes.value.quantiles: must ascend",
    ],
    [
      "whose largest size is not its last quantile",
      ({ sizes }) => sizes.value.largest.pop(),
      "sizes.value.largest: must end with the last quantile",
    ],
    [
      "whose days do not add up",
      ({ arrivals }) => (arrivals.value.perDayUtc[81] += 1),
      "arrivals.value.perDayUtc: must add up to the count",
    ],
    [
      "whose hours do not add up",
      ({ arrivals }) => (arrivals.value.perHourUtc[0] -= 1),
      "arrivals.value.perHourUtc: must add up to the count",
    ],
  ])("%s", (_, change, message) => {
    expect(refusal(traffic, change)).toContain(message);
  });
});

describe("sourceOf", () => {
  test("names the titles and the places of a fact's sources", () => {
    expect(sourceOf(ronin2022, ronin2022.inputs.validators)).toBe(
      "Ronin's community alert of 29 March 2022, reproduced in full (kingdata.com/blog/3532); " +
        "Ronin's post-mortem of 27 April 2022, Back to Building (roninchain.com/blog)",
    );
  });

  test("says why a fact has none", () => {
    expect(sourceOf(ronin2022, ronin2022.inputs.complaintAt)).toBe("no source: chosen");
  });
});
