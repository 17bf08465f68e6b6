import { describe, expect, it } from "vitest";
import { defend } from "../../sim/defense/registry.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioNamed } from "../../sim/scenarios/registry.ts";
import { falseAlarms } from "../../sim/study/noise.ts";

const ronin = resolveScenario(scenarioNamed("ronin-2022"), 1);
const alarmsOf = (defense: string) => falseAlarms(defend(ronin, defense));

describe("false alarms over all 19,218 real withdrawals", () => {
  it("there are none of a monitor that knows every request, and some where its history has gaps", async () => {
    const { quiet, noisy } = (await alarmsOf("backing-monitor")) as {
      quiet: number;
      noisy: number;
    };
    expect(quiet).toBe(0);
    // One request in a thousand is missing: some 19, give or take three times the root.
    expect(noisy).toBeGreaterThan(6);
    expect(noisy).toBeLessThan(33);
  });

  it("there are some wherever honest people really withdraw more than the limit, fewer at a higher one", async () => {
    const low = await alarmsOf("outflow-monitor:limit.ETH=1000 ETH");
    const high = await alarmsOf("outflow-monitor:limit.ETH=200000 ETH");
    if ("why" in low || "why" in high) throw new Error("both have a monitor");
    expect(low.quiet).toBeGreaterThan(high.quiet);
    expect(high.quiet).toBe(0);
  });

  it("adds up over monitors, and says so where there is none", async () => {
    const one = await alarmsOf("outflow-monitor");
    const both = await alarmsOf("outflow-monitor+backing-monitor");
    if ("why" in one || "why" in both) throw new Error("both have a monitor");
    expect(both.quiet).toBe(one.quiet);
    expect(await alarmsOf("utc-day-limit")).toEqual({ why: "no monitor watches here" });
  });
});
