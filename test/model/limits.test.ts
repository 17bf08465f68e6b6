import { describe, expect, it } from "vitest";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { day, hour } from "../../sim/core/time.ts";
import { guardedBridge, heldBy, start, wordsOf } from "./guarded.ts";

type Attempt = readonly [after: number, amount: number];

/** What came of payments that are brought one after the other. */
function triedOn(guard: GuardSettings, attempts: readonly Attempt[]): readonly string[] {
  const { payment, submits } = guardedBridge(guard);
  return attempts.map(([after, amount]) => wordsOf(submits(payment(amount), after)));
}

/** The most that leaves from a second on within so many, when as much as fits is taken at once. */
function most(guard: GuardSettings, from: number, seconds: number, step: number): bigint {
  const { payment, submits } = guardedBridge(guard);
  let taken = 0n;
  for (let after = from; after < from + seconds; after += step)
    for (let amount = 2n ** 17n; amount > 0n; amount /= 2n)
      while (submits(payment(amount), after).status === "ok") taken += amount;
  return taken;
}

describe("utc-day-limit", () => {
  const guard: GuardSettings = { guard: "utc-day-limit", limits: { ETH: "1000" } };

  it("refuses the limit itself, until midnight", () => {
    const midnight = start + day;
    expect(
      triedOn(guard, [
        [0, 1_000],
        [0, 999],
        [day - 1, 1],
        [day, 999],
      ]),
    ).toEqual([
      "Refused, limit of a day, 0",
      "ok",
      `Refused, limit of this day, ${midnight}`,
      "ok",
    ]);
  });

  it("lets almost twice the limit leave in two seconds", () => {
    expect(most(guard, day - 1, 2, 1)).toBe(1_998n);
    expect(most(guard, 0, day, day / 4)).toBe(999n);
  });
});

describe("token-bucket", () => {
  const guard: GuardSettings = {
    guard: "token-bucket",
    buckets: { ETH: { capacity: "1000", rate: "3" } },
  };

  it("says to the second when there is enough again", () => {
    expect(
      triedOn(guard, [
        [0, 1_001],
        [0, 1_000],
        [0, 10],
        [3, 10],
        [4, 10],
        [4, 3],
      ]),
    ).toEqual([
      "Refused, above the capacity, 0",
      "ok",
      `Refused, bucket too empty, ${start + 4}`,
      `Refused, bucket too empty, ${start + 4}`,
      "ok",
      `Refused, bucket too empty, ${start + 5}`,
    ]);
  });

  it("lets the capacity and the refill leave: twice the capacity while it refills", () => {
    expect(most(guard, 0, 1, 1)).toBe(1_000n);
    expect(most(guard, 0, 334, 1)).toBe(1_000n + 3n * 333n);
  });

  it("never has enough again where nothing flows back", () => {
    const dry: GuardSettings = {
      guard: "token-bucket",
      buckets: { ETH: { capacity: "9", rate: "0" } },
    };
    expect(
      triedOn(dry, [
        [0, 9],
        [day, 1],
      ]),
    ).toEqual(["ok", "Refused, bucket too empty, 0"]);
  });
});

describe("sliding-window", () => {
  const guard: GuardSettings = {
    guard: "sliding-window",
    limits: { ETH: { limit: "1000", big: "800" } },
    window: day,
    delay: day,
  };

  it("counts a payment for a day and not a second longer", () => {
    const { payment, submits } = guardedBridge(guard);
    expect(wordsOf(submits(payment(600), 10))).toBe("ok");
    expect(wordsOf(submits(payment(400), 20))).toBe("ok");
    expect(heldBy(submits(payment(600), day + 9))).toMatchObject({ reason: "window full" });
    expect(wordsOf(submits(payment(600), day + 10))).toBe("ok");
    expect(heldBy(submits(payment(1), day + 10))).toMatchObject({ reason: "window full" });
  });

  it("holds what is big for the delay, and then pays it uncounted", () => {
    const { payment, submits, releases } = guardedBridge(guard);
    const big = payment(800);
    expect(heldBy(submits(big))).toEqual({
      notBefore: `${start + day}`,
      guard: "sliding-window",
      reason: "big",
      tripped: "false",
    });
    expect(wordsOf(releases(big, day - 1))).toBe("FloorNotReached");
    expect(wordsOf(releases(big, day))).toBe("ok");
    for (const amount of [799, 201]) expect(wordsOf(submits(payment(amount), day))).toBe("ok");
  });

  it("releases what does not fit as soon as it fits, or after the delay", () => {
    const { payment, submits, releases } = guardedBridge(guard);
    submits(payment(700));
    const [large, small] = [payment(500), payment(300)];
    expect(heldBy(submits(large, 60))).toMatchObject({ notBefore: "0" });
    expect(wordsOf(submits(small, 61))).toBe("ok");
    expect(wordsOf(releases(large, hour))).toBe(`Withheld, window full, ${start + 60 + day}`);
    expect(wordsOf(releases(large, day))).toBe("ok");
    const other = payment(600);
    submits(other, day);
    expect(wordsOf(releases(other, 2 * day - 1))).toBe(`Withheld, window full, ${start + 2 * day}`);
    expect(wordsOf(releases(other, 2 * day))).toBe("ok");
  });

  it("lets its limit leave in a day, whenever the day begins", () => {
    expect(most(guard, 0, day, day / 4)).toBe(1_000n);
    expect(most(guard, day - 60, day, 60 * 60)).toBe(1_000n);
  });
});

