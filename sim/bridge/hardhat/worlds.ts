import { canonicalJson } from "../../core/canonical.ts";
import { invariant } from "../../core/invariant.ts";
import type { World } from "../port.ts";
import { type Deployment, deployWorld } from "./deploy.ts";

/** Where deployments come from, and where they go when a bridge is closed. */
export type Worlds = {
  readonly take: (world: World) => Promise<Deployment>;
  readonly giveBack: (world: World, deployment: Deployment) => Promise<void>;
  /** Ends every chain that is kept. */
  readonly end: () => Promise<void>;
};

const keys = new WeakMap<World, string>();

/** Returns what two equal worlds have in common. */
export function keyOf(world: World): string {
  const known = keys.get(world) ?? canonicalJson(world);
  keys.set(world, known);
  return known;
}

/** Returns worlds that are deployed for one bridge and end with it. */
export const freshWorlds = (): Worlds => ({
  take: deployWorld,
  giveBack: (_world, deployment) => end(deployment),
  end: async () => undefined,
});

type Kept = { readonly deployment: Deployment; readonly snapshots: Snapshots; isFree: boolean };
type Snapshots = { mainchain: unknown; sidechain: unknown };

/**
 * Returns worlds that are deployed once and taken back to their beginning for the next bridge of
 * the same world: a hundredth of the cost, for campaigns of many short runs.
 *
 * @param prepare What is done to a new world before anybody gets it; it is there for all of them.
 */
export function keptWorlds(
  prepare: (world: World, deployment: Deployment) => Promise<void> = async () => undefined,
): Worlds {
  const kept = new Map<string, Kept[]>();
  return {
    take: async (world) => {
      const key = keyOf(world);
      const pool = kept.get(key) ?? [];
      kept.set(key, pool);
      const free = pool.find(({ isFree }) => isFree);
      if (free !== undefined) {
        free.isFree = false;
        return free.deployment;
      }
      const deployment = await deployWorld(world);
      await prepare(world, deployment);
      pool.push({ deployment, snapshots: await snapshot(deployment), isFree: false });
      return deployment;
    },
    giveBack: async (world, deployment) => {
      const entry = kept.get(keyOf(world))?.find((one) => one.deployment === deployment);
      invariant(
        entry !== undefined && !entry.isFree,
        "A deployment is given back once, to where it was taken.",
      );
      for (const chain of ["mainchain", "sidechain"] as const)
        await deployment.chains[chain].request("evm_revert", [entry.snapshots[chain]]);
      // A snapshot is used up by going back to it.
      Object.assign(entry.snapshots, await snapshot(deployment));
      entry.isFree = true;
    },
    end: async () => {
      for (const { deployment } of [...kept.values()].flat()) await end(deployment);
      kept.clear();
    },
  };
}

async function snapshot({ chains }: Deployment): Promise<Snapshots> {
  return {
    mainchain: await chains.mainchain.request("evm_snapshot", []),
    sidechain: await chains.sidechain.request("evm_snapshot", []),
  };
}

async function end({ chains }: Deployment): Promise<void> {
  await chains.mainchain.close();
  await chains.sidechain.close();
}
