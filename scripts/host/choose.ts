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
  const { definition, scenario } = await definitionOf(chosen, seed, settings, change.responder);
  const changed = await changedBy(scenario, change);
  return { scenario: changed, control: controlOf(definition, changed) };
}

/** What is done to a scenario beside its fields. */
type Change = {
  /** Who responds in place of those who did. */
  readonly responder?: string;
  /** A stack of defenses. */
  readonly defense?: string;
  /** A strategy that the thief follows, worked out against the defense; or the path of an attack. */
  readonly attack?: string;
  /** How long an attack from a file may say nothing, such as `2m`. */
  readonly attackDeadline?: string;
};

/** Whether a word is a path: no name has a dot or a slash. */
export const isPath = (word: string): boolean => /[./\\]/.test(word);

/**
 * Returns the definition that the user chose, and its scenario.
 *
 * @throws InputError when there is no such scenario, or the file has none.
 */
export async function definitionOf(
  chosen: string,
  seed: number,
  settings: readonly Setting[],
  responder?: string,
) {
  if (isPath(chosen) && responder === undefined) {
    const { ownScenario } = await import("./own.ts");
    return await ownScenario(chosen, seed, settings);
  }
  const { resolveScenario } = await import("../../sim/scenario/define.ts");
  const { scenarioNamed } = await import("../../sim/scenarios/registry.ts");
  const definition =
    responder === undefined ? scenarioNamed(chosen) : await swappedIn(chosen, responder);
  return { definition, scenario: resolveScenario(definition, seed, settings) };
}

async function swappedIn(chosen: string, responder: string) {
  const { scenarioNamed } = await import("../../sim/scenarios/registry.ts");
  const { withResponder } = await import("../../sim/scenarios/swap.ts");
  return withResponder(isPath(chosen) ? chosen : scenarioNamed(chosen).name, responder);
}

async function changedBy(scenario: Scenario, change: Change): Promise<Scenario> {
  const { defense, attack } = change;
  if (defense === undefined && attack === undefined) return scenario;
  const { defend } = await import("../../sim/defense/registry.ts");
  const { readScenario } = await import("../../sim/scenario/read.ts");
  const defended = defend(scenario, defense ?? "none");
  if (attack === undefined) return readScenario(defended, `--defense ${defense}`);
  if (isPath(attack)) {
    const { scenario: attacked } = await attackedBy(defended, attack, change.attackDeadline);
    return readScenario(attacked, `--attack ${attack}`);
  }
  const { adapt } = await import("../../sim/study/adapt.ts");
  const { strategyNamed } = await import("../../sim/attack/strategy.ts");
  const adapted = await adapt(defended, strategyNamed(attack));
  return readScenario({ ...adapted, expect: {} }, `--attack ${attack}`);
}

/**
 * Returns the scenario with a thief who does what an attack of the user's own does.
 *
 * @param path The attack's file, as the user wrote it.
 * @param deadline How long it may say nothing, such as `2m`.
 * @throws InputError for whatever is wrong with the file, or with what it asks for.
 */
async function attackedBy(scenario: Scenario, path: string, deadline = "30s") {
  const { parseDuration } = await import("../../sim/core/units.ts");
  const { redTeam } = await import("../../sim/study/red-team.ts");
  const { ownAttack } = await import("./attack.ts");
  const seconds = parseDuration(deadline, "--attack-deadline");
  const attacked = await redTeam(scenario, ownAttack(path, seconds));
  return { ...attacked, scenario: { ...attacked.scenario, expect: {} } };
}
