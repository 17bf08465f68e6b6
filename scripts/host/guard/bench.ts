import type { Deployment } from "../../../sim/bridge/hardhat/deploy.ts";
import { strangerCalls } from "../../../sim/bridge/hardhat/own.probe.ts";
import { hardhatTenant } from "../../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../../sim/bridge/hardhat/worlds.ts";
import type { OpenBridge } from "../../../sim/bridge/port.ts";
import { addressOf, privateKeyOf } from "../../../sim/core/accounts.ts";
import { invariant } from "../../../sim/core/invariant.ts";
import { benchWith, type OwnGuard, people } from "../../../sim/trial/bench.ts";
import { openPlay, play } from "../../../sim/trial/play.ts";
import type { Gas } from "../../../sim/trial/scorecard.ts";
import type { Verdict } from "../../../sim/trial/trial.ts";

/**
 * Chains on which a guard is tried. No cheat codes exist on them, so that the guard can do nothing
 * but what it could on any chain.
 */
export type Bench = {
  readonly open: OpenBridge;
  /** Judges whether strangers can commit to the guard or notify it. */
  readonly strangers: (guard: OwnGuard) => Promise<Verdict>;
  readonly gas: (guard: OwnGuard) => Promise<Gas>;
  readonly end: () => Promise<void>;
};

export function openBench(): Bench {
  const worlds = keptWorlds();
  let deployment: Deployment | null = null;
  const open = hardhatTenant({
    isRecorded: false,
    worlds: {
      ...worlds,
      take: async (world) => {
        deployment = await worlds.take(world);
        return deployment;
      },
    },
  });
  return {
    open,
    end: worlds.end,
    strangers: async (guard) => {
      const world = benchWith([guard]);
      const { close } = await openPlay(world, open);
      invariant(deployment, "An open bridge is deployed somewhere.");
      const stranger = addressOf(privateKeyOf(world.seed, people.outsider));
      const found = await strangerCalls(deployment, stranger, world.start + 60);
      await close();
      return verdictOf(found);
    },
    gas: async (guard) => ({ guarded: await gasOf([guard]), bare: (await gasOf([])) ?? 0 }),
  };
}

function verdictOf(found: Awaited<ReturnType<typeof strangerCalls>>): Verdict {
  const changed = found.filter(({ outcome }) => outcome === "changed").map(({ call }) => call);
  const isIdle = found.every(({ outcome }) => outcome === "idle");
  return {
    id: "G02",
    says: "nobody but the gateway commits or notifies",
    count: found.length,
    valid: changed.length > 0 ? false : isIdle ? "unknown" : true,
    note:
      changed.length > 0
        ? `a stranger's ${changed.join(", ")} changes it`
        : isIdle
          ? "there is nothing that a stranger could change"
          : "",
  };
}

/** Returns the gas of a withdrawal of one base unit, submitted on chains of its own. */
async function gasOf(guards: readonly OwnGuard[]): Promise<number | null> {
  const open = hardhatTenant();
  const played = await openPlay(benchWith(guards), open);
  const step = { do: "withdraw", after: 1, token: "ETH", amount: 1n } as const;
  const { outcome } = await played.take(step);
  const records = await played.close();
  if (outcome !== "paid") return null;
  const last = records.findLast((record) => "gasUsed" in record);
  return last !== undefined && "gasUsed" in last ? Number(last.gasUsed) : null;
}

/** Whether the guard can be set up at all; throws what is wrong with it. */
export const placed = async (guard: OwnGuard, { open }: Bench): Promise<void> => {
  await play(benchWith([guard]), [], open);
};
