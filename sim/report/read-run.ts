import { judge } from "../check/checks.ts";
import { canonicalJson } from "../core/canonical.ts";
import { InputError } from "../core/errors.ts";
import { sha256 } from "../core/hash.ts";
import type { Figure } from "../metric/metric.ts";
import { measure } from "../metric/metrics.ts";
import { scenarioHash } from "../scenario/hash.ts";
import { readScenario } from "../scenario/read.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Results } from "../study/results.ts";
import type { Trace } from "../trace/event.ts";
import { parseTrace, scenarioOf } from "../trace/trace.ts";
import { parseJson, requireFormat, requireShape } from "./read-json.ts";
import { eventShape, resultsShape } from "./run.shape.ts";

/** What one world leaves behind. */
type ReadWorld = { readonly scenario: Scenario; readonly trace: Trace };

/** A finished run, read back from its folder. */
export type ReadRun = ReadWorld & {
  readonly results: Results;
  readonly control: ReadWorld | null;
};

type WorldFiles = {
  /** The text of `scenario.json`, and of `trace.jsonl`. */
  readonly scenario: string;
  readonly trace: string;
};

/** The texts of a run's folder; `control` is the folder of that name, where there is one. */
export type RunTexts = WorldFiles & {
  readonly results: string;
  readonly control?: WorldFiles | null;
};

/**
 * Reads a finished run from the texts of its files, and holds the files against each other: the
 * hashes in `results.json` must be those of the scenario and of the trace beside it.
 *
 * @param place The run's folder, as the user named it, for errors.
 * @throws InputError naming the file that is broken, cut off, of another format or of another run.
 */
export function readRun(files: RunTexts, place: string): ReadRun {
  const results = readResults(files.results, `${place}/results.json`);
  const control = files.control ?? null;
  if (results.control !== null && control === null)
    throw new InputError(
      `${place}/results.json tells of a control, but the folder "${place}/control" is missing.`,
    );
  if (results.control === null && control !== null)
    throw new InputError(
      `${place}/results.json tells of no control, so the folder "${place}/control" is of another run.`,
    );
  return {
    results,
    ...readWorld(files, results, place, place),
    control:
      control === null || results.control === null
        ? null
        : readWorld(control, results.control, `${place}/control`, place),
  };
}

function readResults(text: string, place: string): Results {
  const value = parseJson(text, place);
  requireFormat(value, place);
  requireShape(resultsShape, value, place);
  return value as Results;
}

/** What results.json says of a world. */
type Claims = Pick<Results, "scenarioHash" | "traceHash" | "verdicts" | "metrics">;

function readWorld(texts: WorldFiles, claimed: Claims, place: string, run: string): ReadWorld {
  const scenarioFile = `${place}/scenario.json`;
  const traceFile = `${place}/trace.jsonl`;
  const json = parseJson(texts.scenario, scenarioFile);
  requireFormat(json, scenarioFile);
  const scenario = readScenario(json, scenarioFile);
  // A trace that is cut off has another hash as well; that it is cut off says more.
  if (!texts.trace.endsWith("\n"))
    throw new InputError(`${traceFile} is cut off: its last line has no end.`);
  const trace = parseTrace(texts.trace, traceFile);
  const of = `${run}/results.json`;
  requireHash(sha256(texts.trace), claimed.traceHash, "traceHash", traceFile, of);
  requireHash(scenarioHash(scenario), claimed.scenarioHash, "scenarioHash", scenarioFile, of);
  requireEvents(trace, traceFile);
  requireFindings(trace, claimed, place, of);
  if (canonicalJson(scenarioOf(trace)) !== canonicalJson(scenario))
    throw new InputError(`${traceFile} begins with another scenario than ${scenarioFile}.`);
  return { scenario, trace };
}

/**
 * Verdicts and figures are functions of the trace, so they must be what the trace gives; gas alone
 * comes from the chains.
 */
function requireFindings(trace: Trace, claimed: Claims, place: string, of: string): void {
  const figures = measure(trace);
  const name = Object.keys({ ...figures, ...claimed.metrics }).find(
    (each) =>
      each !== "gas.withdrawal" &&
      canonicalJson(figures[each] ?? null) !== canonicalJson(claimed.metrics[each] ?? null),
  );
  if (name !== undefined)
    throw new InputError(
      `${of} says that ${name} of ${place} is ${valueIn(claimed.metrics[name])}, but its trace gives ${valueIn(figures[name])}: it was changed, or another version wrote it; run the scenario again.`,
    );
  const verdicts = judge(trace);
  const check = Object.keys({ ...verdicts, ...claimed.verdicts }).find(
    (each) =>
      canonicalJson(verdicts[each] ?? null) !== canonicalJson(withoutExpected(claimed, each)),
  );
  if (check !== undefined)
    throw new InputError(
      `${of} does not say of ${check} what the trace of ${place} gives: it was changed, or another version wrote it; run the scenario again.`,
    );
}

const valueIn = (figure: Figure | undefined): string =>
  figure === undefined ? "missing" : (figure.value ?? "without a value");

function withoutExpected({ verdicts }: Claims, check: string) {
  const claimed = verdicts[check];
  if (claimed === undefined) return null;
  const { expected: _, ...verdict } = claimed;
  return verdict;
}

function requireHash(found: string, claimed: string, name: string, file: string, of: string): void {
  if (found === claimed) return;
  throw new InputError(
    `${file} has the ${name} ${found}, but ${of} says ${claimed}: one of the two was changed.`,
  );
}

/** Each line has its type's form, and each completion is of an earlier invocation by that actor. */
function requireEvents(trace: Trace, place: string): void {
  const invoked = new Map<number, string>();
  trace.forEach((event, index) => {
    const line = `${place}:${index + 1}`;
    requireShape(eventShape, event, line);
    if (event.type === "invoke") invoked.set(event.seq, event.actor);
    if (event.type !== "ok" && event.type !== "fail" && event.type !== "info") return;
    if (invoked.get(event.invocation) !== event.actor)
      throw new InputError(
        `${line} completes event ${event.invocation}, which is no action of ${event.actor} before it.`,
      );
  });
}
