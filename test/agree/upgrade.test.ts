import { expect, it } from "vitest";
import { agree, enter, summaryOf, type Table } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";

const lists = Number(process.env.AGREE_LISTS ?? 60);
const seed = Number(process.env.AGREE_SEED ?? 20240806);

it("has the model and the chains agree on upgrades, whatever step is left out", async () => {
  const worlds = keptWorlds();
  const table: Table = new Map();
  const seen = { bare: 0, paidByStrangers: 0 };
  const [campaign] = campaignsOf("RoninGatewayV3", lists, seed);
  const { disagreement } = await agree({
    ...(campaign as NonNullable<typeof campaign>),
    shrink: true,
    left: openModel,
    right: hardhatTenant({ worlds }),
    seen: (commands, { outcomes }) => {
      enter(table, commands, outcomes);
      for (const outcome of outcomes) {
        if (outcome.status !== "ok") continue;
        const { initialization, signers, paid } = outcome.result;
        if (initialization?.version === 4 && initialization.leastWeight === 0) seen.bare += 1;
        const isStrange = signers?.every((name) => !name.startsWith("validator-"));
        if (paid !== undefined && isStrange) seen.paidByStrangers += 1;
      }
    },
  });
  await worlds.end();
  expect(disagreement).toBeNull();
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
