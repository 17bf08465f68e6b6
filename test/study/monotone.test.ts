import fc from "fast-check";
import { expect, it } from "vitest";
import { guardSamples } from "../../sim/agree/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { day, hour, minute } from "../../sim/core/time.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioNamed } from "../../sim/scenarios/registry.ts";
import { type Place, pointAt } from "../../sim/study/curve.ts";
import { finish } from "../../sim/study/experiment.ts";
import { dollars } from "../../sim/study/taken.ts";

const base = resolveScenario(scenarioNamed("ronin-2022"), 1, [{ path: "honest.count", text: "0" }]);
const guards = Object.keys(guardSamples);

/** What the best attack takes, in dollars. */
async function loss(place: Omit<Place, "defense">, stack: readonly string[]) {
  const defense = stack.length === 0 ? "none" : stack.join("+");
  const { scenario } = await pointAt(base, { ...place, defense });
  return dollars(await finish(scenario, openModel));
}

/** A stack, a guard that is not in it, where it is put, and what the thief has. */
const drawn = fc.record({
  order: fc.shuffledSubarray(guards, { minLength: 1, maxLength: 4 }),
  at: fc.nat({ max: 3 }),
  keys: fc.constantFrom(5, 6, 7, 9),
  detectionDelay: fc.constantFrom(minute, 6 * hour, day, day + 1, 2 * day + 2, 7 * day),
});

/** G05 of the catalogue; `MONOTONE_RUNS=300` draws that many. */
it("takes no more with one guard more, wherever it stands", async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ order, at, keys, detectionDelay }) => {
      const fewer = order.toSpliced(at % order.length, 1);
      const place = { keys, detectionDelay };
      expect(await loss(place, order)).toBeLessThanOrEqual(await loss(place, fewer));
    }),
    { seed: 2022, numRuns: Number(process.env.MONOTONE_RUNS ?? 10) },
  );
});
