import { describe, expect, it } from "vitest";
import type { Command, Signature } from "../../sim/bridge/port.ts";
import { requiredVotes } from "../../sim/bridge/quorum.ts";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { InputError } from "../../sim/core/errors.ts";
import {
  about,
  cancel,
  day,
  delay,
  expire,
  guardedBy,
  held,
  hour,
  open,
  people,
  release,
  settings,
} from "../support/guarded.ts";
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
  turn,
  validators,
} from "../support/small.ts";

closeBridges();

describe("an honest withdrawal", () => {
  it.each([
    { token: "ETH", amount: ether(5) },
    { token: "USDC", amount: dollars(5) },
  ])("of $token goes over both chains and is paid", async ({ token, amount }) => {
    const bridge = await bridgeOf(guardedBy());
    const request = await honestRequest(bridge, token, amount);
    const mailbox = await bridge.reads({ what: "mailbox", withdrawalId: request.id });
    expect(mailbox).toHaveLength(7);
    const signatures = signed(bridge.world, request);
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
    expect(records.at(-2)).toMatchObject({ type: "transaction", reverted: null });
    expect(records.at(-2)?.gasUsed).toBeGreaterThan(100_000);
  });

  it("mints what the vault lacks, where the gateway may mint", async () => {
    const bridge = await open();
    expect(await bridge.submits(payment("SLP", "70"))).toMatchObject({
      result: { paid: "70", minted: "70" },
    });
    expect(await bridge.submits(payment("USDC", dollars(101), "1"))).toEqual(
      refusal("VaultShort", { token: "USDC", balance: dollars(100), amount: dollars(101) }),
    );
  });

  it("pays whoever takes no ether in wrapped ether, which is no minting", async () => {
    const bridge = await open();
    const paid = { ...payment("ETH", ether(1)), recipient: "refuser" };
    expect(await bridge.submits(paid)).toMatchObject({ result: { paid: ether(1), minted: "0" } });
    expect(await bridge.balanceOf("refuser", "ETH")).toBe(ether(1));
    expect(await bridge.balanceOf("supply", "ETH")).toBe(ether(100));
  });

  it("finds its deposit, and ether without a call is none", async () => {
    const bridge = await open();
    expect(await bridge.reads({ what: "deposit", depositId: "1" })).toEqual({
      owner: "alice",
      token: "USDC",
      amount: dollars(100),
    });
    expect(await bridge.does({ verb: "sendEther", sender: "alice", amount: ether(1) })).toEqual(
      refusal("NotWrappedEther", { sender: "alice" }),
    );
  });
});

describe("signatures", () => {
  const paid = payment("ETH", ether(1));

  it("are asked for as many as the actors read, in the epoch that they read", async () => {
    const bridge = await open();
    const { quorum, validators: count } = await bridge.reads({
      what: "quorum",
      chain: "mainchain",
    });
    expect(requiredVotes(quorum, count)).toBe(7);
    expect(await bridge.reads({ what: "epoch" })).toBe(1);
    expect(await bridge.submits(paid, signed(bridge.world, paid, validators.slice(0, 6)))).toEqual(
      refusal("QuorumNotReached", { weight: "6", minimum: "7", total: "9" }),
    );
    expect(await bridge.submits({ ...paid, epoch: 2 })).toEqual(
      refusal("EpochNotCurrent", { given: "2", current: "1" }),
    );
    expect(await bridge.submits({ ...paid, epoch: 1 }, signed(bridge.world, paid))).toMatchObject({
      status: "ok",
      result: { signers: signed(bridge.world, paid).map(signerOf) },
    });
  });

  it("of strangers, and twice the same, are refused", async () => {
    const bridge = await open();
    const withAlice = signed(bridge.world, paid, [...validators, "alice"]);
    expect(await bridge.submits(paid, withAlice)).toEqual(
      refusal("NotSigner", { account: "alice" }),
    );
    expect(await bridge.submits(paid, signed(bridge.world, paid, ["v-1", "v-1"]))).toEqual(
      refusal("SignersNotAscending", { previous: "v-1", signer: "v-1" }),
    );
  });

  it.each(["parity", "mirrored"] as const)("written down as %s are refused", async (form) => {
    const bridge = await open();
    const [first, ...others] = signed(bridge.world, paid);
    const [other] = signed(bridge.world, paid, [signerOf(first as Signature)], form);
    expect(await bridge.submits(paid, [other as Signature, ...others])).toEqual(
      refusal("SignatureInvalid", { index: "0" }),
    );
  });
});

