import { expect, it } from "vitest";
import { controlWords } from "../../sim/report/control-words.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { scenarios } from "../../sim/scenarios/registry.ts";

it.each([
  ["ronin-2022", "the same seed, without the thief"],
  ["ronin-2022-calldata", "the same seed, without submitter"],
  ["ronin-2024", "the same seed, without bot-owners, with other steps of governance"],
  ["quorum-zero", "the same seed, on a bridge that is set up otherwise"],
])("says what the control of %s is", (name, words) => {
  const definition = scenarios.find((one) => one.name === name);
  if (definition === undefined) throw new Error(`There is no ${name}.`);
  const scenario = resolveScenario(definition, 1);
  expect(controlWords(scenario, controlOf(definition, scenario))).toBe(words);
});
