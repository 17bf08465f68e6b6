import { expect } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { agree, enter, type Table } from "../../sim/agree/agreement.ts";
import type { Campaign } from "../../sim/agree/campaigns.ts";
import type { Comparison } from "../../sim/agree/compare.ts";
import type { Timed } from "../../sim/agree/draw.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { memoizedSigner } from "../../sim/bridge/hardhat/signing.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";

type Seen = (commands: readonly Timed[], comparison: Comparison) => void;

/** What is signed on the server is signed on the chains as well: the lists are the same. */
export const signer = memoizedSigner();

/**
 * Expects the model to agree with a campaign's contracts on the EVM server, which has the same
 * bytecode and takes a third of the time of the chains. Returns how often each verb had each outcome.
 */
export async function tableOnServer(campaign: Campaign, seen: Seen = () => {}): Promise<Table> {
  const worlds = evmWorlds(startEvmServer);
  const table: Table = new Map();
  const { disagreement } = await agree({
    ...campaign,
    shrink: true,
    left: openModel,
    right: evmTenant(worlds, { signer }),
    seen: (commands, comparison) => {
      enter(table, commands, comparison.outcomes);
      seen(commands, comparison);
    },
  });
  await worlds.end();
  expect(disagreement).toBeNull();
  return table;
}

/** Expects the model to agree with the chains on the first of a campaign's lists, one in `share`. */
export async function expectOnChains(campaign: Campaign, share = 5, seen?: Seen): Promise<void> {
  const worlds = keptWorlds();
  const { disagreement } = await agree({
    ...campaign,
    lists: Math.ceil(campaign.lists / share),
    shrink: true,
    left: openModel,
    right: hardhatTenant({ worlds, signer }),
    ...(seen === undefined ? {} : { seen }),
  });
  await worlds.end();
  expect(disagreement).toBeNull();
}
