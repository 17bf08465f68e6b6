import { beforeAll, describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();

let text: string;

beforeAll(async () => {
  const ended = await user.types(["ledger"]);
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: "" });
  text = ended.stdout;
});

describe.concurrent("ledger", () => {
  it("prints each theft with its day, dollars, way in and who it is laid to", () => {
    expect(text).toMatch(
      /^2022-03-23 {2}Ronin bridge +565,376,764\.7509 \* {2}keys +authorities: North Korea +6d +41,700,000$/m,
    );
    expect(text).toMatch(
      /^2017-12-06 {2}NiceHash +62,000,000 \* {2}keys +alleged: North Korea +\? +\?$/m,
    );
    expect(text).toContain("2017-12-06 NiceHash: 4,736.42 BTC");
    expect(text).toContain("2022-03-23 Ronin bridge: 173,600 ETH, 25,500,000 USDC");
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(120);
  });

  it("sets its sums beside what Chainalysis counts, with the share covered", () => {
    expect(text).toMatch(
      /^2022 +7 \(1 unvalued\) +1,822,076,764\.7509 +665,376,764\.7509 +1,650,000,000 +40\.3 %$/m,
    );
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "3,540,000,000 dollars laid to North Korea; the 4 thefts above of these days make up 1,012,376,764.7509, 28.5 %",
    );
  });

  it("says where popular accounts differ, and from what", () => {
    const flat = text.replaceAll(/\s+/g, " ");
    expect(flat).toContain(
      "KuCoin lost nearly 300 million dollars: that is 15,000,000 more than the 285,000,000 used here",
    );
    expect(flat).toContain(
      "North Korea stole more than 10 billion dollars in 2022: that is 8,350,000,000 more than the 1,650,000,000 used here",
    );
  });

  it("names each disputed figure, what is used and why, and the others with their sources", () => {
    const flat = text.replaceAll(/\s+/g, " ");
    expect(flat).toMatch(
      /Ronin bridge, dollars: used 565,376,764\.7509 \[.*?\] Used because it alone comes with its data.*? Others: 540,000,000 \(.*?\) \[interaksyon\.philstar\.com/,
    );
    expect(flat).toContain("Coincheck, time to detect: used 11h 15m");
  });

  it("prints one JSON document with --json, with sources, and says why a value is missing", async () => {
    const { status, stdout, stderr } = await user.asks(["ledger", "--json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.match(/\n/g)).toHaveLength(1);
    const { format, incidents, years, totals, popular } = JSON.parse(stdout);
    expect(format).toBe(1);
    expect(incidents).toHaveLength(31);
    for (const { id, dollars, causes } of incidents) {
      expect(causes.sources.length, id).toBeGreaterThan(0);
      if (dollars.value === null) expect(dollars.why, id).not.toBe("");
      else expect(dollars.sources.length, id).toBeGreaterThan(0);
    }
    expect(years.find(({ year }: { year: string }) => year === "2022")).toMatchObject({
      incidents: 7,
      unvalued: 1,
      dollars: "1822076764.7509",
      ofParty: { incidents: 2, dollars: "665376764.7509" },
    });
    expect(totals[0]).toMatchObject({
      id: "chainalysis-to-september-2023",
      counted: { dollars: "3540000000" },
      shareCovered: { numerator: "10123767647509", denominator: "35400000000000" },
    });
    expect(popular.map(({ claimed }: { claimed: { dollars: string } }) => claimed.dollars)).toEqual(
      ["300000000", "10000000000", "1000000000"],
    );
  });

  it.each([
    ["an unknown flag", ["--year", "2022"], "'--year'"],
    ["an argument", ["ronin-2022"], "ronin-2022"],
  ])("refuses %s with one sentence and status 2", async (_, words, named) => {
    const { status, stdout, stderr } = await user.asks(["ledger", ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(named);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
