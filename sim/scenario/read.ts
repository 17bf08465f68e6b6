import { deepFreeze } from "../core/canonical.ts";
import { InputError } from "../core/errors.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioSchema } from "./schema.ts";
import { validateScenario } from "./validate.ts";

/**
 * Checks a value that should be a scenario, and freezes it.
 *
 * @throws InputError naming the first field that is wrong.
 */
export function readScenario(value: unknown, place: string): Scenario {
  const read = scenarioSchema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    const path = issue?.path.join(".") || "the file";
    throw new InputError(`${place} is no scenario: ${path}: ${issue?.message}.`, {
      docsPath: "docs/errors.md#broken-scenario",
    });
  }
  // The custody graph is judged by `validateScenario`; for the rest the schema has the type's form.
  const scenario = value as Scenario;
  validateScenario(scenario, place);
  return deepFreeze(scenario);
}