describe("net-flow-epoch", () => {
  const guard: GuardSettings = {
    guard: "net-flow-epoch",
    limits: { ETH: "1000" },
    epoch: 6 * hour,
  };

  it("takes the limit itself, and lets out what came in beside it", () => {
    const { payment, submits, deposit } = guardedBridge(guard);
    expect(wordsOf(submits(payment(1_001)))).toBe("Refused, limit of an epoch, 0");
    expect(wordsOf(submits(payment(1_000)))).toBe("ok");
    expect(wordsOf(submits(payment(1), 5))).toBe(
      `Refused, limit of this epoch, ${start + 6 * hour}`,
    );
    deposit(7, 6);
    expect(wordsOf(submits(payment(8), 7))).toContain("limit of this epoch");
    expect(wordsOf(submits(payment(7), 7))).toBe("ok");
  });

  it("lets five limits leave in 24 hours that touch five epochs", () => {
    expect(most(guard, 6 * hour - 1, 2, 1)).toBe(2_000n);
    expect(most(guard, 6 * hour - 1, day, 1_800)).toBe(5_000n);
  });
});

describe("circuit-breaker", () => {
  const guard: GuardSettings = {
    guard: "circuit-breaker",
    limits: { ETH: { retainedBps: 7_001, activeFrom: "1" } },
    window: 4 * hour,
    cooldown: 8 * hour,
  };

  it("keeps its share of what was there at the window's start, rounded up", () => {
    const { payment, submits } = guardedBridge(guard);
    expect(wordsOf(submits(payment(299_900)))).toBe("ok");
    expect(heldBy(submits(payment(1)))).toEqual({
      notBefore: `${start + 8 * hour}`,
      guard: "circuit-breaker",
      reason: "too much at once",
      tripped: "true",
    });
    expect(wordsOf(submits(payment(1), day))).toBe("EnforcedPause");
  });

  it("bleeds share by share, window by window", () => {
    const { payment, submits } = guardedBridge(guard);
    expect(wordsOf(submits(payment(299_900)))).toBe("ok");
    // 700,100 * 29.99 % = 209,959.99
    expect(wordsOf(submits(payment(209_959), 4 * hour))).toBe("ok");
    expect(wordsOf(submits(payment(1), 4 * hour))).toContain("Held");
  });

  it("lets a deposit out again, and no more", () => {
    const { payment, submits, deposit } = guardedBridge(guard);
    deposit(500_000);
    expect(wordsOf(submits(payment(799_900), 1))).toBe("ok");
    expect(wordsOf(submits(payment(1), 2))).toContain("Held");
  });

  it("holds everything until the cooldown is over, once the token runs again", () => {
    const { state, payment, submits, releases } = guardedBridge(guard);
    const large = payment(300_000);
    expect(wordsOf(submits(large))).toContain("too much at once");
    state.guarded?.pausedTokens.clear();
    const small = payment(5);
    expect(heldBy(submits(small, hour))).toMatchObject({
      reason: "cooling down",
      tripped: "false",
    });
    expect(wordsOf(releases(small, 8 * hour))).toBe("ok");
    expect(wordsOf(releases(large, 9 * hour))).toBe("Withheld, too much at once, 0");
  });
});
