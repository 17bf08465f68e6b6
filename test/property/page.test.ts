import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { catalogue } from "../../sim/property/catalogue.ts";
import { type Findings, findings, page, pageRuns, pageSeed } from "../../sim/property/page.ts";
import { isAsExpected, survey } from "../../sim/property/survey.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { finish } from "../../sim/study/experiment.ts";
import { readReplay } from "../../sim/trace/replay.ts";
import { scenarioOf, serializeTrace } from "../../sim/trace/trace.ts";
import { onModel, runs } from "./stages.ts";

let found: Findings;
beforeAll(async () => {
  found = await findings(openModel, pageSeed, pageRuns);
}, 120_000);

describe("the catalogue on the model", () => {
  it("has each property as expected, with both of its branches seen", () => {
    const surprises = found.surveys.filter((surveyed) => !isAsExpected(surveyed));
    expect(surprises.map(({ property }) => property.id)).toEqual([]);
  });

  it.each(catalogue.filter(({ expected }) => expected))(
    "has $id in other draws as well",
    async (property) => {
      const { failures } = await survey(property, onModel, 2, runs(20));
      expect(failures).toBe(0);
    },
  );

  it("finds every mutant, and has a defect beside every property that is expected to hold", () => {
    expect(found.mutants.filter((mutant) => mutant.found === null)).toEqual([]);
    for (const { id, expected, planted } of catalogue)
      expect({ id, hasDefect: planted !== null }).toEqual({ id, hasDefect: expected });
  });

  it("shows what is expected to be false", () => {
    const attacked = found.surveys.filter(({ attack }) => attack !== null);
    expect(attacked.map(({ property }) => property.id)).toEqual([
      "S03, state",
      "S03, payment",
      "S07, chain and gateway",
      "S10",
      "A01",
      "V06",
    ]);
  });

  it("gives each attack as a scenario that the engine runs to the same trace", async () => {
    for (const { attack } of found.surveys) {
      if (attack === null) continue;
      const file = canonicalJson(scenarioOf(attack.trace));
      const { scenario } = readReplay(file, "the attack");
      const { traceHash } = await finish(scenario, openModel);
      expect(traceHash).toBe(sha256(serializeTrace(attack.trace)));
    }
  });

  it("leaves nothing in an attack that could be left out", async () => {
    for (const { attack, property } of found.surveys) {
      if (attack === null) continue;
      for (const scenario of without(scenarioOf(attack.trace))) {
        const { trace } = await finish(scenario, openModel);
        expect({ id: property.id, holds: property.judge(trace) }).toEqual({
          id: property.id,
          holds: true,
        });
      }
    }
  });
});

/** A scenario without one of the attacker's commands after the opening, each in turn. */
function without(scenario: Scenario): readonly Scenario[] {
  const isAttack = (verb: string) => verb !== "deposit" && verb !== "requestWithdrawal";
  return scenario.actors.flatMap((actor) => {
    if (actor.kind !== "script" || actor.name !== "attacker") return [];
    return actor.steps.flatMap((left) =>
      isAttack(left.command.verb)
        ? [
            {
              ...scenario,
              actors: scenario.actors.map((other) =>
                other.name === actor.name
                  ? { ...actor, steps: actor.steps.filter((step) => step !== left) }
                  : other,
              ),
            },
          ]
        : [],
    );
  });
}

describe("docs/properties.md", () => {
  it("is what a fresh run prints", async () => {
    const committed = readFileSync("docs/properties.md", "utf8");
    expect(committed).toBe(await page(openModel, found));
  });
});
