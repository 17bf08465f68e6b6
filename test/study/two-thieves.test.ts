import { describe, expect, it } from "vitest";
import { strategyNamed } from "../../sim/attack/strategy.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { quorumZeroScenario } from "../../sim/scenarios/quorum-zero.ts";
import { ronin2024Scenario } from "../../sim/scenarios/ronin-2024.ts";
import { adapt } from "../../sim/study/adapt.ts";
import { finish } from "../../sim/study/experiment.ts";
import { cellsOf } from "../../sim/study/matrix.ts";

describe("where two steal", () => {
  it("the first adapts, and the other does as it did", async () => {
    const scenario = resolveScenario(ronin2024Scenario, 1);
    const adapted = await adapt(scenario, strategyNamed("smash"));
    const names = (of: typeof scenario) => of.actors.map(({ name }) => name);
    expect(names(adapted)).toEqual(names(scenario));
    const second = (of: typeof scenario) => of.actors.find(({ name }) => name === "second-bot");
    expect(second(adapted)).toEqual(second(scenario));
    const { figures } = await finish(adapted, openModel);
    const asItWas = await finish(scenario, openModel);
    expect(figures["loss.USDC"]).toEqual(asItWas.figures["loss.USDC"]);
  });
});

describe("a bridge with a quorum of nothing", () => {
  it("behind a guard is no cell, and the reason stands there", async () => {
    const scenario = resolveScenario(quorumZeroScenario, 1);
    const [cell] = await cellsOf(scenario, "utc-day-limit", openModel, ["replayed"]);
    expect(cell?.traceHash).toBeNull();
    expect(cell?.metrics["loss.ETH"]).toMatchObject({
      value: null,
      why: "quorum-zero has a quorum of nothing, and a GuardedGateway is not set up with one",
    });
  });

  it("behind ronin-v2 has that gateway's quorum, and loses nothing", async () => {
    const scenario = resolveScenario(quorumZeroScenario, 1);
    const [cell] = await cellsOf(scenario, "ronin-v2", openModel, ["replayed"]);
    expect(cell?.metrics["loss.ETH"]?.value).toBe("0");
  });
});
