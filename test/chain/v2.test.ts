import { describe, expect, it } from "vitest";
import type { Command, Outcome, Withdrawal, World } from "../../sim/bridge/port.ts";
import { requiredVotes } from "../../sim/bridge/quorum.ts";
import { InputError } from "../../sim/core/errors.ts";
import { toAmount } from "../../sim/core/units.ts";
import {
  bridgeOf,
  closeBridges,
  deposit,
  dollars,
  ether,
  honestRequest,
  payment,
  refusal,
  signed,
  smallWorld,
  start,
  turn,
  validators,
} from "../support/small.ts";

closeBridges();

const world: World = smallWorld("RoninGatewayV2", ["unlocker", "sentry"], {
  roninV2: {
    highTierQuorum: { numerator: 9, denominator: 10 },
    unlockers: ["unlocker"],
    pausers: ["sentry"],
    limits: {
      ETH: { highTier: ether(100), locked: ether(200), unlockFee: 10, daily: ether(250) },
      USDC: {
        highTier: dollars(100),
        locked: dollars(200),
        unlockFee: 500_000,
        daily: dollars(250),
      },
      SLP: { highTier: "1000", locked: "2000", unlockFee: 0, daily: "2500" },
    },
  },
});

const open = () => bridgeOf(world, { ETH: ether(900), USDC: dollars(900) });

const held: Outcome = {
  status: "info",
  error: {
    name: "Held",
    args: { notBefore: "0", guard: "locked-tier", reason: "locked tier", tripped: "false" },
  },
};

const unlock = (withdrawal: Withdrawal, sender = "unlocker"): Command => ({
  verb: "unlock",
  sender,
  withdrawal,
});

describe("an honest withdrawal", () => {
  it.each([
    { token: "ETH", amount: ether(5) },
    { token: "USDC", amount: dollars(5) },
  ])("of $token goes over both chains and is paid", async ({ token, amount }) => {
    const bridge = await bridgeOf(world);
    const request = await honestRequest(bridge, token, amount);
    expect(await bridge.balanceOf("vault", token)).toBe(amount);
    const mailbox = await bridge.reads({ what: "mailbox", withdrawalId: request.id });
    expect(mailbox).toEqual(validators.slice(0, 7).map((signer) => signature(request, signer)));
    const signatures = signed(world, request);
    expect(await bridge.submits(request, signatures)).toEqual({
      status: "ok",
      result: { paid: amount, minted: "0", signers: signatures.map(signerOf) },
      balances: [
        { chain: "mainchain", account: "bob", token, amount },
        { chain: "mainchain", account: "vault", token, amount: "0" },
        {
          chain: "mainchain",
          account: "supply",
          token,
          amount: token === "ETH" ? "0" : dollars(1_000),
        },
      ],
    });
  });

  it("is in the chain's record with its gas", async () => {
    const bridge = await open();
    await bridge.submits(payment("ETH", ether(1)));
    const records = (await bridge.ends()) as readonly { type: string; gasUsed?: number }[];
    expect(records.map(({ type }) => type).at(-1)).toBe("close");
    expect(records.at(-2)).toMatchObject({ type: "transaction", reverted: null });
    expect(records.at(-2)?.gasUsed).toBeGreaterThan(100_000);
  });

  it("mints what the vault lacks, where the gateway may mint", async () => {
    const bridge = await open();
    expect(await bridge.submits(payment("SLP", "70"))).toMatchObject({
      result: { paid: "70", minted: "70" },
    });
    expect(await bridge.balanceOf("supply", "SLP")).toBe("70");
  });

  it("pays whoever takes no ether in wrapped ether, which is no minting", async () => {
    const bridge = await open();
    const paid = { ...payment("ETH", ether(1)), recipient: "refuser" };
    expect(await bridge.submits(paid)).toMatchObject({ result: { paid: ether(1), minted: "0" } });
    expect(await bridge.balanceOf("refuser", "ETH")).toBe(ether(1));
    expect(await bridge.balanceOf("vault", "ETH")).toBe(ether(899));
    expect(await bridge.balanceOf("supply", "ETH")).toBe(ether(1));
  });
});

