import { existsSync, statSync } from "node:fs";
import { checks } from "../../sim/check/checks.ts";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { InputError, SimError } from "../../sim/core/errors.ts";
import { nearest } from "../../sim/core/nearest.ts";
import { type Definition, resolveScenario, type Setting } from "../../sim/scenario/define.ts";
import { readDefinition } from "../../sim/scenario/definition.schema.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { scenarios } from "../../sim/scenarios/registry.ts";
import { say, status } from "./exit.ts";
import { userPath } from "./files.ts";
import { importOwn } from "./module.ts";
import { faultIn } from "./own.faults.ts";

const docsPath = "docs/errors.md#a-scenario-of-ones-own";

/**
 * Returns the scenario that a TypeScript file of the user's own exports, complete and checked.
 *
 * The file may stand anywhere: "five-of-nine" is resolved here, and nothing is installed beside it.
 *
 * @param path As the user wrote it; errors name it so.
 * @throws InputError, whatever is wrong with the file.
 */
export async function ownScenario(
  path: string,
  seed: number,
  settings: readonly Setting[],
): Promise<{ readonly definition: Definition; readonly scenario: Scenario }> {
  const place = `"${path}"`;
  const file = userPath(path);
  const exported = await load(file, place);
  const definition = naming(place, file, () => definitionIn(exported));
  const built = () => naming(place, file, () => resolveOwn(definition, seed, settings, place));
  const scenario = built();
  if (canonicalJson(built()) !== canonicalJson(scenario))
    throw new InputError(
      `${place} is another scenario each time it is built, with the same seed; draw with randomStream(parts.world.seed, …) instead.`,
      { docsPath },
    );
  return { definition, scenario };
}

async function load(file: string, place: string): Promise<object> {
  if (!/\.m?ts$/.test(file))
    throw new InputError(
      `${place} is neither the name of a scenario nor a TypeScript file; a name is one that "list" shows, a file ends with .ts, and "replay" runs a scenario.json.`,
      { docsPath },
    );
  if (!existsSync(file) || !statSync(file).isFile())
    throw new InputError(
      `${place} cannot be read: ${existsSync(file) ? "it is a folder" : "it does not exist"}.`,
      { docsPath },
    );
  try {
    return await whole(importOwn(file), place);
  } catch (error) {
    throw error instanceof InputError && error.message.startsWith(place)
      ? error
      : faultIn(error, place, file);
  }
}

/** Waits for a file that may wait for nothing, or end the process, which would end it without a word. */
export async function whole<T>(loading: Promise<T>, place: string): Promise<T> {
  const never = Promise.withResolvers<never>();
  const wait = () =>
    never.reject(
      new InputError(`${place} never finishes: it waits for what does not come.`, { docsPath }),
    );
  const leave = (code: number) => {
    if (code === status.interrupted) return;
    say(`${place} ends the program before it has exported anything.`);
    process.exitCode = status.badInput;
  };
  process.once("beforeExit", wait);
  process.once("exit", leave);
  try {
    return await Promise.race([loading, never.promise]);
  } finally {
    process.off("beforeExit", wait);
    process.off("exit", leave);
  }
}

function definitionIn(exported: object): Definition {
  if (!("default" in exported) || exported.default === undefined)
    throw new InputError("it has no default export; write export default deriveScenario(…).");
  const { default: value } = exported;
  if (typeof value !== "object" || value === null)
    throw new InputError(
      `its default export is a ${typeof value}, but must be a scenario; write export default deriveScenario(…).`,
    );
  const definition = readDefinition(value);
  if (scenarios.some(({ name }) => name === definition.name))
    throw new InputError(
      `its scenario is called "${definition.name}", as one of ours; give it a name of its own.`,
    );
  return definition;
}

function resolveOwn(
  definition: Definition,
  seed: number,
  settings: readonly Setting[],
  place: string,
): Scenario {
  const scenario = resolveScenario(definition, seed, settings);
  readScenario(scenario, place);
  // Throws on what no file holds: a fraction, a function, a bigint where a string must be.
  canonicalJson(scenario);
  const actors = scenario.actors.map(({ name }) => name);
  for (const name of definition.control.without)
    refuseUnknown(`the control leaves out "${name}", which is no actor`, name, actors);
  const judged = checks.map(({ name }) => name);
  for (const name of Object.keys(scenario.expect))
    refuseUnknown(`expect names "${name}", which is no check`, name, judged);
  return scenario;
}

function refuseUnknown(fault: string, name: string, names: readonly string[]): void {
  if (!names.includes(name))
    throw new InputError(`${fault}; the nearest is "${nearest(name, names)}".`);
}

/** Does something with what the file gave, and has every error say that it is about the file. */
function naming<T>(place: string, file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SimError)) throw faultIn(error, place, file);
    const said = error.message.startsWith(place) ? error.message : `${place}: ${error.message}`;
    throw new InputError(said, { docsPath, cause: error });
  }
}
