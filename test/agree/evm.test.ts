import { afterAll, describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { agree } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";

const lists = Number(process.env.AGREE_LISTS ?? 4);
const seed = Number(process.env.AGREE_SEED ?? 20220323);
const worlds = evmWorlds(startEvmServer);

afterAll(() => worlds.end());

describe("model and EVM server agree", () => {
  it.each(
    ["RoninGatewayV1", "RoninGatewayV2", "RoninGatewayV3", "GuardedGateway", "none"].flatMap(
      (gateway) => campaignsOf(gateway, lists, seed),
    ),
  )("on $name", async (campaign) => {
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
