import { expect, it } from "vitest";
import { inOrder, meanings, patternOf } from "../../sim/metric/meanings.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarios } from "../../sim/scenarios/registry.ts";
import { metricNames } from "../../sim/study/names.ts";

it("has a meaning for every metric of every scenario, and no other", () => {
  const named = scenarios.flatMap((definition) => {
    const scenario = resolveScenario(definition, 1);
    return metricNames(scenario).map((name) => patternOf(name, scenario.world.tokens));
  });
  expect([...new Set(named)].sort()).toEqual(Object.keys(meanings).sort());
});

it("puts losses first, by token, and what it does not know last", () => {
  const tokens = [
    { symbol: "ETH", decimals: 18 },
    { symbol: "USDC", decimals: 6 },
  ];
  const names = ["odd", "honest.waitP50", "keysStolen", "loss.usd", "loss.USDC", "loss.ETH"];
  expect(inOrder(names, tokens)).toEqual([
    ...["loss.ETH", "loss.USDC", "loss.usd", "keysStolen", "honest.waitP50", "odd"],
  ]);
});