describe("a used request", () => {
  it("is refused, as the same withdrawal and as another", async () => {
    const bridge = await open();
    const first = payment("ETH", ether(1), "7");
    await bridge.submits(first);
    expect(await bridge.submits(first)).toEqual(refusal("KeyUsed", { key: "7", status: "Paid" }));
    expect(await bridge.submits(payment("USDC", dollars(1), "7"))).toEqual(
      refusal("SourceUsed", { key: "7" }),
    );
  });
});

describe("what is held", () => {
  const paid = payment("ETH", ether(1), "3");

  it("is released at its floor and not a second before, by anybody", async () => {
    const bridge = await open(delay);
    const outcome = await bridge.submits(paid);
    const floor = bridge.now() + hour;
    expect(outcome).toEqual(
      held({ notBefore: floor, guard: "delay-with-veto", reason: "open to veto" }),
    );
    bridge.waits(floor - 1);
    expect(await bridge.does(release(paid))).toEqual(
      refusal("FloorNotReached", { key: "3", notBefore: `${floor}` }),
    );
    bridge.waits(floor);
    expect(await bridge.succeeds(release(paid))).toEqual({
      status: "ok",
      result: {
        paid: ether(1),
        minted: "0",
        signers: signed(bridge.world, paid).map(signerOf),
      },
      balances: [
        { chain: "mainchain", account: "bob", token: "ETH", amount: ether(1) },
        { chain: "mainchain", account: "vault", token: "ETH", amount: ether(99) },
        { chain: "mainchain", account: "supply", token: "ETH", amount: ether(99) },
      ],
    });
    expect(await bridge.does(release(paid))).toEqual(
      refusal("NotHeld", { key: "3", status: "Paid" }),
    );
  });

  it("is never paid once it is cancelled, and its request can be signed anew", async () => {
    const bridge = await open(delay);
    await bridge.submits(paid);
    expect(await bridge.does(about("cancel")(paid))).toEqual(
      refusal("NotCanceller", { caller: "passer-by" }),
    );
    await bridge.succeeds(cancel(paid));
    bridge.waits(bridge.now() + day);
    expect(await bridge.does(release(paid))).toEqual(
      refusal("NotHeld", { key: "3", status: "Cancelled" }),
    );
    expect(await bridge.submits(paid)).toEqual(
      refusal("KeyUsed", { key: "3", status: "Cancelled" }),
    );
    expect(await bridge.submits({ ...paid, recipient: "alice" })).toMatchObject({
      status: "info",
    });
    expect(await bridge.balanceOf("bob", "ETH")).toBe("0");
  });

  it("expires after the longest hold, by anybody", async () => {
    const bridge = await open(delay);
    await bridge.submits(paid);
    const expiresAt = bridge.now() + settings.maxHold;
    bridge.waits(expiresAt - 1);
    expect(await bridge.does(expire(paid))).toEqual(
      refusal("HoldNotExpired", { key: "3", expiresAt: `${expiresAt}` }),
    );
    bridge.waits(expiresAt);
    await bridge.succeeds(expire(paid));
    expect(await bridge.does(release(paid))).toEqual(
      refusal("NotHeld", { key: "3", status: "Cancelled" }),
    );
  });

  it("is not what was never brought", async () => {
    const bridge = await open(delay);
    for (const ask of [release, cancel, expire])
      expect(await bridge.does(ask(paid))).toEqual(
        refusal("NotHeld", { key: "3", status: "None" }),
      );
  });

  it("is held by whichever guard holds it longest", async () => {
    const rules: GuardSettings = { guard: "recipient-rules", refused: [], firstDelay: 2 * hour };
    const attestation: GuardSettings = {
      guard: "backing-attestation",
      watchers: ["watcher-1"],
      needed: 1,
    };
    const bridge = await open(attestation, delay, rules);
    const outcome = await bridge.submits(paid);
    expect(outcome).toEqual(
      held({
        notBefore: bridge.now() + 2 * hour,
        guard: "recipient-rules",
        reason: "new recipient",
      }),
    );
    bridge.waits(bridge.now() + 2 * hour);
    expect(await bridge.does(release(paid))).toEqual(
      refusal("Withheld", { guard: "backing-attestation", reason: "not attested", retryAt: "0" }),
    );
  });
});

