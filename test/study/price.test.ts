import { describe, expect, it } from "vitest";
import { defend } from "../../sim/defense/registry.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { griefing } from "../../sim/study/grief.ts";
import { honestPrice } from "../../sim/study/price.ts";

const plain = resolveScenario(ronin2022Scenario, 1);

const priceOf = (defense: string) => {
  const price = honestPrice(defend(plain, defense));
  if ("why" in price) return price;
  const { delayed, blocked, value } = price;
  const share = (part: bigint) => Number((part * 10_000n) / value) / 100;
  return {
    delayed: [delayed.count, share(delayed.value)],
    blocked: [blocked.count, share(blocked.value)],
  };
};

/** Shares in percent of a total that lines between quantiles make 1.0015 times the true one. */
describe("what honest users pay, over all 19,218 withdrawals", () => {
  it.each([
    ["none", [0, 0], [0, 0]],
    ["ronin-v2", [4, 47.27], [0, 0]],
    ["utc-day-limit", [0, 0], [2, 42.02]],
    ["backing-attestation", [0, 0], [0, 0]],
    ["delay-with-veto", [19_218, 100], [0, 0]],
  ])("behind %s", (defense, delayed, blocked) => {
    expect(priceOf(defense)).toEqual({ delayed, blocked });
  });

  it("is seven withdrawals, half the value, behind a limit of 4,000 ETH a day", () => {
    expect(priceOf("utc-day-limit:limit.ETH=4000 ETH")).toMatchObject({ blocked: [7, 50.74] });
  });

  it("is not told where the data do not tell", () => {
    expect(priceOf("recipient-rules")).toHaveProperty("why");
  });
});

describe("griefing", () => {
  it("takes one round trip of the limit to shut a UTC day's door", () => {
    expect(griefing(defend(plain, "utc-day-limit"))).toMatchObject({
      trips: 1,
      capital: 45_900n * 10n ** 18n - 1n,
    });
  });

  it("is nothing where nothing can be used up", () => {
    expect(griefing(plain)).toBeNull();
    expect(griefing(defend(plain, "operator-cap"))).toBeNull();
  });
});
