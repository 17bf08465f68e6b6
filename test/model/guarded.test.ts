import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { InputError } from "../../sim/core/errors.ts";
import { day, hour } from "../../sim/core/time.ts";
import { guardedBridge, start, validators, wordsOf } from "./guarded.ts";

const delay = { guard: "delay-with-veto", delay: day } as const;

describe("the model of a GuardedGateway", () => {
  it("pays a request once, however it is signed", () => {
    const { payment, submits } = guardedBridge();
    const withdrawal = payment(10);
    expect(submits(withdrawal).status).toBe("ok");
    expect(submits(withdrawal)).toMatchObject({
      error: { name: "KeyUsed", args: { key: "1", status: "Paid" } },
    });
    expect(submits({ ...withdrawal, amount: "11" })).toMatchObject({
      error: { name: "SourceUsed", args: { key: "1" } },
    });
  });

  it("lets a request be signed anew once what was held for it has ended", () => {
    const { does, payment, submits, releases } = guardedBridge(delay);
    const forged = payment(10);
    const honest = { ...forged, amount: "4" } as const;
    submits(forged);
    expect(wordsOf(submits(honest))).toBe("SourceUsed");
    expect(wordsOf(does({ verb: "cancel", sender: "thief", withdrawal: forged }))).toBe(
      "NotCanceller",
    );
    does({ verb: "cancel", sender: "canceller", withdrawal: forged });
    expect(submits(forged)).toMatchObject({ error: { args: { status: "Cancelled" } } });
    expect(submits(honest).status).toBe("info");
    expect(wordsOf(releases(honest, day))).toBe("ok");
  });

  it("ends a hold after its time, and not a second earlier", () => {
    const { does, payment, submits } = guardedBridge(delay);
    const withdrawal = payment(10);
    submits(withdrawal);
    const expire = { verb: "expire", sender: "thief", withdrawal } as const;
    expect(does(expire, 72 * hour - 1)).toMatchObject({
      error: { name: "HoldNotExpired", args: { key: "1", expiresAt: `${start + 72 * hour}` } },
    });
    expect(wordsOf(does(expire, 72 * hour))).toBe("ok");
    expect(wordsOf(does(expire, 72 * hour))).toBe("NotHeld");
  });

  it("never pays what an earlier epoch signed, nor what it held", () => {
    const { does, payment, submits, releases } = guardedBridge(delay);
    const [waiting, signed] = [payment(10), payment(7)];
    submits(waiting);
    const end = { verb: "cancelEpoch", sender: "canceller", epoch: 1 } as const;
    expect(does(end)).toMatchObject({ status: "ok", result: { epoch: 2 } });
    expect(wordsOf(does(end))).toBe("EpochNotCurrent");
    expect(wordsOf(releases(waiting, day))).toBe("EpochNotCurrent");
    expect(wordsOf(submits(signed))).toBe("EpochNotCurrent");
    expect(submits({ ...waiting, epoch: 2 }).status).toBe("info");
    // The old one is nobody's any more, and ends without taking the request from the new one.
    expect(wordsOf(does({ verb: "expire", sender: "thief", withdrawal: waiting }, 1))).toBe("ok");
    expect(wordsOf(submits({ ...waiting, amount: "9", epoch: 2 }, 2))).toBe("SourceUsed");
    expect(wordsOf(releases({ ...waiting, epoch: 2 }, day))).toBe("ok");
  });

  it("gives a replaced signer's seat to its spare, or leaves it vacant with its weight", () => {
    const { model, does, payment, submits } = guardedBridge();
    const replace = (signer: string, sender = "responder") =>
      does({ verb: "replaceSigner", sender, signer });
    expect(wordsOf(replace("validator-1", "governor"))).toBe("AccessControlUnauthorizedAccount");
    expect(replace("validator-1")).toMatchObject({ result: { epoch: 2 } });
    expect(wordsOf(replace("validator-1"))).toBe("NotSigner");
    for (const signer of validators.slice(1, 5)) replace(signer);
    expect(model.read({ what: "quorum", chain: "mainchain" })).toEqual({
      quorum: { numerator: 5, denominator: 9 },
      validators: 9,
    });
    const left = ["spare", ...validators.slice(5)];
    expect(submits(payment(1, { epoch: 6 }), 0, left).status).toBe("ok");
    expect(submits(payment(1, { epoch: 6 }), 0, left.slice(1))).toMatchObject({
      error: { name: "QuorumNotReached", args: { weight: "4", minimum: "5", total: "9" } },
    });
  });

  it("raises a quorum, and lowers none", () => {
    const { does, payment, submits } = guardedBridge();
    const raise = (numerator: number, denominator = 9) =>
      does({ verb: "raiseQuorum", sender: "responder", quorum: { numerator, denominator } });
    expect(raise(5)).toMatchObject({
      error: { name: "QuorumNotRaised", args: { minimumWeight: "5", newMinimumWeight: "5" } },
    });
    expect(wordsOf(raise(10))).toBe("QuorumUnsound");
    expect(raise(6)).toMatchObject({ result: { epoch: 2 } });
    expect(wordsOf(submits(payment(1, { epoch: 2 })))).toBe("QuorumNotReached");
  });

  it("stops payments and deposits, and neither cancels nor ends", () => {
    const { does, deposit, payment, submits, releases } = guardedBridge(delay);
    const [first, second] = [payment(1), payment(2)];
    for (const withdrawal of [first, second]) submits(withdrawal);
    const pause = { verb: "pause", sender: "pauser", chain: "mainchain" } as const;
    for (const status of ["ok", "ok"]) expect(does(pause).status).toBe(status);
    expect(wordsOf(deposit(1))).toBe("EnforcedPause");
    expect(wordsOf(submits(payment(1)))).toBe("EnforcedPause");
    expect(wordsOf(releases(first, day))).toBe("EnforcedPause");
    expect(wordsOf(does({ verb: "cancel", sender: "canceller", withdrawal: first }))).toBe("ok");
    expect(wordsOf(does({ verb: "expire", sender: "bob", withdrawal: second }, 4 * day))).toBe(
      "ok",
    );
  });

  it("names the guard that holds longest, and of those that refuse the first", () => {
    const rules = { guard: "recipient-rules", refused: ["watcher"], firstDelay: 2 * day } as const;
    const limit = { guard: "utc-day-limit", limits: { ETH: "50" } } as const;
    const { payment, submits } = guardedBridge(delay, limit, rules);
    expect(submits(payment(1))).toMatchObject({
      error: { args: { notBefore: `${start + 2 * day}`, guard: "recipient-rules" } },
    });
    expect(submits(payment(50, { recipient: "watcher" }))).toMatchObject({
      error: { name: "Refused", args: { guard: "utc-day-limit" } },
    });
  });

  it("has no calls of the other gateways, and others no calls of its", () => {
    const { world, does, payment } = guardedBridge();
    const withdrawal = payment(1);
    expect(() => does({ verb: "unlock", sender: "thief", withdrawal })).toThrow(InputError);
    expect(() => does({ verb: "attest", sender: "watcher", withdrawal })).toThrow(InputError);
    const { guarded: _, ...bare } = world;
    const v1 = openModel({ ...bare, contracts: { ...world.contracts, gateway: "RoninGatewayV1" } });
    const release = { verb: "release", sender: "thief", withdrawal } as const;
    expect(() => v1.execute(release, { at: start, event: 0 })).toThrow(InputError);
  });
});
