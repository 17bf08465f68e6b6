import { describe, expect, it } from "vitest";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { toAmount } from "../../sim/core/units.ts";
import { about, day, delay, guardedBy, held, hour, open, release } from "../support/guarded.ts";
import {
  bridgeOf,
  closeBridges,
  deposit,
  dollars,
  ether,
  payment,
  refusal,
  signed,
  start,
  validators,
} from "../support/small.ts";

closeBridges();

describe("a guard of its settings", () => {
  const perToken = <T>(of: T) => ({ ETH: of });

  it("utc-day-limit keeps a day below its limit", async () => {
    const bridge = await open({ guard: "utc-day-limit", limits: perToken(ether(10)) });
    expect(await bridge.submits(payment("ETH", ether(6), "1"))).toMatchObject({ status: "ok" });
    expect(await bridge.submits(payment("ETH", ether(4), "2"))).toEqual(
      refusal("Refused", {
        guard: "utc-day-limit",
        reason: "limit of this day",
        retryAt: `${start + day}`,
      }),
    );
    expect(await bridge.submits(payment("USDC", dollars(1), "3"))).toMatchObject({
      error: { args: { reason: "token not listed", retryAt: "0" } },
    });
  });

  it("token-bucket takes an amount out, and refills", async () => {
    const buckets = perToken({ capacity: ether(10), rate: ether(1) });
    const bridge = await open({ guard: "token-bucket", buckets });
    expect(await bridge.submits(payment("ETH", ether(10), "1"))).toMatchObject({ status: "ok" });
    bridge.waits(bridge.now() + 2);
    expect(await bridge.submits(payment("ETH", ether(5), "2"))).toEqual(
      refusal("Refused", {
        guard: "token-bucket",
        reason: "bucket too empty",
        retryAt: `${bridge.now() + 3}`,
      }),
    );
  });

  it("sliding-window holds what does not fit, and releases it after the delay", async () => {
    const limits = perToken({ limit: ether(10), big: ether(9) });
    const window: GuardSettings = { guard: "sliding-window", limits, window: day, delay: hour };
    const bridge = await open(window);
    const big = payment("ETH", ether(9), "1");
    const outcome = await bridge.submits(big);
    const floor = bridge.now() + hour;
    expect(outcome).toEqual(held({ notBefore: floor, guard: "sliding-window", reason: "big" }));
    expect(await bridge.submits(payment("ETH", ether(8), "2"))).toMatchObject({ status: "ok" });
    expect(await bridge.submits(payment("ETH", ether(3), "3"))).toEqual(
      held({ notBefore: 0, guard: "sliding-window", reason: "window full" }),
    );
    bridge.waits(floor);
    await bridge.succeeds(release(big));
  });

  it("net-flow-epoch lets out a limit and what came in", async () => {
    const epoch: GuardSettings = {
      guard: "net-flow-epoch",
      limits: perToken(ether(10)),
      epoch: 6 * hour,
    };
    const bridge = await bridgeOf(guardedBy(epoch), { ETH: ether(30) });
    bridge.waits(start + 6 * hour);
    expect(await bridge.submits(payment("ETH", ether(10), "1"))).toMatchObject({ status: "ok" });
    expect(await bridge.submits(payment("ETH", ether(1), "2"))).toEqual(
      refusal("Refused", {
        guard: "net-flow-epoch",
        reason: "limit of this epoch",
        retryAt: `${start + 12 * hour}`,
      }),
    );
    await bridge.succeeds(deposit("ETH", ether(1)));
    expect(await bridge.submits(payment("ETH", ether(1), "2"))).toMatchObject({ status: "ok" });
  });

  it("circuit-breaker trips, and the token stands still", async () => {
    const limits = perToken({ retainedBps: 7_000, activeFrom: ether(1) });
    const breaker: GuardSettings = {
      guard: "circuit-breaker",
      limits,
      window: hour,
      cooldown: day,
    };
    const bridge = await open(breaker);
    bridge.waits(start + 2 * hour);
    const outcome = await bridge.submits(payment("ETH", ether(31), "1"));
    expect(outcome).toEqual(
      held({
        notBefore: bridge.now() + day,
        guard: "circuit-breaker",
        reason: "too much at once",
        tripped: true,
      }),
    );
    const stopped = refusal("EnforcedPause", { scope: "Token", subject: "ETH" });
    expect(await bridge.submits(payment("ETH", ether(1), "2"))).toEqual(stopped);
    expect(await bridge.submits(payment("USDC", dollars(1), "2"))).toMatchObject({
      error: { name: "Refused", args: { reason: "token not listed" } },
    });
  });

  it("delay-with-veto holds tokens of every kind", async () => {
    const bridge = await open(delay);
    for (const [index, token] of ["ETH", "USDC", "SLP"].entries())
      expect(await bridge.submits(payment(token, "1", `${BigInt(index)}`))).toMatchObject({
        status: "info",
      });
  });

  it("tiered-quorum asks for more signatures from an amount on", async () => {
    const tiers = perToken([
      { from: ether(1), quorum: { numerator: 7, denominator: 9 } },
      { from: ether(10), quorum: { numerator: 9, denominator: 9 } },
    ]);
    const bridge = await open({ guard: "tiered-quorum", tiers });
    const high = payment("ETH", ether(10), "1");
    expect(await bridge.submits(high)).toEqual(
      refusal("Refused", { guard: "tiered-quorum", reason: "quorum below tier", retryAt: "0" }),
    );
    expect(await bridge.submits(high, signed(bridge.world, high, validators))).toMatchObject({
      status: "ok",
    });
  });

  it("operator-cap counts one operator's keys once", async () => {
    const operators = Object.fromEntries(
      validators.map((name, index) => [name, index < 3 ? "one company" : name]),
    );
    const bridge = await open({ guard: "operator-cap", operators, cap: 1 });
    const paid = payment("ETH", ether(1), "1");
    expect(await bridge.submits(paid)).toEqual(
      refusal("Refused", { guard: "operator-cap", reason: "too few operators", retryAt: "0" }),
    );
    expect(await bridge.submits(paid, signed(bridge.world, paid, validators))).toMatchObject({
      status: "ok",
    });
  });

  it("backing-attestation waits for watchers who saw the very request", async () => {
    const watchers = ["watcher-1", "watcher-2"];
    const bridge = await open({ guard: "backing-attestation", watchers, needed: 2 });
    const paid = payment("ETH", ether(1), "1");
    expect(await bridge.submits(paid)).toEqual(
      held({ notBefore: 0, guard: "backing-attestation", reason: "not attested" }),
    );
    expect(await bridge.does(about("attest")(paid))).toEqual(
      refusal("NotWatcher", { caller: "passer-by" }),
    );
    await bridge.succeeds(about("attest", "watcher-1")(paid));
    await bridge.succeeds(about("attest", "watcher-2")({ ...paid, amount: ether(2) }));
    expect(await bridge.does(release(paid))).toEqual(
      refusal("Withheld", { guard: "backing-attestation", reason: "not attested", retryAt: "0" }),
    );
    await bridge.succeeds(about("attest", "watcher-2")(paid));
    await bridge.succeeds(release(paid));
  });

  it("pause-guardian stops the token at a large withdrawal", async () => {
    const thresholds = perToken(ether(10));
    const bridge = await open({ guard: "pause-guardian", thresholds, guardians: ["pauser"] });
    expect(await bridge.submits(payment("ETH", ether(10), "1"))).toMatchObject({ status: "ok" });
    expect(await bridge.submits(payment("ETH", toAmount(BigInt(ether(10)) + 1n), "2"))).toEqual(
      held({ notBefore: 0, guard: "pause-guardian", reason: "above threshold", tripped: true }),
    );
    expect(await bridge.submits(payment("ETH", ether(1), "3"))).toEqual(
      refusal("EnforcedPause", { scope: "Token", subject: "ETH" }),
    );
  });

  it("recipient-rules refuses some recipients and lets new ones wait", async () => {
    const rules: GuardSettings = {
      guard: "recipient-rules",
      refused: ["passer-by"],
      firstDelay: hour,
    };
    const bridge = await open(rules);
    const wrong = { ...payment("ETH", ether(1), "1"), recipient: "passer-by" };
    expect(await bridge.submits(wrong)).toEqual(
      refusal("Refused", { guard: "recipient-rules", reason: "recipient refused", retryAt: "0" }),
    );
    const first = payment("ETH", ether(1), "2");
    const outcome = await bridge.submits(first);
    expect(outcome).toEqual(
      held({
        notBefore: bridge.now() + hour,
        guard: "recipient-rules",
        reason: "new recipient",
      }),
    );
    bridge.waits(bridge.now() + hour);
    await bridge.succeeds(release(first));
    expect(await bridge.submits(payment("ETH", ether(1), "3"))).toMatchObject({ status: "ok" });
  });
});
