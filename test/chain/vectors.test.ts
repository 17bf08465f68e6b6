import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioHash } from "../../sim/scenario/hash.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { ronin2022AftermathScenario } from "../../sim/scenarios/ronin-2022-aftermath.ts";
import { ronin2024Scenario } from "../../sim/scenarios/ronin-2024.ts";
import { finish } from "../../sim/study/experiment.ts";
import { runOnChains } from "../support/ronin.ts";

const kept = [
  { name: "ronin-2022", definition: ronin2022Scenario, seeds: 20, text: "traces.json", chains: 5 },
  {
    name: "ronin-2022-aftermath",
    definition: ronin2022AftermathScenario,
    seeds: 1,
    text: "traces-ronin-2022-aftermath.json",
    chains: 1,
  },
  {
    name: "ronin-2024",
    definition: ronin2024Scenario,
    seeds: 4,
    text: "traces-ronin-2024.json",
    chains: 2,
  },
];

/** With it every seed runs on the chains as well, not only the first of each scenario. */
const isWhole = process.env.UPDATE_VECTORS !== undefined;

/**
 * The hashes are kept: whoever changes what a seed gives changes this file, on purpose, with
 * UPDATE_VECTORS=1, and says so in the commit.
 */
it.each(kept)("gives $seeds seeds of $name the traces they have always given", async (one) => {
  const { definition, seeds, text, chains } = one;
  const file = new URL(`../vectors/${text}`, import.meta.url);
  const found: Record<string, { scenario: string; trace: string }> = {};
  for (let seed = 1; seed <= seeds; seed += 1) {
    const scenario = resolveScenario(definition, seed);
    const { traceHash, verdicts } = await finish(scenario, openModel);
    if (isWhole || seed <= chains)
      expect((await runOnChains(scenario)).traceHash, `seed ${seed} on the chains`).toBe(traceHash);
    found[seed] = { scenario: scenarioHash(scenario), trace: traceHash };
    const valid = Object.entries(verdicts).map(([check, verdict]) => [check, verdict.valid]);
    expect(Object.fromEntries(valid), `seed ${seed}`).toEqual(scenario.expect);
  }
  if (isWhole) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(file, "utf8")));
});
