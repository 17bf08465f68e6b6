import { deepFreeze } from "../core/canonical.ts";
import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { formatDuration } from "../core/time.ts";
import type { Ratio, TokenUnit } from "../core/units.ts";
import { formatAmount, parseAmount, parseCount, parseDuration } from "../core/units.ts";
import type { Provenance, Scenario } from "./scenario.ts";

type Common = {
  /** What it changes, in one sentence. */
  readonly means: string;
  readonly status: Exclude<Provenance["status"], "set" | "drawn">;
  readonly source: string;
};

/**
 * What `--set` can change. A path with a `*` stands for one parameter per name in `names`; its
 * default is whatever the scenario says when nothing is set.
 */
export type Parameter = Common &
  (
    | { readonly kind: "amount"; readonly token: TokenUnit; readonly default: bigint }
    | { readonly kind: "duration"; readonly default: number }
    | {
        readonly kind: "count";
        readonly default: number;
        readonly min: number;
        readonly max: number;
      }
    | { readonly kind: "quorum"; readonly default: number; readonly of: number }
    | { readonly kind: "choice"; readonly default: string; readonly choices: readonly string[] }
  ) & { readonly names?: readonly string[] };

export type Parameters = { readonly [path: string]: Parameter };

/** The values of a run's parameters, by path, each read by its kind. */
export type Values = {
  readonly amount: (path: string) => bigint;
  readonly seconds: (path: string) => number;
  readonly count: (path: string) => number;
  readonly choice: (path: string) => string;
  /** Whether the user gave this one. */
  readonly isSet: (path: string) => boolean;
};

/** A scenario before its parameters and its seed are known. */
export type Definition = {
  readonly name: string;
  readonly title: string;
  /** The question it answers, for `list` and for the head of a report. */
  readonly question: string;
  readonly parameters: Parameters;
  readonly build: (values: Values, seed: number) => ScenarioParts;
  readonly control: ControlOf;
};

/** What makes a scenario its control. */
export type ControlOf = {
  /** The actors that it leaves out. */
  readonly without: readonly string[];
  readonly title: string;
  /** What else is different, where leaving somebody out is not enough. */
  readonly change?: {
    /** What it does, such as "makes step 3": the end of a sentence about the control. */
    readonly does: string;
    readonly apply: (scenario: Scenario) => Scenario;
  };
};

/** What a definition builds: everything of a scenario but its name, its seed and its fields. */
export type ScenarioParts = Omit<
  Scenario,
  "format" | "name" | "title" | "question" | "seed" | "parameters"
>;

/** One `--set PATH=VALUE`. */
export type Setting = { readonly path: string; readonly text: string };

/** Marks a value as a scenario's definition. */
export const defineScenario = (definition: Definition): Definition => definition;

/**
 * Returns the complete, frozen scenario of a definition.
 *
 * @param settings What the user changes. With any, history no longer says what to expect.
 * @throws InputError on an unknown path (with the nearest one), a value that does not fit, or the
 * same path twice.
 */
export function resolveScenario(
  definition: Definition,
  seed: number,
  settings: readonly Setting[] = [],
): Scenario {
  const read = readSettings(definition, settings);
  const built = definition.build(valuesOf(definition, read), seed);
  return deepFreeze({
    format: 1,
    name: definition.name,
    title: definition.title,
    question: definition.question,
    seed,
    ...built,
    parameters: describeParameters(definition, read),
    expect: settings.length === 0 ? built.expect : {},
    provenance: [...parameterProvenance(definition, read), ...built.provenance],
  });
}

/**
 * Returns the control of a scenario: the same seed and the same draws without some actors, and with
 * what else its definition changes.
 */
export function controlOf({ control }: Pick<Definition, "control">, scenario: Scenario): Scenario {
  const left: Scenario = {
    ...scenario,
    title: control.title,
    actors: scenario.actors.filter(({ name }) => !control.without.includes(name)),
    expect: Object.fromEntries(Object.keys(scenario.expect).map((check) => [check, true])),
  };
  return deepFreeze(control.change?.apply(left) ?? left);
}

/**
 * Returns the control of a scenario that no definition here has built, as the control of a run of
 * it shows what was left out; `null` when nothing was.
 *
 * @param shown The control of that run, of which the scenario may have been changed since.
 */
export function controlLike(shown: Scenario, scenario: Scenario): Scenario | null {
  const kept = new Set(shown.actors.map(({ name }) => name));
  const without = scenario.actors.map(({ name }) => name).filter((name) => !kept.has(name));
  return without.length === 0
    ? null
    : controlOf({ control: { without, title: shown.title } }, scenario);
}

type Value = Parameter["default"];
type Read = ReadonlyMap<string, Value>;