describe("signatures", () => {
  const paid = payment("ETH", ether(1));

  it("are asked for as many as the actors read", async () => {
    const bridge = await open();
    const { quorum, validators: count } = await bridge.reads({
      what: "quorum",
      chain: "mainchain",
    });
    expect({ quorum, count }).toEqual({ quorum: { numerator: 7, denominator: 10 }, count: 9 });
    expect(requiredVotes(quorum, count)).toBe(7);
    expect(await bridge.submits(paid, signed(world, paid, validators.slice(0, 6)))).toEqual(
      refusal("WeightNotReached", { weight: "6", minimum: "7" }),
    );
    expect(await bridge.submits(paid, [])).toEqual(
      refusal("WeightNotReached", { weight: "0", minimum: "7" }),
    );
  });

  it("of strangers weigh nothing", async () => {
    const bridge = await open();
    const by = [...validators.slice(0, 6), "alice", "passer-by"];
    expect(await bridge.submits(paid, signed(world, paid, by))).toEqual(
      refusal("WeightNotReached", { weight: "6", minimum: "7" }),
    );
  });

  it("twice the same, and under another payment, are refused", async () => {
    const bridge = await open();
    expect(await bridge.submits(paid, signed(world, paid, ["v-1", "v-1"]))).toEqual(
      refusal("SignersNotAscending", { previous: "v-1", signer: "v-1" }),
    );
    const other = signed(world, payment("ETH", ether(2)));
    expect(await bridge.submits(paid, other)).toMatchObject({
      error: { name: "SignersNotAscending", args: { signer: "stranger" } },
    });
  });

  it("may be mirrored, and may not have v as parity", async () => {
    const bridge = await open();
    const seven = validators.slice(0, 7);
    expect(await bridge.submits(paid, signed(world, paid, seven, "parity"))).toEqual(
      refusal("SignersNotAscending", { previous: "nobody", signer: "nobody" }),
    );
    const mirrored = signed(world, paid, seven, "mirrored");
    expect(await bridge.submits(paid, mirrored)).toMatchObject({
      status: "ok",
      result: { signers: mirrored.map(signerOf) },
    });
  });

  it("behind enough weight are not read, and named as they would be read", async () => {
    const bridge = await open();
    const [twice] = signed(world, paid, ["v-1"]);
    const [parity] = signed(world, paid, ["v-9"], "parity");
    const list = [...signed(world, paid), twice, parity].flatMap((one) => one ?? []);
    expect(await bridge.submits(paid, list)).toMatchObject({
      result: { signers: [...signed(world, paid).map(signerOf), "v-1", "nobody"] },
    });
  });

  it("mean the same in whatever mode", async () => {
    const bridge = await open();
    const list = signed(world, paid).map((one) => ({ ...one, mode: 2 as const }));
    expect(await bridge.submits(paid, list)).toMatchObject({ status: "ok" });
  });

  it("may be bytes, cut where they are whole", async () => {
    const bridge = await open();
    const six = signed(world, paid, validators.slice(0, 6));
    const rubbish = { bytes: `0x${"11".repeat(70)}` } as const;
    expect(await bridge.submits(paid, [...six, rubbish])).toMatchObject({
      error: { name: "SignersNotAscending" },
    });
    expect(await bridge.submits(paid, [{ bytes: "0x1234" }])).toEqual(
      refusal("WeightNotReached", { weight: "0", minimum: "7" }),
    );
  });
});

describe("a used id", () => {
  it("is refused, whatever it is used for", async () => {
    const bridge = await open();
    await bridge.submits(payment("ETH", ether(1), "7"));
    for (const again of [payment("ETH", ether(1), "7"), payment("USDC", dollars(1), "7")])
      expect(await bridge.submits(again)).toEqual(
        refusal("WithdrawalAlreadyProcessed", { id: "7" }),
      );
  });
});

