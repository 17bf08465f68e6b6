import { describe, expect, it } from "vitest";
import type { Command, Outcome, Signature } from "../../sim/bridge/port.ts";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { cancel, day, delay, hour, people, release, settings } from "../support/guarded.ts";
import {
  bridgeOf,
  closeBridges,
  dollars,
  ether,
  payment,
  refusal,
  type SmallBridge,
  signed,
  smallWorld,
  turn,
  validators,
} from "../support/small.ts";

closeBridges();

type Steps = (bridge: SmallBridge) => Promise<Outcome>;

/** Makes the same steps at the sound gateway and at the one with the defect; tells the last. */
async function onBoth(flawed: string, guards: readonly GuardSettings[], steps: Steps) {
  const on = async (gateway: string) => {
    const world = smallWorld(gateway, people, { guarded: { ...settings, guards } });
    return steps(await bridgeOf(world, { ETH: ether(100), USDC: dollars(100) }));
  };
  return { sound: await on("GuardedGateway"), flawed: await on(flawed) };
}

const first = payment("ETH", ether(1), "1");
const second = payment("ETH", ether(1), "2");
const replace = (signer: string): Command => ({
  verb: "replaceSigner",
  sender: "responder",
  signer,
});
const ok = { status: "ok" };
const later = (bridge: SmallBridge, seconds: number) => bridge.waits(bridge.now() + seconds);

describe("signatures", () => {
  it("F02: one signer, seven times over, is a quorum", async () => {
    const { sound, flawed } = await onBoth("SignerCountsTwice", [], (bridge) =>
      bridge.submits(first, signed(bridge.world, first, Array(7).fill("v-1"))),
    );
    expect(sound).toEqual(refusal("SignersNotAscending", { previous: "v-1", signer: "v-1" }));
    expect(flawed).toMatchObject({ ...ok, result: { signers: Array(7).fill("v-1") } });
  });

  it("F03: one signature in two encodings, in turn, is a quorum", async () => {
    const list = Array.from(
      { length: 7 },
      (_, index): Signature => ({
        signer: "v-1",
        over: first,
        mode: 1,
        form: index % 2 === 0 ? "plain" : "parity",
      }),
    );
    const { sound, flawed } = await onBoth("EncodingCountsTwice", [], (bridge) =>
      bridge.submits(first, list),
    );
    expect(sound).toEqual(refusal("SignatureInvalid", { index: "1" }));
    expect(flawed).toMatchObject(ok);
    const repeated = await onBoth("EncodingCountsTwice", [], (bridge) =>
      bridge.submits(first, signed(bridge.world, first, Array(7).fill("v-1"))),
    );
    expect(repeated.flawed).toEqual(refusal("SignatureInvalid", { index: "1" }));
  });

  it("F06: where all weigh less than a hundred, nobody has to sign", async () => {
    const { sound, flawed } = await onBoth("TotalInHundreds", [], (bridge) =>
      bridge.submits(first, []),
    );
    expect(sound).toEqual(refusal("QuorumNotReached", { weight: "0", minimum: "7", total: "9" }));
    expect(flawed).toMatchObject({ ...ok, result: { paid: ether(1), signers: [] } });
  });

  it("F07: what was signed for another gateway is paid here", async () => {
    const { sound, flawed } = await onBoth("DomainWithoutGateway", [], (bridge) =>
      bridge.submits(
        first,
        signed(bridge.world, first).map((one) => ({ ...one, form: "elsewhere" }) as Signature),
      ),
    );
    expect(sound.status).toBe("fail");
    expect(flawed).toMatchObject({ ...ok, result: { paid: ether(1) } });
  });

  it("F11: a signer that was replaced still counts", async () => {
    const anew = { ...first, epoch: 2 };
    const { sound, flawed } = await onBoth("HalfRemoved", [], async (bridge) => {
      await bridge.succeeds(replace("v-3"));
      return bridge.submits(anew, signed(bridge.world, anew));
    });
    expect(sound).toEqual(refusal("NotSigner", { account: "v-3" }));
    expect(flawed).toMatchObject(ok);
  });

  it("F23: a stranger may sign, and weighs nothing", async () => {
    const padded = (bridge: SmallBridge, by: readonly string[]) =>
      bridge.submits(first, signed(bridge.world, first, [...by, "alice"]));
    const { sound, flawed } = await onBoth("ToleratesStrangers", [], (bridge) =>
      padded(bridge, validators.slice(0, 7)),
    );
    expect(sound).toEqual(refusal("NotSigner", { account: "alice" }));
    expect(flawed).toMatchObject(ok);
    const short = await onBoth("ToleratesStrangers", [], (bridge) =>
      padded(bridge, validators.slice(0, 6)),
    );
    expect(short.flawed).toEqual(
      refusal("QuorumNotReached", { weight: "6", minimum: "7", total: "9" }),
    );
  });
});

