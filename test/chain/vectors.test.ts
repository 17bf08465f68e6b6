import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioHash } from "../../sim/scenario/hash.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { finish } from "../../sim/study/experiment.ts";
import { runOnChains } from "../support/ronin.ts";

const file = new URL("../vectors/traces.json", import.meta.url);
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/**
 * The hashes are kept: whoever changes what a seed gives changes this file, on purpose, with
 * UPDATE_VECTORS=1, and says so in the commit.
 */
it("gives twenty seeds the traces they have always given", async () => {
  const vectors: Record<string, { scenario: string; trace: string }> = {};
  for (const seed of seeds) {
    const scenario = resolveScenario(ronin2022Scenario, seed);
    const { traceHash, verdicts } = await runOnChains(scenario);
    expect((await finish(scenario, openModel)).traceHash, `seed ${seed} on the model`).toBe(
      traceHash,
    );
    vectors[seed] = { scenario: scenarioHash(scenario), trace: traceHash };
    const found = Object.entries(verdicts).map(([check, { valid }]) => [check, valid]);
    expect(Object.fromEntries(found), `seed ${seed}`).toEqual(scenario.expect);
  }
  if (process.env.UPDATE_VECTORS) writeFileSync(file, `${JSON.stringify(vectors, null, 2)}\n`);
  expect(vectors).toEqual(JSON.parse(readFileSync(file, "utf8")));
});
