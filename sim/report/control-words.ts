import { canonicalJson } from "../core/canonical.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * Says what makes a control: the same seed, who is missing, who does otherwise, and whether the
 * bridge is another.
 *
 * @example
 * controlWords(run, control); // => "the same seed, without the thief"
 */
export function controlWords(run: Scenario, control: Scenario): string {
  const there = new Map(control.actors.map((actor) => [actor.name, actor]));
  const gone = run.actors
    .filter(({ name }) => !there.has(name))
    .map(({ kind, name }) => (kind === "thief" && name === "thief" ? "the thief" : name));
  const changed = run.actors
    .filter((actor) => {
      const other = there.get(actor.name);
      return other !== undefined && !isSame(actor, other);
    })
    .map(({ name }) => name);
  return [
    "the same seed",
    ...(gone.length === 0 ? [] : [`without ${gone.join(", ")}`]),
    ...(changed.length === 0 ? [] : [`with other steps of ${changed.join(", ")}`]),
    ...(isSame(run.world, control.world) ? [] : ["on a bridge that is set up otherwise"]),
  ].join(", ");
}

const isSame = (one: unknown, other: unknown): boolean =>
  canonicalJson(one) === canonicalJson(other);
