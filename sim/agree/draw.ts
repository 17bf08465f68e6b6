import { type Model, modelOf } from "../bridge/model/model.ts";
import { openState, type State } from "../bridge/model/state.ts";
import type { Command, World } from "../bridge/port.ts";
import { type Drawers, drawersOf } from "./drawers.ts";
import { drawPause } from "./time.ts";

/** Small whole numbers from which one command is made; one that is missing counts as zero. */
export type Choice = readonly number[];

/** Returns the next number of a choice, as one below `count`. */
export type Pick = (count: number) => number;

/** A command and when it happens, in seconds since 1970. */
export type Timed = { readonly at: number; readonly command: Command };

/** Where a list has got to: what a drawer looks at. */
export type Walk = {
  readonly world: World;
  readonly state: State;
  readonly model: Model;
  /** The second in which the command happens; V1's commands know that of the one before. */
  readonly now: number;
};

/** Returns the model that a list walks. */
export type ModelOf = (state: State) => Model;

/** How lists are drawn, where that is otherwise than usual. */
export type Drawing = {
  readonly walked?: ModelOf;
  /** What commands are made of. */
  readonly drawers?: Drawers;
  /** How many seconds pass. */
  readonly pause?: (walk: Walk, pick: Pick) => number;
};

/** Draws a command. */
export type Draw = (walk: Walk, pick: Pick) => Command;

/**
 * Makes commands of choices by walking the model: each command is drawn from what the model has
 * come to, so that lists get as deep as payments and replays. The same choices make the same
 * commands, and a choice that is taken out leaves the others commands of the same kind.
 */
export function drawCommands(
  world: World,
  choices: readonly Choice[],
  { walked = modelOf, drawers = drawersOf(world), pause = drawPause }: Drawing = {},
): readonly Timed[] {
  const state = openState(world);
  const walk = { world, state, model: walked(state), now: world.start + 60 };
  // What a later gateway answers depends on the time, which therefore is drawn first.
  const isTimed = world.contracts.gateway !== "RoninGatewayV1";
  return choices.map((choice, event) => {
    const pick = pickerOf(choice);
    if (isTimed) walk.now += pause(walk, pick);
    const command = drawOne(walk, pick, drawers);
    if (!isTimed) walk.now += pause(walk, pick);
    // What only the chains know leaves the model where it is.
    if (command.verb !== "call") walk.model.execute(command, { at: walk.now, event });
    return { at: walk.now, command };
  });
}

function drawOne(walk: Walk, pick: Pick, drawers: Drawers): Command {
  let left = pick(drawers.reduce((sum, { weight }) => sum + weight, 0));
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