describe("tiers", () => {
  it("ask for more signatures from the high one on", async () => {
    const bridge = await open();
    const below = payment("ETH", toAmount(BigInt(ether(100)) - 1n), "1");
    const high = payment("ETH", ether(100), "2");
    expect(await bridge.submits(below)).toMatchObject({ status: "ok" });
    expect(await bridge.submits(high)).toEqual(
      refusal("WeightNotReached", { weight: "7", minimum: "9" }),
    );
    expect(await bridge.submits(high, signed(world, high, validators))).toMatchObject({
      status: "ok",
    });
  });

  it.each([
    { token: "ETH", amount: ether(200), fee: toAmount(2n * 10n ** 15n) },
    { token: "USDC", amount: dollars(300), fee: dollars(150) },
  ])(
    "hold $token of the locked one until it is unlocked, for a fee",
    async ({ token, amount, fee }) => {
      const bridge = await open();
      const locked = payment(token, amount, "3");
      const signatures = signed(world, locked, validators);
      expect(await bridge.submits(locked, signatures)).toEqual(held);
      expect(await bridge.balanceOf("bob", token)).toBe("0");
      expect(await bridge.submits(locked, signatures)).toEqual(
        refusal("WithdrawalAlreadyProcessed", { id: "3" }),
      );
      expect(await bridge.succeeds(unlock(locked))).toMatchObject({
        result: { paid: amount, minted: "0", fee, signers: signatures.map(signerOf) },
        balances: [
          { account: "bob", amount: toAmount(BigInt(amount) - BigInt(fee)) },
          { account: "unlocker", amount: fee },
          { account: "vault" },
          { account: "supply" },
        ],
      });
      expect(await bridge.does(unlock(locked))).toEqual(
        refusal("WithdrawalNotLocked", { id: "3" }),
      );
    },
  );

  it("are unlocked by unlockers, as submitted, and while paused as well", async () => {
    const bridge = await open();
    const locked = payment("ETH", ether(200), "3");
    expect(await bridge.does(unlock(locked))).toEqual(
      refusal("WrongReceipt", { receiptHash: "3", submitted: "none" }),
    );
    expect(await bridge.submits(locked, signed(world, locked, validators))).toEqual(held);
    expect(await bridge.does(unlock(locked, "admin"))).toEqual(
      refusal("AccessControlUnauthorizedAccount", {
        account: "admin",
        neededRole: "WITHDRAWAL_UNLOCKER_ROLE",
      }),
    );
    expect(await bridge.does(unlock({ ...locked, recipient: "alice" }))).toEqual(
      refusal("WrongReceipt", { receiptHash: "3", submitted: "3" }),
    );
    await bridge.succeeds(turn("pause", "admin"));
    await bridge.succeeds(unlock(locked));
  });

  it("leave a day's limit to what is not locked", async () => {
    const bridge = await open();
    const paid = (id: string) => payment("ETH", ether(90), `${BigInt(id)}`);
    await bridge.submits(paid("1"));
    await bridge.submits(paid("2"));
    expect(await bridge.submits(paid("3"))).toEqual(
      refusal("DailyLimitReached", {
        token: "ETH",
        amount: ether(90),
        withdrawn: ether(180),
        limit: ether(250),
        nextDayAt: `${start + 86_400}`,
      }),
    );
    bridge.waits(start + 86_400);
    expect(await bridge.submits(paid("3"))).toMatchObject({ status: "ok" });
  });
});

describe("a pause", () => {
  it("of a sentry stops deposits and withdrawals until a sentry ends it", async () => {
    const bridge = await open();
    await bridge.succeeds(turn("pause", "sentry"));
    expect(await bridge.does(deposit("ETH", ether(1)))).toEqual(refusal("EnforcedPause"));
    expect(await bridge.submits(payment("ETH", ether(1)))).toEqual(refusal("EnforcedPause"));
    expect(await bridge.does(turn("pause", "sentry"))).toEqual(refusal("EnforcedPause"));
    await bridge.succeeds(turn("unpause", "sentry"));
    expect(await bridge.submits(payment("ETH", ether(1)))).toMatchObject({ status: "ok" });
  });

  it("of the administrator is no sentry's to end, and nobody else's to begin", async () => {
    const bridge = await open();
    expect(await bridge.does(turn("pause", "v-1"))).toEqual(
      refusal("NotPauser", { caller: "v-1" }),
    );
    await bridge.succeeds(turn("pause", "admin"));
    expect(await bridge.does(turn("unpause", "sentry"))).toEqual(refusal("NoEmergency"));
    await bridge.succeeds(turn("unpause", "admin"));
    expect(await bridge.does(turn("unpause", "admin"))).toEqual(refusal("ExpectedPause"));
  });
});

