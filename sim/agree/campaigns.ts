import type { World } from "../bridge/port.ts";
import type { GuardName, GuardSettings } from "../bridge/settings.ts";
import { InputError } from "../core/errors.ts";
import { type Random, randomStream } from "../core/random.ts";
import { bridgeAndExitsWorld, exitsWorld } from "./exits.world.ts";
import { agreementWorld } from "./world.ts";
import { guardedWorld, guardSamples, guardVariants, upgradeWorld, v2World } from "./worlds.ts";

/** A world on which lists are drawn, how many, and from what. */
export type Campaign = {
  readonly name: string;
  readonly world: World;
  readonly lists: number;
  readonly seed: number;
};

/** Every gateway that there are campaigns of. */
export const gateways = [
  "RoninGatewayV1",
  "RoninGatewayV2",
  "RoninGatewayV3",
  "none",
  "GuardedGateway",
] as const;

/** Stacks that are drawn; each gets a share of the lists. */
const stacks = 20;

/**
 * Returns the campaigns of a gateway: one, which for `RoninGatewayV3` begins before the upgrade; two for `none`, the exits without a bridge and beside one; or for `GuardedGateway` one without a guard, one for each
 * guard alone, and one for each stack that is drawn.
 *
 * @param lists Lists of a campaign; the stacks share them.
 * @param guard One guard's name, `none`, or `drawn` with or without a number, e.g. `drawn-3`;
 * everything when left out.
 * @throws InputError for a gateway or a guard that there is none of.
 */
export function campaignsOf(
  gateway: string,
  lists: number,
  seed: number,
  guard?: string,
): readonly Campaign[] {
  if (gateway === "RoninGatewayV1") return [{ name: gateway, world: agreementWorld, lists, seed }];
  if (gateway === "RoninGatewayV2") return [{ name: gateway, world: v2World, lists, seed }];
  if (gateway === "RoninGatewayV3") return [{ name: gateway, world: upgradeWorld, lists, seed }];
  if (gateway === "none")
    return [
      { name: "exits", world: exitsWorld, lists, seed },
      { name: "exits-and-bridge", world: bridgeAndExitsWorld, lists, seed },
    ].filter(({ name }) => guard === undefined || guard === name);
  if (gateway !== "GuardedGateway")
    throw new InputError(
      `The gateway is "${gateway}", but must be RoninGatewayV1, RoninGatewayV2, RoninGatewayV3, GuardedGateway or none.`,
    );
  const all = [
    { name: "none", world: guardedWorld([]), lists, seed },
    ...Object.values(guardSamples).map((settings) => ({
      name: settings.guard,
      world: guardedWorld([settings]),
      lists,
      seed,
    })),
    ...stacksOf(seed).map((guards, index) => ({
      name: `drawn-${index + 1}`,
      world: guardedWorld(guards),
      lists: Math.ceil(lists / stacks),
      // Each stack has lists of its own.
      seed: (seed + index + 1) % 2 ** 31,
    })),
  ];
  if (guard === undefined) return all;
  const chosen = all.filter(({ name }) => name === guard || name.startsWith(`${guard}-`));
  if (chosen.length > 0) return chosen;
  const names = ["none", ...Object.keys(guardSamples), "drawn"];
  throw new InputError(`The guard is "${guard}", but must be one of ${names.join(", ")}.`);
}

/** Returns stacks of two to five guards in any order, each guard narrow or wide. */
function stacksOf(seed: number): readonly (readonly GuardSettings[])[] {
  const random = randomStream(seed, "agree/stacks");
  return Array.from({ length: stacks }, () => {
    const names = shuffled(random, Object.keys(guardSamples) as GuardName[]);
    return names
      .slice(0, random.integer(2, 5))
      .map((name) => random.pick([guardSamples[name], guardVariants[name]]));
  });
}

function shuffled<T>(random: Random, values: readonly T[]): readonly T[] {
  const left = [...values];
  return values.map(() => left.splice(random.integer(0, left.length - 1), 1)[0] as T);
}
