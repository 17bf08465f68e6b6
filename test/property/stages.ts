import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { freshWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { keptStage, markedWorlds } from "../../sim/property/kept.ts";
import { freshStage } from "../../sim/property/play.ts";

/** Draws on the model. */
export const onModel = freshStage(openModel);

/** Returns a stage on the chains, and what ends them. */
export function onChains() {
  const worlds = markedWorlds(freshWorlds());
  return { stage: keptStage(hardhatTenant({ worlds }), worlds.mark), end: worlds.end };
}

/** How many draws: fewer by default than the command's, more with FUZZ_RUNS. */
export const runs = (usual: number): number => Number(process.env.FUZZ_RUNS ?? usual);

export const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
