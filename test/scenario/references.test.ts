import { describe, expect, it } from "vitest";
import { resolveScenario } from "../../sim/scenario/define.ts";
import {
  type Fact,
  type FactFile,
  ronin2022,
  roninCalldata,
  roninTraffic,
} from "../../sim/scenario/facts.ts";
import { kucoin2020, nicehash2017, ronin2024 } from "../../sim/scenario/incidents.ts";
import { ledgerFile } from "../../sim/scenario/ledger.ts";
import { roninV3 } from "../../sim/scenario/parameters.ts";
import { linkTo, referencesOf } from "../../sim/scenario/references.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { scenarios } from "../../sim/scenarios/registry.ts";
import { roninWith } from "../support/ronin.ts";

/** Returns a scenario whose only value comes from a source. */
const from = (source: string): Scenario => ({
  ...roninWith(),
  provenance: [{ what: "x", value: "1", status: "sourced", source }],
});

const found = (source: string) => referencesOf(from(source))[source];

describe("linkTo", () => {
  it.each([
    ["blockonomi.com", "https://blockonomi.com"],
    ["roninchain.com/blog", "https://roninchain.com/blog"],
    ["interaksyon.philstar.com", "https://interaksyon.philstar.com"],
    ["coindesk.com, also at news.yahoo.com", "https://coindesk.com"],
    ["theblock.co/post/156038, also at mezha.media", "https://theblock.co/post/156038"],
    ["stealien.com, /2022-04-12/analysis", "https://stealien.com/2022-04-12/analysis"],
    ["owner/repo at 8992526", "https://github.com/owner/repo/tree/8992526"],
    [
      "owner/repo at 63f1b567, src/a-b.ts",
      "https://github.com/owner/repo/blob/63f1b567/src/a-b.ts",
    ],
    ["owner/repo at an unrecorded commit, src/A_b.sol", "https://github.com/owner/repo"],
    ["test/facts/ronin-2022.test.ts", null],
    ["a sentence about a page", null],
    ["javascript:alert(1)", null],
    ['host.com" onclick="alert(1)', null],
    ["", null],
  ])("leads from %o to %o", (where, link) => {
    expect(linkTo(where)).toBe(link);
  });

  it("leads somewhere from every page and every code that the facts name, and nowhere else", () => {
    const incidents = [ronin2022, nicehash2017, kucoin2020, ronin2024];
    for (const { sources } of [...incidents, ledgerFile, roninCalldata, roninTraffic])
      for (const { where, kind } of Object.values(sources)) {
        const link = linkTo(where);
        expect(link !== null, where).toBe(kind === "page" || kind === "code");
        if (link !== null) expect(new URL(link).href.replace(/\/$/, "")).toBe(link);
      }
  });
});

describe("referencesOf", () => {
  it("has the sources of the fact that a value names", () => {
    expect(found("facts/incidents/ronin-2022.json: inputs.threshold")).toEqual([
      {
        title: "Ronin's community alert of 29 March 2022, reproduced in full",
        where: "kingdata.com/blog/3532",
        link: "https://kingdata.com/blog/3532",
        date: "2022-03-29",
      },
    ]);
  });

  it("has those of a fact whose name has a dot in it", () => {
    const [id = ""] = roninV3.inputs["lockedFrom.ETH"].source;
    const sources: FactFile["sources"] = roninV3.sources;
    expect(found("facts/parameters/ronin-v3.json: inputs.lockedFrom.ETH")).toEqual([
      expect.objectContaining({ title: sources[id]?.title }),
    ]);
    expect(found("facts/parameters/ronin-v3.json: inputs.lockedFrom")).toBeUndefined();
  });

  it("has those of several facts, each source once", () => {
    const { etherPaidAt, etherAmount } = ronin2022.inputs;
    const ids = [etherPaidAt, etherAmount].flatMap(({ source }: Fact<unknown>) => source);
    const titles = [...new Set(ids)].map((id) => ronin2022.sources[id]?.title);
    const both = found("facts/incidents/ronin-2022.json: inputs.etherPaidAt, inputs.etherAmount");
    expect(both?.map(({ title }) => title)).toEqual(titles);
  });

  it("has all of a file's sources where the file alone is named", () => {
    expect(found("facts/vectors/ronin-v1-calldata.json")).toHaveLength(
      Object.keys(roninCalldata.sources).length,
    );
  });

  it("has none for a calculation's place, and no date where none is known", () => {
    const references = found("facts/vectors/ronin-v1-calldata.json") ?? [];
    expect(references).toContainEqual(
      expect.objectContaining({ where: "test/facts/ronin-v1-calldata.test.ts", link: null }),
    );
    expect(references).toContainEqual(expect.objectContaining({ date: null }));
  });

  it("has nothing for a source that is no facts file", () => {
    expect(referencesOf(from("no source says it"))).toEqual({});
    expect(referencesOf(from("facts/incidents/unknown.json: inputs.threshold"))).toEqual({});
    for (const text of ["constructor", "__proto__", "toString: x"])
      expect(referencesOf(from(text))).toEqual({});
  });

  it("has nothing for a fact that the file does not have", () => {
    expect(referencesOf(from("facts/incidents/ronin-2022.json: inputs.treshold"))).toEqual({});
    expect(referencesOf(from("facts/incidents/ronin-2022.json: constructor"))).toEqual({});
  });

  it.each(scenarios)("has some for whatever $name says is sourced", (definition) => {
    const scenario = resolveScenario(definition, 1);
    const references = referencesOf(scenario);
    for (const { source, status, what } of scenario.provenance)
      if (status === "sourced" || source.startsWith("facts/"))
        expect(references[source]?.length, what).toBeGreaterThan(0);
    expect(Object.keys(references).length).toBeGreaterThan(0);
  });
});
