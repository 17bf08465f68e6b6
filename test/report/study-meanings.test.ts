import { expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { cellMeaning } from "../../sim/report/study-meanings.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioNamed } from "../../sim/scenarios/registry.ts";
import { cellsOf } from "../../sim/study/matrix.ts";

it("has a meaning for every figure of a cell, and none for what there is not", async () => {
  const scenario = resolveScenario(scenarioNamed("quorum-zero"), 1);
  const [cell] = await cellsOf(scenario, "none", openModel, ["replayed"]);
  const { tokens } = scenario.world;
  const names = Object.keys(cell?.metrics ?? {});
  expect(names).toContain("falseAlarms.count");
  expect(names.filter((name) => cellMeaning(name, tokens) === undefined)).toEqual([]);
  for (const name of ["loss.DAI", "constructor", "falseAlarms"])
    expect(cellMeaning(name, tokens)).toBeUndefined();
});
