import fc from "fast-check";
import { expect, it } from "vitest";
import { choices } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { drawCommands, type Timed } from "../../sim/agree/draw.ts";
import { guardedWorld } from "../../sim/agree/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Outcome, World } from "../../sim/bridge/port.ts";

const stacks = campaignsOf("GuardedGateway", 20, 7, "drawn").map(({ name, world }) => {
  const guards = world.guarded?.guards ?? [];
  const words = guards.map(({ guard }) => guard).join(", ");
  return { name: `${name}: ${words}`, world, guards };
});

/** What came of a list, but for which of several guards is named. */
function outcomesOf(world: World, commands: readonly Timed[]): readonly Outcome[] {
  const model = openModel(world);
  return commands.map(({ at, command }, event) => {
    const outcome = model.execute(command, { at, event });
    if (outcome.status === "ok") return outcome;
    const { guard, reason, retryAt, ...args } = outcome.error.args;
    return { ...outcome, error: { ...outcome.error, args } };
  });
}

it.each(stacks)("the order of a stack changes no outcome: $name", ({ world, guards }) => {
  const turned = guardedWorld([...guards].reverse());
  for (const list of fc.sample(choices, { numRuns: 20, seed: 11 })) {
    const commands = drawCommands(world, list);
    expect(outcomesOf(turned, commands)).toEqual(outcomesOf(world, commands));
  }
});

it("a stack of none is a gateway without guards", () => {
  const world = guardedWorld([]);
  for (const list of fc.sample(choices, { numRuns: 20, seed: 12 })) {
    const commands = drawCommands(world, list);
    const held = outcomesOf(world, commands).filter(({ status }) => status === "info");
    expect(held).toEqual([]);
  }
});