describe("the administrator", () => {
  it("changes operators and quorum, and what actors read changes with it", async () => {
    const bridge = await open();
    const set = { sender: "admin", chain: "mainchain" } as const;
    await bridge.succeeds({ ...set, verb: "addValidator", validator: "alice" });
    await bridge.succeeds({ ...set, verb: "removeValidator", validator: "v-1" });
    await bridge.succeeds({
      ...set,
      verb: "updateQuorum",
      quorum: { numerator: 1, denominator: 9 },
    });
    expect(await bridge.reads({ what: "quorum", chain: "mainchain" })).toEqual({
      quorum: { numerator: 1, denominator: 9 },
      validators: 9,
    });
    expect(await bridge.reads({ what: "quorum", chain: "sidechain" })).toEqual({
      quorum: { numerator: 7, denominator: 10 },
      validators: 9,
    });
    const paid = payment("ETH", ether(1));
    expect(await bridge.submits(paid, signed(world, paid, ["v-1"]))).toEqual(
      refusal("WeightNotReached", { weight: "0", minimum: "1" }),
    );
    expect(await bridge.submits(paid, signed(world, paid, ["alice", "v-2"]))).toMatchObject({
      status: "ok",
    });
  });

  it("is refused what no contract takes, with figures in words", async () => {
    const bridge = await open();
    const set = { sender: "admin", chain: "mainchain" } as const;
    expect(
      await bridge.does({
        ...set,
        verb: "updateQuorum",
        quorum: { numerator: 99, denominator: 100 },
      }),
    ).toEqual(refusal("HighTierBelowQuorum", { highTierQuorum: "9/10", quorum: "99/100" }));
    expect(await bridge.does({ ...set, verb: "addValidator", validator: "v-1" })).toEqual(
      refusal("AlreadyOperator", { account: "v-1" }),
    );
    expect(await bridge.does({ verb: "initialize", sender: "admin" })).toEqual(
      refusal("InvalidInitialization"),
    );
    expect(
      await bridge.does({ ...set, sender: "alice", verb: "clearMapToken", token: "ETH" }),
    ).toEqual(refusal("NotAdmin", { caller: "alice" }));
  });

  it("parts tokens and pairs them again", async () => {
    const bridge = await open();
    const set = { sender: "admin", chain: "mainchain", token: "USDC" } as const;
    await bridge.succeeds({ ...set, verb: "clearMapToken" });
    expect(await bridge.submits(payment("USDC", dollars(1)))).toEqual(
      refusal("TokenNotMapped", { token: "USDC" }),
    );
    await bridge.succeeds({ ...set, verb: "mapToken" });
    expect(await bridge.submits(payment("USDC", dollars(1)))).toMatchObject({ status: "ok" });
  });
});

describe("the vault", () => {
  it("refuses what it is short of", async () => {
    const bridge = await bridgeOf(world, { ETH: ether(1) });
    expect(await bridge.submits(payment("ETH", ether(2)))).toEqual(
      refusal("VaultShort", { token: "ETH", balance: ether(1), amount: ether(2) }),
    );
  });

  it("takes ether without a call as a deposit of the sender's", async () => {
    const bridge = await open();
    expect(
      await bridge.succeeds({ verb: "sendEther", sender: "alice", amount: ether(1) }),
    ).toMatchObject({
      result: { depositId: "2" },
      balances: [{ account: "alice" }, { account: "vault", amount: ether(901) }, {}],
    });
    expect(await bridge.reads({ what: "deposit", depositId: "2" })).toEqual({
      owner: "alice",
      token: "ETH",
      amount: ether(1),
    });
    expect(await bridge.reads({ what: "deposit", depositId: "3" })).toBeNull();
  });
});

describe("the tenant", () => {
  it("begins anew with each bridge of the same world", async () => {
    for (const _run of [1, 2]) {
      const bridge = await open();
      expect(await bridge.submits(payment("ETH", ether(1)))).toMatchObject({ status: "ok" });
      expect(await bridge.balanceOf("bob", "ETH")).toBe(ether(1));
      expect(await bridge.reads({ what: "epoch" })).toBe(0);
      await bridge.ends();
    }
  });

  it.each<Command>([
    { verb: "release", sender: "alice", withdrawal: payment("ETH", ether(1)) },
    { verb: "cancelEpoch", sender: "alice", epoch: 1 },
    { verb: "updateContract", sender: "admin", chain: "mainchain", name: "VALIDATOR", isSet: true },
  ])("has no $verb here, and says so", async (command) => {
    const bridge = await open();
    await expect(bridge.does(command)).rejects.toThrow(InputError);
    await expect(bridge.does(command)).rejects.toThrow(
      `"${command.verb}" is not modelled for a mainchain gateway like RoninGatewayV2.`,
    );
  });

  it.each([
    { title: "none", changed: { roninV2: undefined } },
    {
      title: "another gateway's",
      changed: { contracts: { ...world.contracts, gateway: "RoninGatewayV1" } },
    },
    { title: "no validators", changed: { quorumAuthorizesPay: false } },
  ])("refuses a world whose settings do not fit: $title", async ({ changed }) => {
    const { roninV2, ...rest } = { ...world, ...changed };
    const wrong = roninV2 === undefined ? rest : { ...rest, roninV2 };
    await expect(bridgeOf(wrong)).rejects.toThrow(InputError);
  });

  it("says what the gateway has against its settings", async () => {
    await expect(
      bridgeOf({ ...world, quorum: { numerator: 10, denominator: 10 } }),
    ).rejects.toThrow(
      "GatewayProxy cannot be set up as the world wants it: HighTierBelowQuorum (highTierQuorum 9/10, quorum 10/10).",
    );
  });
});

const signature = (over: Withdrawal, signer: string) => ({ signer, over, mode: 1, form: "plain" });

const signerOf = (one: object): string => ("signer" in one ? String(one.signer) : "nobody");
