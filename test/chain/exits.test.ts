import { describe, expect, it } from "vitest";
import { bridgeAndExitsWorld, exitsWorld } from "../../sim/agree/exits.world.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { noteOf, signBlinded } from "../../sim/bridge/note.ts";
import type { Balance, Command, World } from "../../sim/bridge/port.ts";
import { finish } from "../../sim/study/experiment.ts";
import { serializeTrace, stepsOf } from "../../sim/trace/trace.ts";
import { runOnChains } from "../support/ronin.ts";

const note = noteOf(exitsWorld, "eth-mixer", "alice", 0, "outsider");
const paidNote: Command = {
  verb: "unmix",
  sender: "outsider",
  venue: "eth-mixer",
  recipient: "outsider",
  serial: note.serial,
  signature: note.unblind(signBlinded(exitsWorld, "eth-mixer", note.blinded)),
};
const mixed: Command = {
  verb: "mix",
  sender: "alice",
  venue: "eth-mixer",
  blinded: note.blinded,
};

const toBourse: Command = {
  verb: "exchangeDeposit",
  sender: "alice",
  venue: "bourse",
  owner: "alice",
  token: "USDT",
  amount: "700",
};
const blocked: Command = {
  verb: "blockAccount",
  sender: "exchange-operator",
  venue: "bourse",
  account: "alice",
};
const fromBourse: Command = {
  verb: "exchangeWithdraw",
  sender: "alice",
  venue: "bourse",
  token: "USDT",
  recipient: "bob",
  amount: "300",
};
const sold: Command = {
  verb: "swap",
  sender: "alice",
  venue: "eth-usdc",
  token: "ETH",
  amount: "30000",
  least: "1",
};
const frozen: Command = { verb: "freeze", sender: "tether", token: "USDT", account: "alice" };
const reissued: Command = {
  verb: "reissue",
  sender: "tether",
  token: "USDT",
  account: "alice",
  recipient: "bob",
};

/** Everything that money can do without a bridge, and what is refused of it. */
const story: readonly Command[] = [
  {
    verb: "transfer",
    sender: "alice",
    chain: "mainchain",
    token: "ETH",
    recipient: "bob",
    amount: "5",
  },
  {
    verb: "transfer",
    sender: "alice",
    chain: "mainchain",
    token: "BTC",
    recipient: "bob",
    amount: "9",
  },
  { verb: "deposit", sender: "alice", owner: "alice", token: "ETH", amount: "1" },
  toBourse,
  { ...toBourse, token: "ETH", amount: "40" },
  fromBourse,
  blocked,
  { ...toBourse, sender: "bob", token: "BTC", amount: "2" },
  fromBourse,
  {
    verb: "returnBlocked",
    sender: "exchange-operator",
    venue: "bourse",
    account: "alice",
    token: "USDT",
    recipient: "outsider",
  },
  sold,
  mixed,
  paidNote,
  paidNote,
  frozen,
  {
    verb: "transfer",
    sender: "alice",
    chain: "mainchain",
    token: "USDT",
    recipient: "bob",
    amount: "1",
  },
  reissued,
];

const scenarioOf = (world: World, commands: readonly Command[]) =>
  scenarioOfList(
    world,
    commands.map((command, index) => ({ at: world.start + 60 * (index + 1), command })),
  );

