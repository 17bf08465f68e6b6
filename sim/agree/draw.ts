import { type Model, modelOf } from "../bridge/model/model.ts";
import { openState, type State } from "../bridge/model/state.ts";
import type { Command, World } from "../bridge/port.ts";
import { drawers } from "./drawers.ts";

/** Small whole numbers from which one command is made; one that is missing counts as zero. */
export type Choice = readonly number[];

/** Returns the next number of a choice, as one below `count`. */
export type Pick = (count: number) => number;

/** A command and when it happens, in seconds since 1970. */
export type Timed = { readonly at: number; readonly command: Command };

/** Where a list has got to: what a drawer looks at. */
export type Walk = { readonly world: World; readonly state: State; readonly model: Model };

const pauses = [0, 0, 0, 1, 12, 15, 3_600, 86_399, 86_400, 86_401];

/**
 * Makes commands of choices by walking the model: each command is drawn from what the model has
 * come to, so that lists get as deep as payments and replays. The same choices make the same
 * commands, and a choice that is taken out leaves the others commands of the same kind.
 */
export function drawCommands(world: World, choices: readonly Choice[]): readonly Timed[] {
  const state = openState(world);
  const walk: Walk = { world, state, model: modelOf(state) };
  let at = world.start + 60;
  return choices.map((choice) => {
    const pick = pickerOf(choice);
    const command = drawOne(walk, pick);
    at += pauses[pick(pauses.length)] ?? 0;
    walk.model.execute(command);
    return { at, command };
  });
}

const total = drawers.reduce((sum, { weight }) => sum + weight, 0);

function drawOne(walk: Walk, pick: Pick): Command {
  let left = pick(total);
  for (const { weight, draw } of drawers) {
    left -= weight;
    if (left < 0) return draw(walk, pick);
  }
  return { verb: "initialize", sender: walk.world.admin };
}

function pickerOf(choice: Choice): Pick {
  let next = 0;
  return (count) => (choice[next++] ?? 0) % count;
}
