import { expect, it } from "vitest";
import { agree } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { agreementWorld } from "../../sim/agree/world.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { faultsOf } from "./ethers.ts";
import { tableOnServer } from "./places.ts";
import { errorsOf } from "./reached.ts";

const lists = Number(process.env.AGREE_LISTS ?? 300);
const seed = Number(process.env.AGREE_SEED ?? 20220323);

const contracts = [
  "ronin/RoninGatewayV1",
  "ronin/SidechainGateway",
  "ronin/ValidatorSet",
  "ronin/Registry",
  "ronin/GatewayProxy",
  "world/WrappedEther",
  "world/UsdCoin",
  "world/BridgedToken",
];

/** Errors that no transaction can reach, and why. */
const unreachable: { readonly [error: string]: string } = {
  AddressEmptyCode: "only a proxy with an initialization calls what has no code; this is set-up",
  ERC1967NonPayable: "updateProxyTo takes no ether",
  FailedCall: "only an initialization can fail; this is set-up",
  NotInitializing: "the gateway has no function for initializers only",
  ERC20InvalidSender: "every transfer from nobody stops at the approval",
  InvalidShortString: "names of tokens are read, and were written well",
  StringTooLong: "names of tokens are written at set-up",
};

const errors = errorsOf(contracts);

it("has the model and the chains agree, and what is paid is what ethers says was signed", async () => {
  const worlds = keptWorlds();
  const faults: string[] = [];
  let heard = 0;
  const { disagreement } = await agree({
    world: agreementWorld,
    // A third of the lists that the EVM server is given below.
    lists: Math.ceil(lists / 3),
    seed,
    shrink: true,
    left: openModel,
    right: hardhatTenant({ worlds }),
    seen: (commands, { outcomes, records }) => {
      for (const record of records as { type: string; event: number; reverted: string | null }[]) {
        const command = commands[record.event]?.command;
        const outcome = outcomes[record.event];
        if (record.type !== "transaction" || command?.verb !== "submitWithdrawal") continue;
        // Every third payment: ethers signs no faster than the chains pay.
        if (outcome?.status !== "ok" || heard++ % 3 > 0) continue;
        faults.push(...faultsOf(agreementWorld, command, outcome, record as never));
      }
    },
  });
  await worlds.end();
  expect(disagreement).toBeNull();
  expect(faults).toEqual([]);
  expect(heard).toBeGreaterThan(lists / 6);
}, 900_000);

it("has the model and the EVM server agree, and reaches every reason to refuse", async () => {
  const [campaign] = campaignsOf("RoninGatewayV1", lists, seed);
  const table = await tableOnServer(campaign as NonNullable<typeof campaign>);
  const reached = new Map<string, number>();
  for (const row of table.values())
    for (const [reason, count] of row) reached.set(reason, (reached.get(reason) ?? 0) + count);
  const total = [...reached.values()].reduce((sum, count) => sum + count, 0);
  const share = (reached.get("ok") ?? 0) / total;
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.65);
  const wanted = Math.floor((20 * lists) / 300);
  const rare = [...errors].filter(
    (name) => !(name in unreachable) && (reached.get(name) ?? 0) < wanted,
  );
  expect(rare).toEqual([]);
  expect(Object.keys(unreachable).filter((name) => reached.has(name) || !errors.has(name))).toEqual(
    [],
  );
}, 900_000);