describe("what is held", () => {
  it("F09: is released while everything is paused", async () => {
    const { sound, flawed } = await onBoth("ReleasesWhilePaused", [delay], async (bridge) => {
      await bridge.submits(first);
      await bridge.succeeds(turn("pause", "pauser"));
      later(bridge, hour);
      return bridge.does(release(first));
    });
    expect(sound).toEqual(refusal("EnforcedPause", { scope: "All", subject: "0" }));
    expect(flawed).toMatchObject(ok);
  });

  it("F10: is released after the signers have changed", async () => {
    const { sound, flawed } = await onBoth("StaleSetReleases", [delay], async (bridge) => {
      await bridge.submits(first);
      await bridge.succeeds(replace("v-1"));
      later(bridge, hour);
      return bridge.does(release(first));
    });
    expect(sound).toEqual(refusal("EpochNotCurrent", { given: "1", current: "2" }));
    expect(flawed).toMatchObject(ok);
  });

  it("F12: is paid before its floor once it is submitted again", async () => {
    const rules: GuardSettings = { guard: "recipient-rules", refused: [], firstDelay: day };
    const { sound, flawed } = await onBoth("ResubmissionShortens", [rules], async (bridge) => {
      await bridge.submits(first);
      const floor = bridge.now() + day;
      later(bridge, hour);
      await bridge.submits(second);
      bridge.waits(floor);
      await bridge.succeeds(release(first));
      return bridge.submits(second);
    });
    expect(sound).toEqual(refusal("KeyUsed", { key: "2", status: "Held" }));
    expect(flawed).toMatchObject(ok);
  });

  it("F14: is lost when the same recipient's next one is held", async () => {
    const { sound, flawed } = await onBoth("QueueOverwritten", [delay], async (bridge) => {
      await bridge.submits(first);
      await bridge.submits(second);
      later(bridge, hour);
      return bridge.does(release(first));
    });
    expect(sound).toMatchObject(ok);
    expect(flawed).toEqual(refusal("NotHeld", { key: "1", status: "None" }));
  });

  it("F17: can be cancelled after it was paid, and its request is answered again", async () => {
    const other = { ...first, recipient: "alice" };
    const toCancel = async (bridge: SmallBridge) => {
      await bridge.submits(first);
      await bridge.submits(second);
      later(bridge, hour);
      await bridge.succeeds(release(first));
      return bridge.does(cancel(first));
    };
    const { sound, flawed } = await onBoth("CancelsPaid", [delay], toCancel);
    expect(sound).toEqual(refusal("NotHeld", { key: "1", status: "Paid" }));
    expect(flawed).toMatchObject(ok);
    const again = await onBoth("CancelsPaid", [delay], async (bridge) => {
      await toCancel(bridge);
      return bridge.submits(other);
    });
    expect(again.sound).toEqual(refusal("SourceUsed", { key: "1" }));
    expect(again.flawed).toMatchObject({ status: "info" });
  });

  it("F18: comes back with the same signatures after it was cancelled", async () => {
    const { sound, flawed } = await onBoth("CancelFreesKey", [delay], async (bridge) => {
      await bridge.submits(first);
      await bridge.succeeds(cancel(first));
      const outcome = await bridge.submits(first);
      if (outcome.status === "fail") return outcome;
      later(bridge, hour);
      return bridge.does(release(first));
    });
    expect(sound).toEqual(refusal("KeyUsed", { key: "1", status: "Cancelled" }));
    expect(flawed).toMatchObject(ok);
  });
});

describe("what is refused", () => {
  const bucket: GuardSettings = {
    guard: "token-bucket",
    buckets: { ETH: { capacity: ether(1), rate: "0" } },
  };
  const rules: GuardSettings = { guard: "recipient-rules", refused: ["alice"], firstDelay: 0 };

  it("F19: is counted as paid by the guards that allowed it", async () => {
    const { sound, flawed } = await onBoth("CommitsRefused", [bucket, rules], async (bridge) => {
      await bridge.submits({ ...first, recipient: "alice" });
      return bridge.submits(second);
    });
    expect(sound).toMatchObject(ok);
    // The bucket is empty, refuses, and is told of a payment all the same: it cannot subtract.
    expect(flawed).toEqual(refusal("Panic", { reason: "17" }));
  });

  it("F19: is no revert, and nothing is paid", async () => {
    const { sound, flawed } = await onBoth("CommitsRefused", [rules], (bridge) =>
      bridge.submits({ ...first, recipient: "alice" }),
    );
    expect(sound).toMatchObject({ status: "fail", error: { name: "Refused" } });
    expect(flawed).toEqual({ status: "info", error: { name: "NotAnswered", args: {} } });
  });
});

describe("the ground that is no defect", () => {
  it("pays what the sound gateway pays", async () => {
    const { sound, flawed } = await onBoth("ToleratesStrangers", [delay], async (bridge) => {
      await bridge.submits(first);
      later(bridge, hour);
      return bridge.does(release(first));
    });
    expect(flawed).toEqual(sound);
  });
});
