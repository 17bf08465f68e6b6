import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { catalogue } from "../../sim/property/catalogue.ts";
import { defects } from "../../sim/property/defects.ts";
import { draws } from "../../sim/property/drawing.ts";
import { findDefect, findTheft, sweep } from "../../sim/property/experiment.ts";
import { play, sisterOf } from "../../sim/property/play.ts";
import { settingWith } from "../../sim/property/setting.ts";
import { findFailure, survey } from "../../sim/property/survey.ts";
import { onChains, onModel, runs, seeds } from "./stages.ts";

const { stage, end } = onChains();
afterAll(end);

describe("an attacker on the chains", () => {
  it("takes nothing with four keys, whatever is drawn", async () => {
    const { example, ...swept } = await sweep(stage, 1, runs(150));
    expect(example).toBeNull();
    expect(swept.draws).toBe(runs(150));
  });

  it("takes something with a fifth key within 50 draws, in 20 of 20 seeds", async () => {
    const { finds } = await findTheft(stage, seeds, 50);
    expect(finds.filter((draw) => draw !== null)).toHaveLength(20);
  });

  it.each(defects)("finds $name by $check", async (defect) => {
    const { finds } = await findDefect(stage, seeds.slice(0, 2), 500, defect);
    expect(finds.filter((draw) => draw !== null)).toHaveLength(2);
  });

  it("takes nothing from the sound twin of a quorum of a half", async () => {
    const { example } = await sweep(stage, 1, 50, { quorum: { numerator: 1, denominator: 2 } });
    expect(example).toBeNull();
  });
});

it("plays draws of every kind as the model does, to the same trace", async () => {
  const menu = { pauses: true, members: true, freezes: true, governs: true };
  const setting = settingWith({ stolenKeys: 5, hasAdminKey: true });
  for (const draw of fc.sample(draws(menu), { numRuns: 40, seed: 5 })) {
    const trace = await play(setting, draw, stage);
    expect(canonicalJson(trace)).toBe(canonicalJson(await play(setting, draw, onModel)));
  }
});

describe("what is expected to be false of V1", () => {
  it.each(catalogue.filter(({ expected }) => !expected))(
    "$id is shown on the chains by the attack that the model found, to the same trace",
    async (property) => {
      const { attack } = await survey(property, onModel, 1, 50);
      if (attack === null) throw new Error("The model finds an attack.");
      const sister = property.menu.sister ? await sisterOf(stage) : null;
      const setting = settingWith(property.changes[0]);
      const trace = await play(setting, attack.draw, stage, sister);
      expect(property.judge(trace)).toBe(false);
      expect(canonicalJson(trace)).toBe(canonicalJson(attack.trace));
    },
  );
});

describe("a property whose defect is a contract", () => {
  const planted = catalogue.flatMap((property) =>
    property.planted !== null && "contract" in property.planted
      ? [{ ...property, contract: property.planted.contract }]
      : [],
  );

  it.each(planted)("$id is made false by $contract", async (property) => {
    const defect = defects.find(({ name }) => name === property.contract);
    if (defect === undefined) throw new Error("The defect is one of the planted ones.");
    expect((await findFailure(property, stage, defect, 1, 500)).draw).not.toBeNull();
  });
});
