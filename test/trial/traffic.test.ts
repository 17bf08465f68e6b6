import { afterAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { readTraffic } from "../../scripts/host/guard/traffic.ts";
import { utcSeconds } from "../../sim/core/time.ts";
import { benchWith } from "../../sim/trial/bench.ts";
import { honestPrice, movedTo } from "../../sim/trial/traffic.ts";
import { tryGuard } from "../../sim/trial/trial.ts";
import { claims, sound, workshop } from "./guards.ts";

const { guardOf } = workshop();
const bench = openBench();
afterAll(bench.end);

const table = (...lines: readonly string[]) => ["time,token,amount", ...lines, ""].join("\n");
const at = "2022-03-23T09:00:00Z";

describe("a table of withdrawals", () => {
  it("is read, with either end of lines", () => {
    const text = table(`${at},ETH,12.5`, "2022-03-24,USDC,80000").replaceAll("\n", "\r\n");
    expect(readTraffic(text, '"it"')).toEqual([
      { at: utcSeconds(at), token: "ETH", amount: 12_500_000_000_000_000_000n },
      { at: utcSeconds("2022-03-24T00:00:00Z"), token: "USDC", amount: 80_000_000_000n },
    ]);
  });

  it.each([
    ["", 'line 1 is "", but must be "time,token,amount"'],
    ["time,amount\n", 'line 1 is "time,amount"'],
    [table(), "has no withdrawals"],
    [table(`${at},ETH`), 'line 2 is "2022-03-23T09:00:00Z,ETH", but must have'],
    [table(`${at},ETH,1,000`), "line 2 is"],
    [table(`${at},ETH,1`, "", `${at},ETH,1`), 'line 3 is ""'],
    [table("noon,ETH,1"), 'line 2: its time is "noon"'],
    [table("2022-02-30,ETH,1"), 'line 2: its time is "2022-02-30"'],
    [table(`${at},ETH,1`, "2022-03-22,ETH,1"), "line 3 is earlier than the line before it"],
    [table(`${at},DOGE,1`), 'line 2 is about "DOGE", but the tokens are ETH, USDC, AXS, SLP'],
    [table(`${at},ETH,1 ETH`), 'line 2 has the amount "1 ETH"'],
    [table(`${at},ETH,-1`), 'line 2 has the amount "-1"'],
    [table(`${at},ETH,1e3`), 'line 2 has the amount "1e3"'],
    [table(`${at},ETH,0.0`), "line 2 withdraws nothing"],
    [table(`${at},USDC,0.0000001`), "no more than 6 decimals"],
    [table(`${at},SLP,${2n ** 128n}`), "line 2 withdraws more than a gateway pays in one go"],
  ])("is refused as %j", (text, why) => {
    expect(() => readTraffic(text, '"it"')).toThrow(why);
  });
});

describe("honest withdrawals", () => {
  it("keep their time of day and what is between them", () => {
    const start = utcSeconds("2022-03-21T15:59:59Z");
    const wishes = ["2019-07-01T16:00:00Z", "2019-07-02T15:00:00Z"].map((time) => ({
      ...{ at: utcSeconds(time), token: "ETH", amount: 1n },
    }));
    expect(movedTo(start, wishes).map(({ after }) => after)).toEqual([1, 1 + 23 * 3_600]);
  });

  it("wait behind a limit, and are blocked by what never lets them pass", async () => {
    const world = benchWith([guardOf(sound)]);
    const eth = (after: number, amount: bigint) => ({
      ...{ after, token: "ETH", amount: amount * 10n ** 18n },
    });
    const asked = [eth(1, 600n), eth(3_601, 600n), eth(7_201, 1_001n)];
    // The hour of the first counts for 24 more: there is room again after a day, when the second, whose
    // pauses grow by a quarter of what it has waited, looks only some hours later.
    let waited = 0;
    while (waited < 86_400) waited += Math.max(3_600, Math.floor(waited / 4));
    expect(await honestPrice(world, bench.stage, asked)).toEqual({
      withdrawals: 3,
      delayed: 1,
      blocked: 1,
      longestWait: waited,
    });
  });
});

describe("a trial by the clock", () => {
  it("draws what one of as many sequences draws", async () => {
    const guard = guardOf(sound);
    let left = 130;
    const isOver = () => left-- === 0;
    const options = { seed: 7, runs: 0, length: 2 };
    const timed = await tryGuard(guard, claims, bench.stage, { ...options, isOver });
    expect(timed.drawn).toBe(130);
    expect(timed).toEqual(await tryGuard(guard, claims, bench.stage, { ...options, runs: 130 }));
  });
});