describe("a pause", () => {
  it("stops deposits, submissions and releases, and no cancellation", async () => {
    const bridge = await open(delay);
    const [first, second] = [payment("ETH", ether(1), "1"), payment("ETH", ether(1), "2")];
    await bridge.submits(first);
    await bridge.submits(second);
    expect(await bridge.does(turn("pause", "governor"))).toEqual(
      refusal("AccessControlUnauthorizedAccount", { account: "governor", neededRole: "PAUSER" }),
    );
    await bridge.succeeds(turn("pause", "pauser"));
    bridge.waits(bridge.now() + hour);
    const stopped = refusal("EnforcedPause", { scope: "All", subject: "0" });
    expect(await bridge.does(deposit("ETH", ether(1)))).toEqual(stopped);
    expect(await bridge.submits(payment("ETH", ether(1), "4"))).toEqual(stopped);
    expect(await bridge.does(release(first))).toEqual(stopped);
    await bridge.succeeds(cancel(second));
    expect(await bridge.does(turn("unpause", "pauser"))).toEqual(
      refusal("AccessControlUnauthorizedAccount", { account: "pauser", neededRole: "UNPAUSER" }),
    );
    await bridge.succeeds(turn("unpause", "unpauser"));
    await bridge.succeeds(release(first));
  });
});

