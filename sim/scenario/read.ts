import { deepFreeze } from "../core/canonical.ts";
import { InputError } from "../core/errors.ts";
import { sha256 } from "../core/hash.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioSchema } from "./schema.ts";
import { validateScenario } from "./validate.ts";

/** What a file says is to be run again. */
export type Replay = {
  readonly scenario: Scenario;
  /** The hash of the trace that the file is, or `null` for a scenario file. */
  readonly traceHash: string | null;
};

/**
 * Reads a scenario file, or a trace file, whose first line holds its scenario.
 *
 * @param place The file's name, for the error.
 * @throws InputError when it is neither, or its scenario does not fit together.
 */
export function readReplay(text: string, place: string): Replay {
  const firstLine = text.slice(0, text.indexOf("\n") + 1 || text.length);
  const value = parseJson(
    text.trimEnd().includes("\n") ? (tryJson(text) ?? firstLine) : text,
    place,
  );
  if (isBegin(value))
    return { scenario: readScenario(value.scenario, place), traceHash: sha256(text) };
  return { scenario: readScenario(value, place), traceHash: null };
}

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

/** Returns the text if it is one JSON document, as a pretty-printed scenario is. */
function tryJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${place} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}

const isBegin = (value: unknown): value is { readonly scenario: unknown } =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  value.type === "begin" &&
  "scenario" in value;