/** Parameters by path, and whose they are, for errors. */
type Parametrized = Pick<Definition, "name" | "parameters">;

/**
 * Returns the values of some parameters, read from settings where they are given.
 *
 * @param name Whose parameters they are, for errors.
 * @throws InputError on an unknown path, a value that does not fit, or the same path twice.
 */
export function readValues(
  name: string,
  parameters: Parameters,
  settings: readonly Setting[],
): Values {
  const owner = { name, parameters };
  return valuesOf(owner, readSettings(owner, settings));
}

function readSettings(definition: Parametrized, settings: readonly Setting[]): Read {
  const read = new Map<string, Value>();
  for (const { path, text } of settings) {
    if (read.has(path)) throw new InputError(`${path} is set twice; set it once.`);
    read.set(path, readValue(parameterAt(definition, path), text, path));
  }
  return read;
}

/**
 * Returns the parameter that a path names, `*` standing for one of its names.
 *
 * @throws InputError when there is none, with the nearest path.
 */
export function parameterAt(definition: Parametrized, path: string): Parameter {
  const known = Object.entries(definition.parameters).flatMap(([pattern, parameter]) =>
    (parameter.names ?? [""]).map((name) => [pattern.replace("*", name), parameter] as const),
  );
  const found = known.find(([name]) => name === path);
  if (found) return found[1];
  const names = known.map(([name]) => name);
  throw new InputError(
    `"${path}" is no field of ${definition.name}; the nearest is "${nearest(path, names)}".`,
    { docsPath: "docs/errors.md#unknown-field" },
  );
}

/**
 * Reads a parameter's value as one writes it with `--set`.
 *
 * @throws InputError when it does not fit.
 */
export function readValue(parameter: Parameter, text: string, path: string): Value {
  switch (parameter.kind) {
    case "amount":
      return parseAmount(text, parameter.token, path);
    case "duration":
      return parseDuration(text, path);
    case "count":
      return parseCount(text, path, parameter.min, parameter.max);
    case "quorum":
      return readQuorum(text, path, parameter.of).numerator;
    case "choice":
      if (!parameter.choices.includes(text))
        throw new InputError(
          `${path} is "${text}", but must be ${parameter.choices.map((choice) => `"${choice}"`).join(" or ")}.`,
        );
      return text;
  }
}

/** Reads a threshold, `6` or `6/9`. */
function readQuorum(text: string, path: string, of: number): Ratio {
  const match = /^\s*([-+]?\d+)\s*(?:\/\s*(\d+)\s*)?$/.exec(text);
  if (match === null)
    throw new InputError(
      `${path} is "${text}", but must be a number of validators such as "5" or "5/${of}".`,
    );
  const numerator = Number(match[1]);
  const denominator = match[2] === undefined ? of : Number(match[2]);
  if (denominator !== of)
    throw new InputError(
      `${path} is "${text}", but the bridge has ${of} validators, so it must be out of ${of}.`,
    );
  if (numerator < 1 || numerator > of)
    throw new InputError(
      `${path} is ${numerator}, but must be between 1 and ${of}, the number of validators.`,
    );
  return { numerator, denominator };
}

function valuesOf(definition: Parametrized, read: Read): Values {
  const value = (path: string) =>
    read.get(path) ?? definition.parameters[path]?.default ?? patternDefault(definition, path);
  return {
    amount: (path) => value(path) as bigint,
    seconds: (path) => value(path) as number,
    count: (path) => value(path) as number,
    choice: (path) => value(path) as string,
    isSet: (path) => read.has(path),
  };
}

const patternDefault = (definition: Parametrized, path: string) =>
  parameterAt(definition, path).default;

/** Writes a value as one would write it with `--set`. */
function writeValue(parameter: Parameter, value: Value): string {
  switch (parameter.kind) {
    case "amount":
      return formatAmount(value as bigint, parameter.token).replaceAll(",", "");
    case "duration":
      return formatDuration(value as number);
    case "quorum":
      return `${value}/${parameter.of}`;
    default:
      return String(value);
  }
}

function describeParameters(definition: Definition, read: Read): Scenario["parameters"] {
  const described: Record<string, string> = {};
  for (const [path, parameter] of Object.entries(definition.parameters))
    if (parameter.names === undefined)
      described[path] = writeValue(parameter, read.get(path) ?? parameter.default);
  for (const [path, value] of read)
    described[path] ??= writeValue(parameterAt(definition, path), value);
  return described;
}

function parameterProvenance(definition: Definition, read: Read): readonly Provenance[] {
  const rows = Object.entries(describeParameters(definition, read));
  return rows.map(([what, value]): Provenance => {
    const { status, source } = parameterAt(definition, what);
    return read.has(what)
      ? { what, value, status: "set", source: "given with --set" }
      : { what, value, status, source };
  });
}
