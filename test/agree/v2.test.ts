import { expect, it } from "vitest";
import { agree, enter, summaryOf, type Table } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { errorsOf } from "./reached.ts";

const lists = Number(process.env.AGREE_LISTS ?? 100);
const seed = Number(process.env.AGREE_SEED ?? 20220323);

/** Errors that no command of the port can reach, and why. */
const unreachable: { readonly [error: string]: string } = {
  AccessControlBadConfirmation: "nobody renounces a role",
  FeeAboveOne: "limits are set up, and not set",
  NotErc20: "the port moves nothing but fungible tokens",
  NotInitializing: "the gateway has no function for initializers only",
  NotWithdrawal: "receipts that are submitted are of withdrawals",
  WrongChain: "receipts name the chain they are for",
  WrongEtherAmount: "wallets send along what is deposited",
  WrongSidechainToken: "receipts pair tokens as the sidechain does",
  ZeroWeight: "operators weigh one",
};

it("has the model and the chains agree on RoninGatewayV2, and reaches every reason", async () => {
  const worlds = keptWorlds();
  const table: Table = new Map();
  const [campaign] = campaignsOf("RoninGatewayV2", lists, seed);
  const { disagreement } = await agree({
    ...(campaign as NonNullable<typeof campaign>),
    shrink: true,
    left: openModel,
    right: hardhatTenant({ worlds }),
    seen: (commands, { outcomes }) => enter(table, commands, outcomes),
  });
  await worlds.end();
  expect(disagreement).toBeNull();

  const { steps, accepted, reasons } = summaryOf(table);
  expect(accepted / steps).toBeGreaterThan(0.4);
  expect(accepted / steps).toBeLessThan(0.65);
  const errors = errorsOf(["ronin/RoninGatewayV2", "ronin/PauseEnforcer"]);
  const missed = [...errors].filter((name) => !(name in unreachable) && !reasons.has(name));
  expect(missed).toEqual([]);
  const stale = Object.keys(unreachable).filter((name) => reasons.has(name) || !errors.has(name));
  expect(stale).toEqual([]);
  expect(reasons.get("Held by locked-tier: locked tier")).toBeGreaterThan(lists);
  // Beside the contracts' own errors, arithmetic that does not fit into 256 bits.
  expect(reasons.get("Panic")).toBeGreaterThan(0);
}, 900_000);
