import type { Deployment } from "../../../sim/bridge/hardhat/deploy.ts";
import { foresee } from "../../../sim/bridge/hardhat/preview.ts";
import { tableSigner } from "../../../sim/bridge/hardhat/table-signing.ts";
import { hardhatTenant, type Opened } from "../../../sim/bridge/hardhat/tenant.ts";
import { freshWorlds, keptWorlds, type Worlds } from "../../../sim/bridge/hardhat/worlds.ts";
import type { World } from "../../../sim/bridge/port.ts";
import { invariant } from "../../../sim/core/invariant.ts";
import { benchWith, type OwnGuard } from "../../../sim/trial/bench.ts";
import { fill, openPlay, play, type Stage } from "../../../sim/trial/play.ts";
import type { Gas } from "../../../sim/trial/scorecard.ts";
import { judgeStrangers, type Strangers } from "./strangers.ts";

/**
 * Chains on which a guard is tried. No cheat codes exist on them, so that the guard can do nothing
 * but what it could on any chain.
 */
export type Bench = {
  readonly stage: Stage;
  /** Judges whether strangers can commit to the guard or notify it. */
  readonly strangers: (guard: OwnGuard) => Promise<Strangers>;
  readonly gas: (guard: OwnGuard) => Promise<Gas>;
  readonly end: () => Promise<void>;
};

export function openBench(): Bench {
  const worlds = keptWorlds(fillVault);
  const { stage, lastOpened } = stageOn(worlds, false);
  return {
    stage,
    end: worlds.end,
    strangers: (guard) => judgeStrangers(guard, stage, lastOpened),
    gas: async (guard) => ({ guarded: await gasOf([guard]), bare: (await gasOf([])) ?? 0 }),
  };
}

/** Fills the vault of a world that is new; whoever gets it then finds it full. */
async function fillVault(world: World, deployment: Deployment): Promise<void> {
  const once = { ...freshWorlds(), take: async () => deployment };
  await fill(await hardhatTenant({ worlds: once, isRecorded: false })(world), world);
}

/** Returns the stage that worlds with full vaults are. */
function stageOn(worlds: Worlds, isRecorded: boolean) {
  let last: Opened | null = null;
  const lastOpened = (): Opened => {
    invariant(last, "A bridge that is open was opened.");
    return last;
  };
  const open = hardhatTenant({
    worlds,
    isRecorded,
    readsBalances: false,
    signer: tableSigner(),
    onOpened: (opened) => {
      last = opened;
    },
  });
  const stage: Stage = async (world) => {
    const bridge = await open(world);
    const { context } = lastOpened();
    return { bridge, foresee: (command, at) => foresee(context, command, at) };
  };
  return { stage, lastOpened };
}

/** Returns the gas of a withdrawal of one base unit, submitted on chains of its own. */
async function gasOf(guards: readonly OwnGuard[]): Promise<number | null> {
  const worlds = keptWorlds(fillVault);
  const played = await openPlay(benchWith(guards), stageOn(worlds, true).stage);
  const step = { do: "withdraw", after: 1, token: "ETH", amount: 1n } as const;
  const { outcome } = await played.take(step);
  const records = await played.close();
  await worlds.end();
  if (outcome !== "paid") return null;
  const last = records.findLast((record) => "gasUsed" in record);
  return last !== undefined && "gasUsed" in last ? Number(last.gasUsed) : null;
}

/** Whether the guard can be set up at all; throws what is wrong with it. */
export const placed = async (guard: OwnGuard, { stage }: Bench): Promise<void> => {
  await play(benchWith([guard]), [], stage);
};
