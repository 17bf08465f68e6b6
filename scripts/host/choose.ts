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
  change: Change = {},
): Promise<{ readonly scenario: Scenario; readonly control: Scenario }> {
  const { controlOf } = await import("../../sim/scenario/define.ts");
  const { definition, scenario } = await definitionOf(chosen, seed, settings);
  const changed = await changedBy(scenario, change);
  return { scenario: changed, control: controlOf(definition, changed) };
}

/** What is done to a scenario beside its fields. */
type Change = {
  /** A stack of defenses. */
  readonly defense?: string;
  /** A strategy that the thief follows, worked out against the defense. */
  readonly attack?: string;
};

async function definitionOf(chosen: string, seed: number, settings: readonly Setting[]) {
  if (/[./\\]/.test(chosen)) {
    const { ownScenario } = await import("./own.ts");
    return await ownScenario(chosen, seed, settings);
  }
  const { resolveScenario } = await import("../../sim/scenario/define.ts");
  const { scenarioNamed } = await import("../../sim/scenarios/registry.ts");
  const definition = scenarioNamed(chosen);
  return { definition, scenario: resolveScenario(definition, seed, settings) };
}

async function changedBy(scenario: Scenario, { defense, attack }: Change): Promise<Scenario> {
  if (defense === undefined && attack === undefined) return scenario;
  const { defend } = await import("../../sim/defense/registry.ts");
  const { readScenario } = await import("../../sim/scenario/read.ts");
  const defended = defend(scenario, defense ?? "none");
  if (attack === undefined) return readScenario(defended, `--defense ${defense}`);
  const { adapt } = await import("../../sim/study/adapt.ts");
  const { strategyNamed } = await import("../../sim/attack/strategy.ts");
  const adapted = await adapt(defended, strategyNamed(attack));
  return readScenario({ ...adapted, expect: {} }, `--attack ${attack}`);
}
