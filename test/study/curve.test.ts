import { afterAll, describe, expect, it } from "vitest";
import { strategyNamed } from "../../sim/attack/strategy.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { day, hour, minute } from "../../sim/core/time.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioNamed } from "../../sim/scenarios/registry.ts";
import { attemptAt, type Point, pointAt } from "../../sim/study/curve.ts";
import { finish } from "../../sim/study/experiment.ts";

const oneEther = 10n ** 18n;
const wanted = 173_600n * oneEther;
const daily = 45_900n * oneEther;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const ceil = (a: number, b: number): bigint => BigInt(Math.ceil(a / b));

/** docs/bounds.md has these, with their reasons. */
const bounds: { readonly [defense: string]: (delay: number) => bigint } = {
  "utc-day-limit": (delay) => least(wanted, (1n + ceil(delay - 1, day)) * (daily - 1n)),
  "token-bucket": (delay) => least(wanted, daily + (daily / BigInt(day)) * BigInt(delay - 1)),
  "sliding-window": (delay) => (delay <= day ? daily : wanted),
  "net-flow-epoch": (delay) => least(wanted, (1n + ceil(delay - 1, 6 * hour)) * (daily / 4n)),
  "delay-with-veto": (delay) => (delay <= day ? 0n : wanted),
};

const delays = [
  minute,
  hour,
  6 * hour,
  day,
  day + 1,
  day + 2,
  2 * day + 1,
  2 * day + 2,
  3 * day,
  6 * day,
  7 * day,
  14 * day,
];

const base = resolveScenario(scenarioNamed("ronin-2022"), 1, [{ path: "honest.count", text: "0" }]);
// Behind one defense the bridge is the same each time.
const worlds = keptWorlds();
const chains = hardhatTenant({ worlds });
afterAll(worlds.end);
const etherLost = ({ loss }: Point): bigint => BigInt(loss.ETH ?? "0");

describe("the curve of ronin-2022", () => {
  it.each(Object.entries(bounds))(
    "is the closed form for %s, never falls with the delay, and every third replays on the chains",
    async (defense, bound) => {
      const losses: bigint[] = [];
      for (const [index, detectionDelay] of delays.entries()) {
        const point = await pointAt(base, { defense, keys: 5, detectionDelay });
        losses.push(etherLost(point));
        expect([detectionDelay, etherLost(point)]).toEqual([detectionDelay, bound(detectionDelay)]);
        if (index % 3 > 0) continue;
        const { figures } = await finish(point.scenario, chains);
        expect(figures["loss.ETH"]?.value).toBe(point.loss.ETH);
        expect(figures["loss.USDC"]?.value).toBe(point.loss.USDC);
      }
      expect(losses).toEqual(losses.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    },
  );

  it("never falls when keys are added, and is zero below the quorum", async () => {
    for (const defense of ["none", "ronin-v2", "utc-day-limit", "tiered-quorum"]) {
      const losses: bigint[] = [];
      for (const keys of [0, 4, 5, 7, 9])
        losses.push(etherLost(await pointAt(base, { defense, keys, detectionDelay: day })));
      expect(losses.slice(0, 2)).toEqual([0n, 0n]);
      expect(losses).toEqual(losses.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    }
  });

  it("never rises when a guard is added", async () => {
    const place = { keys: 5, detectionDelay: 2 * day };
    const alone = await pointAt(base, { ...place, defense: "utc-day-limit" });
    for (const guard of ["token-bucket", "net-flow-epoch", "delay-with-veto", "tiered-quorum"]) {
      const both = await pointAt(base, { ...place, defense: `utc-day-limit+${guard}` });
      expect(etherLost(both)).toBeLessThanOrEqual(etherLost(alone));
    }
  });
});

/** Limits of June 2022, nine validators, a pause so long after the first payment. */
describe("the limits of June 2022, known to the wei", () => {
  const at = async (strategy: string, keys: number, detectionDelay: number) => {
    const place = { defense: "ronin-v2", keys, detectionDelay };
    const { figures, trace } = await attemptAt(base, place, strategyNamed(strategy));
    const payments = trace.filter(
      (event) => event.type === "ok" && event.result.paid !== undefined,
    );
    return { lost: BigInt(figures["loss.ETH"]?.value ?? "0"), payments: payments.length };
  };

  it.each([
    [minute, 2n, 1n],
    [hour, 2n, 1n],
    [day, 2n, 2n],
    [2 * day + 1, 3n, 3n],
    [2 * day + 2, 4n, 3n],
    [6 * day, 4n, 4n],
  ])(
    "lose %d seconds' worth: %d UTC days from the best start, %d from 13:29:09",
    async (delay, bestDays, days) => {
      const worth = (count: bigint) => least(wanted, count * (daily - 1n));
      expect((await at("midnight", 7, delay)).lost).toBe(worth(bestDays));
      expect((await at("daily", 7, delay)).lost).toBe(worth(days));
    },
  );

  it("lose nothing to the five signatures of 2022, at any delay", async () => {
    for (const delay of [minute, day, 6 * day])
      expect(await at("midnight", 5, delay)).toMatchObject({ lost: 0n });
  });

  it("take 51 payments a day with seven keys, and 6 with nine", async () => {
    const ether = (await at("smash", 7, hour)).payments - usdCoinPayments(7);
    expect(ether).toBe(51);
    expect((await at("smash", 9, hour)).payments - usdCoinPayments(9)).toBe(6);
  });
});

/** 25.5M USDC, below 1M each with seven keys and below 10M each with nine. */
const usdCoinPayments = (keys: number): number => (keys === 9 ? 3 : 26);
