import { describe, expect, it } from "vitest";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { day, hour } from "../../sim/core/time.ts";
import { guardedBridge, heldBy, start, validators, wordsOf } from "./guarded.ts";

describe("delay-with-veto", () => {
  const guard: GuardSettings = { guard: "delay-with-veto", delay: day };

  it("pays nothing before the delay, and what was not canceled after it", () => {
    const { does, payment, submits, releases } = guardedBridge(guard);
    const [forged, honest] = [payment(9), payment(7)];
    expect(heldBy(submits(forged))).toMatchObject({
      notBefore: `${start + day}`,
      tripped: "false",
    });
    submits(honest, 5);
    expect(does({ verb: "cancel", sender: "canceller", withdrawal: forged }, hour).status).toBe(
      "ok",
    );
    expect(wordsOf(releases(forged, 2 * day))).toBe("NotHeld");
    expect(wordsOf(releases(honest, day + 4))).toBe("FloorNotReached");
    expect(wordsOf(releases(honest, day + 5))).toBe("ok");
  });
});

describe("tiered-quorum", () => {
  const ninths = (numerator: number) => ({ numerator, denominator: 9 });
  const guard: GuardSettings = {
    guard: "tiered-quorum",
    tiers: {
      ETH: [
        { from: "100", quorum: ninths(6) },
        { from: "200", quorum: { numerator: 90, denominator: 100 } },
      ],
    },
  };

  it.each([
    [99, 5],
    [100, 6],
    [199, 6],
    [200, 9],
  ])("asks %i for %i signers", (amount, signers) => {
    const { payment, submits } = guardedBridge(guard);
    const withdrawal = payment(amount);
    const few = submits(withdrawal, 0, validators.slice(0, signers - 1));
    expect(wordsOf(few)).toMatch(
      signers === 5 ? /^QuorumNotReached/ : /^Refused, quorum below tier/,
    );
    expect(submits(withdrawal, 0, validators.slice(0, signers)).status).toBe("ok");
  });
});

describe("operator-cap", () => {
  const operators = Object.fromEntries(
    validators.map((name, index) => [name, index < 4 ? "sky-mavis" : `operator-${index}`]),
  );

  it.each([
    [1, 5, "Refused, too few operators, 0"],
    [1, 7, "Refused, too few operators, 0"],
    [1, 8, "ok"],
    [3, 5, "Refused, too few operators, 0"],
    [3, 6, "ok"],
    [4, 5, "ok"],
  ])(
    "with a cap of %i, the first %i keys of which one company runs four: %s",
    (cap, keys, words) => {
      const { payment, submits } = guardedBridge({ guard: "operator-cap", operators, cap });
      expect(wordsOf(submits(payment(1), 0, validators.slice(0, keys)))).toBe(words);
    },
  );

  it("counts a key for nothing that nobody is known to run", () => {
    const { "validator-9": _, ...known } = operators;
    const { payment, submits } = guardedBridge({ guard: "operator-cap", operators: known, cap: 9 });
    expect(wordsOf(submits(payment(1), 0, validators.slice(4)))).toContain("too few operators");
    expect(wordsOf(submits(payment(1), 0, validators.slice(3)))).toBe("ok");
  });
});

describe("backing-attestation", () => {
  const guard: GuardSettings = {
    guard: "backing-attestation",
    watchers: ["watcher", "alice"],
    needed: 2,
  };

  it("holds until enough watchers said exactly what is to be paid, before or after", () => {
    const { does, payment, submits, releases } = guardedBridge(guard);
    const withdrawal = payment(10);
    const attest = (sender: string, amount: `${bigint}` = "10") =>
      wordsOf(does({ verb: "attest", sender, withdrawal: { ...withdrawal, amount } }));
    expect(attest("thief")).toBe("NotWatcher");
    expect(attest("watcher")).toBe("ok");
    expect(heldBy(submits(withdrawal))).toMatchObject({ notBefore: "0", reason: "not attested" });
    expect(attest("alice", "11")).toBe("ok");
    expect(wordsOf(releases(withdrawal, 1))).toBe("Withheld, not attested, 0");
    expect(attest("alice")).toBe("ok");
    expect(attest("watcher", "9")).toBe("ok");
    expect(wordsOf(releases(withdrawal, 2))).toBe("Withheld, not attested, 0");
    expect(attest("watcher")).toBe("ok");
    expect(wordsOf(releases(withdrawal, 3))).toBe("ok");
  });
});

describe("pause-guardian", () => {
  const guard: GuardSettings = {
    guard: "pause-guardian",
    thresholds: { ETH: "100" },
    guardians: [],
  };

  it("stops the token at the first withdrawal above the threshold", () => {
    const { payment, submits, releases, does } = guardedBridge(guard);
    expect(wordsOf(submits(payment(100)))).toBe("ok");
    const large = payment(101);
    expect(heldBy(submits(large))).toMatchObject({ reason: "above threshold", tripped: "true" });
    expect(wordsOf(submits(payment(1), day))).toBe("EnforcedPause");
    expect(wordsOf(releases(large, day))).toBe("EnforcedPause");
    expect(does({ verb: "cancel", sender: "canceller", withdrawal: large }, day).status).toBe("ok");
  });
});

describe("recipient-rules", () => {
  const guard: GuardSettings = {
    guard: "recipient-rules",
    refused: ["watcher"],
    firstDelay: 2 * hour,
  };

  it("refuses who is listed, and lets wait who was never paid, once", () => {
    const { payment, submits, releases } = guardedBridge(guard);
    expect(wordsOf(submits(payment(1, { recipient: "watcher" })))).toContain("recipient refused");
    const first = payment(1);
    expect(heldBy(submits(first))).toMatchObject({ notBefore: `${start + 2 * hour}` });
    expect(heldBy(submits(payment(5), 60))).toMatchObject({ reason: "new recipient" });
    expect(wordsOf(releases(first, 2 * hour))).toBe("ok");
    expect(wordsOf(submits(payment(500_000), 2 * hour))).toBe("ok");
  });
});
