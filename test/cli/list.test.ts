import { beforeAll, describe, expect, it } from "vitest";
import { scenarios as registered } from "../../sim/scenarios/registry.ts";
import { type Ended, userAtDesk } from "./program.ts";

const user = userAtDesk();
let text: Ended;
let json: Ended;

beforeAll(async () => {
  [text, json] = await Promise.all([user.types(["list"]), user.asks(["list", "--json"])]);
}, 60_000);

/** The paths whose names stay stable. */
const stablePaths = [
  "quorum.threshold",
  "delegation.axie-dao",
  "keys.stolen",
  "detection.delay",
  "theft.ETH",
  "theft.USDC",
  "vault.ETH",
  "honest.count",
];

const checks = [
  "conservation",
  "authority",
  "replay",
  "backing",
  "liveness",
  "pause",
  "exits",
  "quorum",
  "upgrade",
  "solvency",
];

describe("list", () => {
  it("ends with 0 and says nothing on standard error", () => {
    expect({ ...text, stdout: "" }).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("shows scenarios, checks and every stable field, a line each", () => {
    for (const name of ["ronin-2022:", "ronin-2022-calldata:", ...stablePaths, ...checks])
      expect(text.stdout.split("\n").filter((line) => line.trim().startsWith(name))).not.toEqual(
        [],
      );
  });

  it("shows what a field takes and its default", () => {
    expect(text.stdout).toMatch(/quorum\.threshold {2}\(a number of the 9 validators; 5\/9\) {2}/);
    expect(text.stdout).toMatch(/theft\.ETH {2}\(an amount of ETH; 173600 ETH\) {2}/);
  });

  it("shows the metrics", () => {
    expect(text.stdout).toContain("loss.ETH, loss.USDC, loss.usd");
  });
});

describe("list --json", () => {
  it("is one JSON document and nothing else", () => {
    expect({ status: json.status, stderr: json.stderr }).toEqual({ status: 0, stderr: "" });
    expect(json.stdout.match(/\n/g)).toHaveLength(1);
    expect(Object.keys(JSON.parse(json.stdout)).sort()).toEqual([
      "attacks",
      "bridges",
      "checks",
      "defenses",
      "families",
      "format",
      "scenarios",
    ]);
  });

  it("has what the text has", () => {
    const { scenarios, checks: listed } = JSON.parse(json.stdout);
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual(
      registered.map(({ name }) => name),
    );
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(checks);
    for (const { fields, metrics } of scenarios) {
      for (const { path, means } of fields) {
        expect(text.stdout).toContain(path);
        expect(text.stdout).toContain(means);
      }
      for (const metric of metrics) expect(text.stdout).toContain(metric);
    }
  });

  it("says of each field whether a source gives its default, and which", () => {
    const [{ fields }] = JSON.parse(json.stdout).scenarios;
    expect(fields.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(stablePaths),
    );
    for (const { path, status, source } of fields) {
      expect(["sourced", "derived", "chosen"], path).toContain(status);
      expect(source, path).not.toBe("");
    }
  });
});
