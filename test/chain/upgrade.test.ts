import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ChainRecord } from "../../sim/bridge/hardhat/records.ts";
import type { Command, Outcome, World } from "../../sim/bridge/port.ts";
import { type Initialization, initializers } from "../../sim/bridge/upgrade.ts";
import { InputError } from "../../sim/core/errors.ts";
import {
  bridgeOf,
  closeBridges,
  ether,
  payment,
  refusal,
  signed,
  smallWorld,
  validators,
} from "../support/small.ts";

closeBridges();

const { inputs } = JSON.parse(readFileSync("facts/parameters/ronin-v3.json", "utf8"));
const realCall: string = inputs.upgradeCall.value;
const realUnwrapper = `0x${realCall.slice(-96, -56)}`;

const small = smallWorld("RoninGatewayV2", ["unlocker", "sentry"], {
  roninV2: {
    highTierQuorum: { numerator: 9, denominator: 10 },
    unlockers: ["unlocker"],
    pausers: ["sentry"],
    limits: {
      ETH: { highTier: ether(100), locked: ether(200), unlockFee: 10, daily: ether(250) },
    },
    next: { contract: "RoninGatewayV3", unwrapper: "unwrapper" },
  },
});
const world: World = {
  ...small,
  accounts: { ...small.accounts, unwrapper: realUnwrapper as `0x${string}` },
};

const open = () => bridgeOf(world, { ETH: ether(900) });
const upgrade = (step: 3 | 4 | null, sender = "admin"): Command => ({
  verb: "upgradeToAndCall",
  sender,
  step,
});
const initialize = (step: 3 | 4): Command => ({ verb: "initialize", sender: "admin", step });

const before: Initialization = {
  logic: "RoninGatewayV2",
  version: 1,
  isLogicLocked: true,
  totalWeight: 9,
  // Tokens without limits are of the high tier from nothing on; ether's smallest payment is not.
  leastWeight: 7,
  tokensWithoutLimit: ["USDC", "SLP"],
};
const answers = (initialization: Partial<Initialization>): Outcome => ({
  status: "ok",
  result: { initialization: { ...before, logic: "RoninGatewayV3", ...initialization } },
  balances: [],
});
const bare = { totalWeight: 0, leastWeight: 0 };

describe("an upgrade with both steps", () => {
  it("leaves weights as they were", async () => {
    const bridge = await open();
    expect(await bridge.reads({ what: "initialization" })).toEqual(before);
    expect(await bridge.does(upgrade(3))).toEqual(answers({ version: 3 }));
    expect(await bridge.does(initialize(4))).toEqual(answers({ version: 4 }));
    expect(await bridge.submits(payment("ETH", ether(5)), [])).toEqual(
      refusal("WeightNotReached", { weight: "0", minimum: "7" }),
    );
  });
});

describe("an upgrade with step 4 alone", () => {
  it("leaves no weight, and cannot be made up for", async () => {
    const bridge = await open();
    expect(await bridge.does(upgrade(4))).toEqual(answers({ version: 4, ...bare }));
    expect(await bridge.does(initialize(3))).toEqual(refusal("InvalidInitialization"));
    expect(await bridge.reads({ what: "quorum", chain: "mainchain" })).toEqual({
      quorum: { numerator: 7, denominator: 10 },
      validators: 0,
    });
  });

  it("lets one signature of any key be paid, and an empty list not", async () => {
    const bridge = await open();
    await bridge.does(upgrade(4));
    const forged = payment("ETH", ether(5));
    expect(await bridge.submits(forged, [])).toEqual(
      refusal("WeightNotReached", { weight: "0", minimum: "0" }),
    );
    const outcome = await bridge.submits(forged, signed(world, forged, ["passer-by"]));
    expect(outcome).toMatchObject({
      status: "ok",
      result: { paid: ether(5), signers: ["passer-by"] },
    });
  });

  it("is repaired by naming the operators again", async () => {
    const bridge = await open();
    await bridge.does(upgrade(4));
    for (const validator of validators)
      await bridge.succeeds({
        verb: "addValidator",
        sender: "admin",
        chain: "mainchain",
        validator,
      });
    const forged = payment("ETH", ether(5));
    expect(await bridge.submits(forged, signed(world, forged, ["passer-by"]))).toEqual(
      refusal("WeightNotReached", { weight: "0", minimum: "7" }),
    );
  });
});

it("sends the real call of 6 August 2024, the logic's address aside", async () => {
  const bridge = await open();
  await bridge.does(upgrade(4));
  const records = (await bridge.ends()) as readonly ChainRecord[];
  const sent = records.findLast((record) => record.type === "transaction");
  const input = sent?.type === "transaction" ? sent.input : "";
  const withoutLogic = (text: string) => text.slice(0, 34) + text.slice(74);
  expect(withoutLogic(input)).toBe(withoutLogic(realCall));
});

it("is refused to a stranger, and where there is nothing to upgrade to", async () => {
  const bridge = await open();
  expect(await bridge.does(upgrade(4, "alice"))).toEqual(refusal("NotAdmin", { caller: "alice" }));
  expect(await bridge.does(initialize(3))).toEqual(refusal("Reverted"));
  const { next: _, ...roninV2 } = world.roninV2 as NonNullable<World["roninV2"]>;
  const other = await bridgeOf({ ...world, roninV2 });
  await expect(other.does(upgrade(4))).rejects.toThrow(InputError);
  expect(await other.reads({ what: "initialization" })).toBeNull();
});

it("knows every step that the contract declares", () => {
  for (const [contract, steps] of Object.entries(initializers)) {
    const path = `artifacts/contracts/ronin/${contract}.sol/${contract}.json`;
    const { abi } = JSON.parse(readFileSync(path, "utf8")) as {
      abi: readonly { type: string; name?: string }[];
    };
    const declared = abi.flatMap(({ name = "" }) => (/^initializeV\d+$/.test(name) ? [name] : []));
    expect(steps.map(({ name }) => name)).toEqual(declared);
    for (const { step, name } of steps) expect(name).toBe(`initializeV${step}`);
  }
});
