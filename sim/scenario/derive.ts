import { deepFreeze } from "../core/canonical.ts";
import { InputError } from "../core/errors.ts";
import type { Definition, Parameter, Parameters, ScenarioParts, Values } from "./define.ts";
import { parameterAt, readValue } from "./define.ts";
import { type Changes, readChanges } from "./definition.schema.ts";
import type { Provenance } from "./scenario.ts";

/**
 * Returns a scenario that is another one with some changes.
 *
 * What the base has as a field is changed with `set`, written as on the command line, and stays a
 * field: `--set` still changes it. The rest is changed with `change`. Expectations are not
 * inherited: history, or another author, has nothing to say about a changed scenario.
 *
 * @throws InputError on a part that is unknown or missing, an unknown field, or a value that does
 * not fit.
 *
 * @example
 * deriveScenario(ronin2022, {
 *   name: "six-of-nine",
 *   title: "Ronin, had six had to sign",
 *   question: "What leaves the bridge when one signature more is asked for?",
 *   set: { "quorum.threshold": "6" },
 *   expect: { backing: true },
 * });
 */
export function deriveScenario(base: Definition, changes: Changes): Definition {
  const { name, title, question, set = {}, change, expect = {}, without } = readChanges(changes);
  const left = without ?? base.control.without;
  return {
    name,
    title,
    question,
    parameters: withDefaults(base, set, name),
    control: { ...base.control, without: left, title: controlTitle(title, left, base) },
    build: (values, seed) => {
      // Frozen, so that a change that writes into what it was given fails instead of reaching the base.
      const parts = deepFreeze(base.build(giving(values, set), seed));
      const changed = change === undefined ? parts : partsFrom(change(parts), name);
      const provenance = change === undefined ? [] : [provenanceOf(base, name)];
      return { ...changed, expect, provenance: [...changed.provenance, ...provenance] };
    },
  };
}

/** The base's fields with other defaults; a field of a pattern becomes a field of its own. */
function withDefaults(
  base: Definition,
  set: { readonly [path: string]: string },
  name: string,
): Parameters {
  const own = Object.entries(set).map(([path, text]) => {
    const { names: _, ...parameter } = parameterAt(base, path);
    const value = readValue(parameter as Parameter, text, path);
    const changed = { ...parameter, default: value, status: "chosen", source: `set by ${name}` };
    return [path, changed as Parameter] as const;
  });
  const inherited = Object.entries(base.parameters).map(([pattern, parameter]) => {
    const names = parameter.names?.filter((one) => !(pattern.replace("*", one) in set));
    return [pattern, names === undefined ? parameter : { ...parameter, names }] as const;
  });
  return { ...Object.fromEntries(inherited), ...Object.fromEntries(own) };
}

/** The values, of which those in `set` count as given: the base draws what nobody gives. */
const giving = (values: Values, set: { readonly [path: string]: string }): Values => ({
  ...values,
  isSet: (path) => Object.hasOwn(set, path) || values.isSet(path),
});

function partsFrom(changed: unknown, name: string): ScenarioParts {
  const parts = changed as Partial<ScenarioParts> | null | undefined;
  if (parts?.world !== undefined && Array.isArray(parts.provenance)) return parts as ScenarioParts;
  throw new InputError(
    `The change of ${name} does not return the scenario's parts; write it as (parts) => ({ ...parts, actors: … }).`,
    { docsPath: "docs/errors.md#a-scenario-of-ones-own" },
  );
}

const provenanceOf = (base: Definition, name: string): Provenance => ({
  what: `changes to ${base.name}`,
  value: "beyond its fields",
  status: "chosen",
  source: `made by ${name}`,
});

function controlTitle(title: string, without: readonly string[], { control }: Definition): string {
  const left = without.length === 0 ? [] : [`without ${without.join(" and ")}`];
  const changed = control.change === undefined ? [] : [`which ${control.change.does}`];
  return [title, ...left, ...changed].join(", ");
}
