import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { defend } from "../../sim/defense/registry.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import { finish } from "../../sim/study/experiment.ts";
import { redTeam } from "../../sim/study/red-team.ts";
import { erratic, split } from "../support/attacks.ts";
import { inProcess } from "../support/red.ts";
import { roninWith, runOnChains } from "../support/ronin.ts";

describe("the plan of an attack", () => {
  it.each([
    ["none", erratic],
    ["utc-day-limit", split],
    ["delay-with-veto+backing-monitor", erratic],
    ["ronin-v2", erratic],
  ] as const)(
    "gives the same trace on the chains, from its JSON alone: %s",
    async (stack, attack) => {
      const { scenario } = await redTeam(defend(roninWith(), stack), inProcess(attack));
      const file = readScenario(JSON.parse(JSON.stringify(scenario)), "its file");
      const onChains = await runOnChains(file);
      expect(onChains.traceHash).toBe((await finish(scenario, openModel)).traceHash);
    },
  );
});
