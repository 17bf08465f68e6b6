import type { ChainName, OpenBridge, World } from "../bridge/port.ts";
import { canonicalJson } from "../core/canonical.ts";
import { type Done, learn, openHistory } from "./history.ts";
import { freshStage, type Stage } from "./play.ts";

type Chain = {
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>;
};
type Deployed = { readonly chains: { readonly [chain in ChainName]: Chain } };

/** Where deployments come from: the part of the chains' tenant that is handed in. */
type Worlds<D> = {
  readonly take: (world: World) => Promise<D>;
  readonly giveBack: (world: World, deployment: D) => Promise<void>;
  readonly end: () => Promise<void>;
};

type Marked<D> = {
  readonly deployment: D;
  snapshots: { readonly [chain in ChainName]: unknown } | null;
};

/**
 * Returns worlds that are deployed once and, once marked, begin at the mark each time they are
 * taken: a draw on the chains then costs its own transactions and nothing else.
 */
export function markedWorlds<D extends Deployed>(worlds: Worlds<D>) {
  const known = new Map<string, Marked<D>>();
  const snapshot = async ({ chains }: D) => ({
    mainchain: await chains.mainchain.request("evm_snapshot", []),
    sidechain: await chains.sidechain.request("evm_snapshot", []),
  });
  return {
    take: async (world: World): Promise<D> => {
      const key = canonicalJson(world);
      const marked = known.get(key) ?? { deployment: await worlds.take(world), snapshots: null };
      known.set(key, marked);
      if (marked.snapshots !== null) {
        for (const chain of ["mainchain", "sidechain"] as const)
          await marked.deployment.chains[chain].request("evm_revert", [marked.snapshots[chain]]);
        // A snapshot is used up by going back to it.
        marked.snapshots = await snapshot(marked.deployment);
      }
      return marked.deployment;
    },
    giveBack: async () => undefined,
    mark: async (world: World): Promise<void> => {
      const marked = known.get(canonicalJson(world));
      if (marked) marked.snapshots = await snapshot(marked.deployment);
    },
    end: async (): Promise<void> => {
      for (const [key, { deployment }] of known)
        await worlds.giveBack(JSON.parse(key) as World, deployment);
      known.clear();
      await worlds.end();
    },
  };
}

/** Lives the opening through once a setting, and begins each draw after it. */
export function keptStage(open: OpenBridge, mark: (world: World) => Promise<void>): Stage {
  const lived = new Map<string, readonly Done[]>();
  return async (setting) => {
    const key = canonicalJson(setting.world);
    const past = lived.get(key);
    if (past === undefined) {
      const opened = await freshStage(open)(setting);
      await mark(setting.world);
      lived.set(key, [...opened.history.done]);
      return opened;
    }
    const history = openHistory(setting);
    for (const done of past) learn(history, done);
    return { bridge: await open(setting.world), history };
  };
}
