import type { Setting } from "../../sim/scenario/define.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

/**
 * Returns the scenario that the user chose, and its control.
 *
 * @param chosen A name that `list` shows, or the path of a TypeScript file: no name has a dot or a
 * slash.
 * @throws InputError when there is no such scenario, or the file has none.
 */
export async function chooseScenario(
  chosen: string,
  seed: number,
  settings: readonly Setting[],
): Promise<{ readonly scenario: Scenario; readonly control: Scenario }> {
  const { controlOf, resolveScenario } = await import("../../sim/scenario/define.ts");
  if (/[./\\]/.test(chosen)) {
    const { ownScenario } = await import("./own.ts");
    const { definition, scenario } = await ownScenario(chosen, seed, settings);
    return { scenario, control: controlOf(definition, scenario) };
  }
  const { scenarioNamed } = await import("../../sim/scenarios/registry.ts");
  const definition = scenarioNamed(chosen);
  const scenario = resolveScenario(definition, seed, settings);
  return { scenario, control: controlOf(definition, scenario) };
}
