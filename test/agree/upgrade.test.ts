import { expect, it } from "vitest";
import { summaryOf } from "../../sim/agree/agreement.ts";
import { type Campaign, campaignsOf } from "../../sim/agree/campaigns.ts";
import { expectOnChains, tableOnServer } from "./places.ts";

const lists = Number(process.env.AGREE_LISTS ?? 60);
const seed = Number(process.env.AGREE_SEED ?? 20240806);

const campaign = campaignsOf("RoninGatewayV3", lists, seed)[0] as Campaign;

it("has the model and the chains agree on upgrades", () => expectOnChains(campaign), 900_000);

it("has the model and the EVM server agree on them, whatever step is left out", async () => {
  const seen = { bare: 0, paidByStrangers: 0 };
  const table = await tableOnServer(campaign, (_, { outcomes }) => {
    for (const outcome of outcomes) {
      if (outcome.status !== "ok") continue;
      const { initialization, signers, paid } = outcome.result;
      if (initialization?.version === 4 && initialization.leastWeight === 0) seen.bare += 1;
      const isStrange = signers?.every((name) => !name.startsWith("validator-"));
      if (paid !== undefined && isStrange) seen.paidByStrangers += 1;
    }
  });
  const { steps, accepted } = summaryOf(table);
  expect(accepted / steps).toBeGreaterThan(0.4);
  const upgrades = table.get("upgradeToAndCall");
  expect(upgrades?.get("ok")).toBeGreaterThan(lists / 4);
  expect(upgrades?.get("InvalidInitialization")).toBeGreaterThan(0);
  expect(upgrades?.get("NotAdmin")).toBeGreaterThan(0);
  const steps34 = table.get("initialize");
  expect(steps34?.get("ok")).toBeGreaterThan(0);
  expect(steps34?.get("Reverted")).toBeGreaterThan(0);
  expect(steps34?.get("InvalidInitialization")).toBeGreaterThan(0);
  expect(seen.bare).toBeGreaterThan(0);
  expect(seen.paidByStrangers).toBeGreaterThan(0);
}, 900_000);
