import { InputError } from "../core/errors.ts";
import { sha256 } from "../core/hash.ts";
import { readScenario } from "../scenario/read.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { parseTrace, scenarioOf } from "./trace.ts";

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
 * @throws InputError when it is neither, when a trace is cut off, or when the scenario does not fit
 * together.
 */
export function readReplay(text: string, place: string): Replay {
  const lines = text.trimEnd().split("\n");
  if (isBegin(lines[0] ?? "")) {
    const scenario = readScenario(scenarioOf(parseTrace(text, place)), place);
    return { scenario, traceHash: sha256(text) };
  }
  return { scenario: readScenario(parseJson(text, place), place), traceHash: null };
}

/** Whether a line is the first of a trace, even of one that is broken further on. */
const isBegin = (line: string): boolean => line.startsWith("{") && line.includes('"type":"begin"');

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${place} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}
