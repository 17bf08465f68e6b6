import { afterAll, describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { agree } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { agreementWorld } from "../../sim/agree/world.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { artifact, plantArtifact } from "../../sim/bridge/hardhat/artifacts.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { World } from "../../sim/bridge/port.ts";
import type { Hex } from "../../sim/core/accounts.ts";

const lists = Number(process.env.AGREE_LISTS ?? 4);
const seed = Number(process.env.AGREE_SEED ?? 20220323);
const worlds = evmWorlds(startEvmServer);

afterAll(() => worlds.end());

describe("a contract that knows the server", () => {
  it.each([
    ["the cheat codes", "7109709ECfa91a80626fF3989D68f67F5b1DD12D"],
    ["the console", "000000000000000000636F6e736F6c652e6c6f67"],
  ])("is refused where %s are written down in it", async (what, address) => {
    const { abi, bytecode } = artifact("UsdCoin");
    plantArtifact("UsdCoin", { abi, bytecode: `${bytecode}73${address}` as Hex });
    try {
      const hostile: World = { ...agreementWorld, seed: 10 };
      await expect(evmTenant(worlds)(hostile)).rejects.toThrow(
        `A contract calls ${what} of the EVM server, which no chain has; run it on the chains.`,
      );
    } finally {
      plantArtifact("UsdCoin", null);
    }
  });
});

/** Each guard alone, the exits and Ronin's gateways are in the files beside this one. */
const stacks = campaignsOf("GuardedGateway", lists, seed, "drawn").slice(0, 5);

describe("model and EVM server agree", () => {
  it.each(stacks)("on $name", async (campaign) => {
    const { disagreement, lists: judged } = await agree({
      ...campaign,
      shrink: true,
      left: openModel,
      right: evmTenant(worlds),
    });
    expect(disagreement).toBeNull();
    expect(judged).toBe(campaign.lists);
  });
});