describe("exits", () => {
  it("give the same trace on the model and on the chains", async () => {
    const scenario = scenarioOf(exitsWorld, story);
    const [model, chains] = [await finish(scenario, openModel), await runOnChains(scenario)];
    expect(serializeTrace(chains.trace)).toBe(serializeTrace(model.trace));
    const outcomes = stepsOf(chains.trace).map((step) =>
      step.status === "ok" ? step.action.verb : `${step.action.verb}: ${step.error.name}`,
    );
    expect(outcomes).toEqual([
      "transfer",
      "transfer",
      "deposit: NoBridge",
      "exchangeDeposit",
      "exchangeDeposit",
      "exchangeWithdraw",
      "blockAccount",
      "exchangeDeposit",
      "exchangeWithdraw: AccountBlocked",
      "returnBlocked",
      "swap",
      "mix",
      "unmix",
      "unmix: NoteSpent",
      "freeze",
      "transfer: AccountFrozen",
      "reissue",
    ]);
    const results = stepsOf(chains.trace).flatMap((step) =>
      step.status === "ok" && Object.keys(step.result).length > 0 ? [step.result] : [],
    );
    // 30000 * 0.997 * 1000000 / (300000 + 30000 * 0.997), rounded down.
    expect(results).toMatchObject([
      { returned: "400" },
      { bought: "90661" },
      { blindSignature: expect.stringMatching(/^0x[0-9a-f]{256}$/) },
      { reissued: "99300" },
    ]);
  });

  it("leave the checks of a bridge with nothing to judge, and pass their own", async () => {
    const { verdicts } = await runOnChains(scenarioOf(exitsWorld, story));
    for (const check of ["authority", "replay", "backing", "liveness", "pause"])
      expect(verdicts[check]).toMatchObject({ valid: true, count: 0, note: "not exercised" });
    expect(verdicts.conservation).toMatchObject({ valid: true, count: 0 });
    expect(verdicts.exits).toMatchObject({ valid: true, count: 0, exercised: 4 });
  });

  it("are in the chains' records: where venues stand, and what they hold and owe in the end", async () => {
    const { chain } = await runOnChains(scenarioOf(exitsWorld, story));
    const [opening, closing] = [chain[0], chain.at(-1)];
    expect(Object.keys((opening as { venues: object }).venues)).toEqual(
      exitsWorld.venues?.map(({ name }) => name),
    );
    const { balances } = closing as { balances: readonly Balance[] };
    expect(
      balances.flatMap(({ account, token, amount }) =>
        account.includes(":") ? [`${account} ${amount} ${token}`] : [],
      ),
    ).toEqual([
      "exchange:bourse 40 ETH",
      "exchange:bourse 2 BTC",
      "exchange:bourse/alice 40 ETH",
      "exchange:bourse/alice 2 BTC",
      "pool:eth-usdc 330000 ETH",
      "pool:eth-usdc 909339 USDC",
      "pool:btc-usdt 777777 USDT",
      "pool:btc-usdt 5000 BTC",
    ]);
  });

  it("link no deposit of a mixer to a withdrawal by anything but amount and time", () => {
    const shown = JSON.stringify([paidNote]);
    for (const word of [note.blinded, "alice"]) expect(shown).not.toContain(word);
    expect(JSON.stringify([mixed])).not.toContain(note.serial.slice(2));
  });

  it("stand beside a bridge, too", async () => {
    const scenario = scenarioOf(bridgeAndExitsWorld, [
      ...story.slice(0, 2),
      { verb: "deposit", sender: "alice", owner: "alice", token: "ETH", amount: "1" },
      sold,
    ]);
    const [model, chains] = [await finish(scenario, openModel), await runOnChains(scenario)];
    expect(chains.traceHash).toBe(model.traceHash);
    expect(stepsOf(chains.trace).map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok"]);
  });
});

/** Puts a planted contract in a token's or a venue's place. */
const withDefect = (name: string, contract: string): World => ({
  ...exitsWorld,
  tokens: exitsWorld.tokens.map((token) =>
    token.symbol === name ? { ...token, contract } : token,
  ),
  venues: exitsWorld.venues?.map((venue) =>
    venue.name === name ? { ...venue, contract } : venue,
  ) as NonNullable<World["venues"]>,
});

const defects = [
  { check: "exits", name: "bourse", contract: "PaysBlockedAccounts" },
  { check: "exits", name: "eth-usdc", contract: "ProductFalls" },
  { check: "exits", name: "eth-mixer", contract: "NotePaidTwice" },
  { check: "conservation", name: "USDT", contract: "ReissuesWithoutBurning" },
];

// A second note fills the mixer, or paying one twice would fail for want of ether.
const other = noteOf(exitsWorld, "eth-mixer", "alice", 1, "bob");
const again: readonly Command[] = [
  ...story.slice(0, 11),
  mixed,
  { ...mixed, blinded: other.blinded },
  ...story.slice(12),
];

describe.each(defects)("$contract", ({ check, name, contract }) => {
  it(`is caught by ${check}, and its sound twin is not`, async () => {
    const sound = await runOnChains(scenarioOf(exitsWorld, again));
    const flawed = await runOnChains(scenarioOf(withDefect(name, contract), again));
    expect(sound.verdicts[check]).toMatchObject({ valid: true, count: 0 });
    expect(flawed.verdicts[check]).toMatchObject({ valid: false });
    expect(flawed.verdicts[check]?.first?.text).toContain(
      check === "exits" ? name : 'After "reissue"',
    );
  });

  it("is no contract that the model knows", () => {
    expect(() => openModel(withDefect(name, contract))).toThrow(contract);
  });
});
