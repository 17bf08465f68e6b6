import { describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { agree, enter, summaryOf, type Table } from "../../sim/agree/agreement.ts";
import { type Campaign, campaignsOf } from "../../sim/agree/campaigns.ts";
import type { Comparison } from "../../sim/agree/compare.ts";
import type { Timed } from "../../sim/agree/draw.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { openState } from "../../sim/bridge/model/state.ts";
import { expectOnChains, signer, tableOnServer } from "./places.ts";
import { errorsOf, reasonsOf } from "./reached.ts";
import { startedContracts, startedModel } from "./started.ts";

const lists = Number(process.env.AGREE_LISTS ?? 14);
const seed = Number(process.env.AGREE_SEED ?? 20220323);
const isDrawn = ({ name }: Campaign): boolean => name.startsWith("drawn-");
const campaigns = campaignsOf("GuardedGateway", lists, seed);
const each = campaigns.filter((campaign) => !isDrawn(campaign));
const alone = each.filter(({ name }) => name !== "none");
const seen: Table = new Map();
const see = (commands: readonly Timed[], { outcomes }: Comparison): void =>
  enter(seen, commands, outcomes);

const guardian = "pause-guardian";

describe("model and chains agree on a GuardedGateway", () => {
  it.each(each)("$name", (campaign) => expectOnChains(campaign));
  it.each(campaigns.filter(isDrawn))("$name", (campaign) => expectOnChains(campaign, 1, see));
});

describe("model and EVM server agree on a GuardedGateway", () => {
  it.each(each)("$name", async (campaign) => {
    const table = await tableOnServer(campaign, see);
    if (!alone.includes(campaign)) return;
    const { steps, accepted } = summaryOf(table);
    expect(accepted / steps).toBeGreaterThan(0.25);
    if (campaign.name !== guardian) expect(missedBy(campaign, table)).toEqual([]);
  });

  it.each(alone.filter(({ name }) => name === guardian))(
    "$name, told that somebody has looked",
    async (campaign) => {
      // What has to come together for it is rare.
      const longer = { ...campaign, lists: 5 * campaign.lists };
      expect(missedBy(campaign, await startedTableOf(longer))).toEqual([]);
    },
  );

  it("and every reason of the gateway's is reached", () => {
    const { reasons } = summaryOf(new Map([...seen].filter(([verb]) => ofGateway.has(verb))));
    const said = new Set([...reasons.keys()].map((reason) => reason.split(" by ")[0]));
    const errors = errorsOf(["guarded/GuardedGateway"]);
    expect([...errors].filter((name) => !(name in unreachable) && !said.has(name))).toEqual([]);
    const stale = Object.keys(unreachable).filter((name) => said.has(name) || !errors.has(name));
    expect(stale).toEqual([]);
  });
});

const ofGateway = new Set(
  "deposit submitWithdrawal release cancel expire cancelEpoch replaceSigner raiseQuorum sendEther pause".split(
    " ",
  ),
);

/** Errors that no command of the port can reach, and why. */
const unreachable: { readonly [error: string]: string } = {
  AccessControlBadConfirmation: "nobody renounces a role",
  ...Object.fromEntries(
    [
      "AddressEmptyCode",
      "ChangeAlreadyScheduled",
      "ChangeTooEarly",
      "ChangeTooLate",
      "ChangeUnknown",
      "FailedCall",
      "GuardAlreadyAdded",
      "GuardUnknown",
      "GuardWithoutCode",
      "InsufficientBalance",
      "KeyTaken",
      "LooseningMustWait",
      "NotVacant",
      "OwnRemoval",
      "StackChanged",
      "StackFull",
    ].map((name) => [name, "nothing is changed that has to wait"]),
  ),
  ...Object.fromEntries(
    ["NotOpen", "OpenedOrNotDeployer", "WeightCountWrong"].map((name) => [name, "this is set-up"]),
  ),
  DeadlinePassed: "withdrawals have no deadline",
  GasTooLow: "transactions have the gas of a block",
  ProofCountWrong: "the proofs are the stack's",
  QuorumMismatch: "releases give the quorum that was told",
  RecipientIsGateway: "the gateway is no account",
  ReentrancyGuardReentrantCall: "nobody calls back",
  SafeERC20FailedOperation: "a token without a contract is refused before it is moved",
  SubjectUnknown: "what is stopped and started is everything, or a token",
  TokenNotMapped: "every token is mapped",
};

async function startedTableOf(campaign: Campaign): Promise<Table> {
  const worlds = evmWorlds(startEvmServer);
  const table: Table = new Map();
  const { disagreement } = await agree({
    ...campaign,
    shrink: true,
    walked: startedModel,
    left: (world) => startedModel(openState(world)),
    right: startedContracts(worlds, (worlds) => evmTenant(worlds, { signer })),
    seen: (commands, { outcomes }) => enter(table, commands, outcomes),
  });
  await worlds.end();
  expect(disagreement).toBeNull();
  return table;
}

/** What a guard can say, by its source, and did not. */
function missedBy({ name }: Campaign, table: Table): readonly string[] {
  const contract = name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const said = new Set([...summaryOf(table).reasons.keys()].map((reason) => reason.split(": ")[1]));
  // The delay is every token's.
  if (name === "delay-with-veto") said.add("token not listed");
  return [...reasonsOf(contract)].filter((reason) => !said.has(reason));
}
