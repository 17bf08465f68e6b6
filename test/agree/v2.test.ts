import { expect, it } from "vitest";
import { summaryOf } from "../../sim/agree/agreement.ts";
import { type Campaign, campaignsOf } from "../../sim/agree/campaigns.ts";
import { expectOnChains, tableOnServer } from "./places.ts";
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

const campaign = campaignsOf("RoninGatewayV2", lists, seed)[0] as Campaign;

it("has the model and the chains agree on RoninGatewayV2", () => expectOnChains(campaign), 900_000);

it("has the model and the EVM server agree on it, and reaches every reason", async () => {
  const { steps, accepted, reasons } = summaryOf(await tableOnServer(campaign));
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
