import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { controlOf, type Definition } from "../scenario/define.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { kucoin2020Scenario } from "./kucoin-2020.ts";
import { nicehash2017Scenario } from "./nicehash-2017.ts";
import { quorumZeroScenario } from "./quorum-zero.ts";
import { ronin2022Scenario } from "./ronin-2022.ts";
import { ronin2022AftermathScenario } from "./ronin-2022-aftermath.ts";
import { ronin2022CalldataScenario } from "./ronin-2022-calldata.ts";
import { ronin2024Scenario } from "./ronin-2024.ts";

/** Every scenario, in the order in which they are listed. */
export const scenarios: readonly Definition[] = [
  ronin2022Scenario,
  ronin2022CalldataScenario,
  ronin2022AftermathScenario,
  ronin2024Scenario,
  quorumZeroScenario,
  nicehash2017Scenario,
  kucoin2020Scenario,
];

/**
 * Returns the scenario of a name.
 *
 * @throws InputError when there is none, with the nearest name.
 */
export function scenarioNamed(name: string): Definition {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  const names = scenarios.map((scenario) => scenario.name);
  throw new InputError(
    `There is no scenario "${name}"; the nearest is "${nearest(name, names)}". "list" shows them all.`,
    { docsPath: "docs/errors.md#unknown-scenario" },
  );
}

/** Returns the control of a scenario that comes from a file, or `null` for one of nobody's. */
export function controlIn(scenario: Scenario): Scenario | null {
  const definition = scenarios.find(({ name }) => name === scenario.name);
  return definition === undefined ? null : controlOf(definition, scenario);
}
