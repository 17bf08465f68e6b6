import { invariant } from "../../core/invariant.ts";
import { type Deployment, deployWorld } from "../hardhat/deploy.ts";
import { keyOf, type Worlds } from "../hardhat/worlds.ts";
import type { World } from "../port.ts";
import { chainOn } from "./chain.ts";
import { type Machine, machineOn } from "./machine.ts";
import type { StartServer } from "./server.ts";

type Placed = {
  readonly key: string;
  readonly deployment: Deployment;
  readonly machines: readonly Machine[];
  isFree: boolean;
};

type Options = {
  /** After so many sequences a server is replaced. */
  readonly sequencesMost?: number;
  /** Whether a world stays when its bridge is closed, for the next bridge of it. */
  readonly isKept?: boolean;
};

/**
 * Returns worlds on EVM servers, each chain of a world on a server of its own: both may have
 * contracts at the same addresses. A world is deployed once, and each bridge of it is a frame that
 * is taken back; the servers of a world that nobody uses end when another world is asked for.
 */
export function evmWorlds(start: StartServer, options: Options = {}): Worlds {
  const { isKept = true } = options;
  const placed = new Set<Placed>();
  const endOf = (one: Placed) => {
    for (const machine of one.machines) machine.end();
    placed.delete(one);
  };
  const place = async (world: World, key: string): Promise<Placed> => {
    for (const one of placed) if (one.isFree && one.key !== key) endOf(one);
    const machines: Machine[] = [];
    const deployment = await deployWorld(world, async (_name, chainId, _start, accounts) => {
      const machine = machineOn(start, options);
      machines.push(machine);
      return chainOn(machine, world, chainId, accounts);
    });
    const one = { key, deployment, machines, isFree: true };
    placed.add(one);
    return one;
  };
  return {
    take: async (world) => {
      const key = keyOf(world);
      const free = [...placed].find((one) => one.isFree && one.key === key);
      const one = free ?? (await place(world, key));
      one.isFree = false;
      for (const machine of one.machines) machine.open();
      return one.deployment;
    },
    giveBack: async (_world, deployment) => {
      const one = [...placed].find((candidate) => candidate.deployment === deployment);
      invariant(one !== undefined && !one.isFree, "A deployment is given back once.");
      if (isKept) for (const machine of one.machines) machine.close();
      else endOf(one);
      one.isFree = true;
    },
    end: async () => {
      for (const one of placed) endOf(one);
    },
  };
}