describe("a change of signers", () => {
  const paid = payment("ETH", ether(1), "3");
  const respond: Command = { verb: "replaceSigner", sender: "responder", signer: "v-1" };

  it("kills what was signed and held, and gives the seat to the spare", async () => {
    const bridge = await open(delay);
    const stock = payment("ETH", ether(1), "4");
    await bridge.submits(paid);
    expect(await bridge.does({ ...respond, sender: "governor" })).toEqual(
      refusal("AccessControlUnauthorizedAccount", { account: "governor", neededRole: "RESPONDER" }),
    );
    expect(await bridge.succeeds(respond)).toMatchObject({ result: { epoch: 2 } });
    expect(await bridge.reads({ what: "epoch" })).toBe(2);
    const late = refusal("EpochNotCurrent", { given: "1", current: "2" });
    expect(await bridge.submits(stock)).toEqual(late);
    bridge.waits(bridge.now() + hour);
    expect(await bridge.does(release(paid))).toEqual(late);
    await bridge.succeeds(expire(paid));
    const anew = { ...paid, epoch: 2 };
    expect(await bridge.submits(anew, signed(bridge.world, anew))).toEqual(
      refusal("NotSigner", { account: "v-1" }),
    );
    const by = ["spare-1", ...validators.slice(1, 7)];
    expect(await bridge.submits(anew, signed(bridge.world, anew, by))).toMatchObject({
      status: "info",
    });
  });

  it("leaves a seat without a spare vacant, and asks for as many as before", async () => {
    const bridge = await open();
    await bridge.succeeds({ ...respond, signer: "v-3" });
    const { quorum, validators: count } = await bridge.reads({
      what: "quorum",
      chain: "mainchain",
    });
    expect(requiredVotes(quorum, count)).toBe(7);
    expect(await bridge.does({ ...respond, signer: "v-3" })).toEqual(
      refusal("NotSigner", { account: "v-3" }),
    );
  });

  it("can raise the quorum, and not lower it", async () => {
    const bridge = await open();
    const raise = (numerator: number): Command => ({
      verb: "raiseQuorum",
      sender: "responder",
      quorum: { numerator, denominator: 9 },
    });
    expect(await bridge.reads({ what: "quorum", chain: "mainchain" })).toMatchObject({
      quorum: { numerator: 7, denominator: 10 },
    });
    expect(await bridge.succeeds(raise(8))).toMatchObject({ result: { epoch: 2 } });
    expect(await bridge.reads({ what: "quorum", chain: "mainchain" })).toEqual({
      quorum: { numerator: 8, denominator: 9 },
      validators: 9,
    });
    expect(await bridge.does(raise(5))).toEqual(
      refusal("QuorumNotRaised", { minimumWeight: "8", newMinimumWeight: "5" }),
    );
  });

  it("can be the end of an epoch alone", async () => {
    const bridge = await open();
    const end: Command = { verb: "cancelEpoch", sender: "canceller", epoch: 1 };
    expect(await bridge.succeeds(end)).toMatchObject({ result: { epoch: 2 } });
    expect(await bridge.does(end)).toEqual(
      refusal("EpochNotCurrent", { given: "1", current: "2" }),
    );
    const again = { ...paid, epoch: 2 };
    expect(await bridge.submits(again, signed(bridge.world, paid))).toMatchObject({
      status: "fail",
    });
    expect(await bridge.submits(again)).toMatchObject({ status: "ok" });
  });
});

describe("the tenant", () => {
  it("begins anew with each bridge of the same world", async () => {
    for (const _run of [1, 2]) {
      const bridge = await open(delay);
      const paid = payment("ETH", ether(1), "1");
      expect(await bridge.submits(paid)).toMatchObject({ status: "info" });
      bridge.waits(bridge.now() + hour);
      await bridge.succeeds(release(paid));
      await bridge.succeeds({ verb: "cancelEpoch", sender: "canceller", epoch: 1 });
      await bridge.ends();
    }
  });

  it.each<Command>([
    { verb: "unlock", sender: "alice", withdrawal: payment("ETH", ether(1)) },
    { verb: "addValidator", sender: "admin", chain: "mainchain", validator: "alice" },
    { verb: "initialize", sender: "admin" },
  ])("has no $verb here, and says so", async (command) => {
    const bridge = await open();
    await expect(bridge.does(command)).rejects.toThrow(
      `"${command.verb}" is not modelled for a mainchain gateway like GuardedGateway.`,
    );
  });

  it("says what settings it cannot set up", async () => {
    const short: GuardSettings = { guard: "net-flow-epoch", limits: {}, epoch: hour };
    await expect(open(short)).rejects.toThrow(InputError);
    const bucket = { capacity: ether(1), rate: ether(2) };
    await expect(open({ guard: "token-bucket", buckets: { ETH: bucket } })).rejects.toThrow(
      `TokenBucket cannot be set up as the world wants it: RateAboveCapacity (rate ${ether(2)}, capacity ${ether(1)}).`,
    );
    const world = smallWorld("GuardedGateway", people, {
      guarded: { ...settings, spares: { "v-1": "v-2" } },
    });
    await expect(bridgeOf(world)).rejects.toThrow(
      "GuardedGateway cannot be set up as the world wants it: KeyTaken (account v-2).",
    );
    const bridge = await open();
    await expect(bridge.does(about("attest")(payment("ETH", ether(1))))).rejects.toThrow(
      "the stack has no backing-attestation",
    );
  });
});

const signerOf = (one: Signature): string => ("signer" in one ? one.signer : "nobody");
