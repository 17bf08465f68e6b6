import type { Actor } from "../engine/actor.ts";
import type { ScriptSpec } from "../scenario/actors.ts";

/** Does what its scenario lists, when it lists it, whatever comes of it. */
export const script = (spec: ScriptSpec): Actor => ({
  name: spec.name,
  start: () => spec.steps.map(({ at, command }) => ({ at, action: command })),
  see: () => [],
  wake: () => [],
});
