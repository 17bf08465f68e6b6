import { describe, expect, it } from "vitest";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { toAmount } from "../../sim/core/units.ts";
import { about, day, guardedBy, hour, release } from "../support/guarded.ts";
import { closeBridges, deposit, dollars, ether, payment, signed, start } from "../support/small.ts";
import { requestOf } from "./growth.ts";
import { fate, onBoth, openGuarded } from "./planted.ts";

closeBridges();

const ten = BigInt(ether(10));
const window: GuardSettings = {
  guard: "sliding-window",
  limits: { ETH: { limit: ether(10), big: ether(50) } },
  window: day,
  delay: 5 * day,
};
const bucket: GuardSettings = {
  guard: "token-bucket",
  buckets: {
    ETH: { capacity: ether(10), rate: "0" },
    USDC: { capacity: dollars(10), rate: "0" },
  },
};
const breaker: GuardSettings = {
  guard: "circuit-breaker",
  limits: { ETH: { retainedBps: 7_000, activeFrom: ether(1) } },
  window: hour,
  cooldown: day,
};

describe("a planted limit", () => {
  it("F01: counts by the calendar, and pays twice the limit around midnight", async () => {
    const { sound, flawed } = await onBoth("CountsByCalendar", window, async (bridge) => {
      bridge.waits(start + day - 1);
      await bridge.succeeds({
        verb: "submitWithdrawal",
        sender: "passer-by",
        withdrawal: payment("ETH", ether(10), "1"),
        signatures: signed(bridge.world, payment("ETH", ether(10), "1")),
      });
      bridge.waits(start + day);
      return fate(await bridge.submits(payment("ETH", ether(10), "2")));
    });
    expect({ sound, flawed }).toEqual({ sound: "Held: window full", flawed: "paid" });
  });

  it("F15: does not count what is less than a millionth of 18 decimals", async () => {
    const { sound, flawed } = await onBoth("EighteenDecimals", bucket, async (bridge) => {
      const fates = [];
      for (const [token, amount] of [
        ["ETH", ether(10)],
        ["ETH", ether(1)],
        ["USDC", dollars(10)],
        ["USDC", dollars(10)],
      ] as const)
        fates.push(
          fate(await bridge.submits(payment(token, amount, `${BigInt(fates.length + 1)}`))),
        );
      return fates;
    });
    const empty = "Refused: bucket too empty";
    expect(sound).toEqual(["paid", empty, "paid", empty]);
    // Ether has 18 decimals, and is bounded all the same.
    expect(flawed).toEqual(["paid", empty, "paid", "paid"]);
  });

  it("F24: pays any amount of what is not listed", async () => {
    const limit: GuardSettings = { guard: "utc-day-limit", limits: { ETH: ether(10) } };
    const { sound, flawed } = await onBoth("UnlistedIsFree", limit, async (bridge) =>
      fate(await bridge.submits(payment("USDC", dollars(100), "1"))),
    );
    expect({ sound, flawed }).toEqual({ sound: "Refused: token not listed", flawed: "paid" });
  });

  it("F28: counts an amount of 2^64 for nothing", async () => {
    const { sound, flawed } = await onBoth(
      "TruncatedAmount",
      { ...window, limits: { ETH: { limit: ether(40), big: ether(50) } } },
      async (bridge) => [
        fate(await bridge.submits(payment("ETH", toAmount(2n ** 64n), "1"))),
        fate(await bridge.submits(payment("ETH", ether(40), "2"))),
      ],
    );
    expect(sound).toEqual(["paid", "Held: window full"]);
    expect(flawed).toEqual(["paid", "paid"]);
  });

  it("F30: is full again when the same is set once more", async () => {
    const { sound, flawed } = await onBoth("RefillsWhenSet", bucket, async (bridge) => [
      fate(await bridge.submits(payment("ETH", ether(10), "1"))),
      await bridge.calls("governor", "setBucket", [bridge.tokenAt("ETH"), ten, 0n]),
      fate(await bridge.submits(payment("ETH", ether(10), "2"))),
    ]);
    expect(sound).toEqual(["paid", "ok", "Refused: bucket too empty"]);
    expect(flawed).toEqual(["paid", "ok", "paid"]);
  });

  it("F25: with a token that takes a fee, lets out what never arrived", async () => {
    const netFlow: GuardSettings = {
      guard: "net-flow-epoch",
      limits: { USDC: dollars(10) },
      epoch: 6 * hour,
    };
    const at = async (gateway: string) => {
      const { tokens, contracts, ...rest } = guardedBy(netFlow);
      const world = {
        ...rest,
        contracts: { ...contracts, gateway },
        tokens: tokens.map((token) =>
          token.symbol === "USDC" ? { ...token, contract: "TakesAFee" } : token,
        ),
      };
      const bridge = await openGuarded(netFlow, { world, vault: { USDC: dollars(200) } });
      bridge.waits(start + 6 * hour);
      await bridge.succeeds(deposit("USDC", dollars(100)));
      // Ten of the limit, and a hundred of the deposit, of which one was lost on the way.
      const fates = [];
      for (let id = 1n; id <= 11n; id += 1n)
        fates.push(fate(await bridge.submits(payment("USDC", dollars(10), `${id}`))));
      return fates;
    };
    const ten = Array(10).fill("paid");
    expect(await at("GuardedGateway")).toEqual([...ten, "Refused: limit of this epoch"]);
    expect(await at("CreditsTheAsked")).toEqual([...ten, "paid"]);
  });
});

describe("a planted alarm", () => {
  it("F16: is renewed by whatever is tried while it cools down", async () => {
    const { sound, flawed } = await onBoth("CooldownRenewed", breaker, async (bridge) => {
      bridge.waits(start + 2 * hour);
      const fates = [fate(await bridge.submits(payment("ETH", ether(31), "1")))];
      const tripped = bridge.now();
      await bridge.succeeds({
        verb: "unpause",
        sender: "unpauser",
        chain: "mainchain",
        token: "ETH",
      });
      bridge.waits(tripped + day - 1);
      fates.push(fate(await bridge.submits(payment("ETH", ether(31), "2"))));
      fates.push(fate(await bridge.submits(payment("ETH", ether(1), "3"))));
      return fates;
    });
    const cooling = ["Held: too much at once", "Held: cooling down"];
    expect(sound).toEqual([...cooling, "paid"]);
    expect(flawed).toEqual([...cooling, "Held: cooling down"]);
  });

  it("F33: is undone with the withdrawal that raised it", async () => {
    const { sound, flawed } = await onBoth("AlarmRolledBack", breaker, async (bridge) => {
      bridge.waits(start + 2 * hour);
      return [
        fate(await bridge.submits(payment("ETH", ether(31), "1"))),
        fate(await bridge.submits(payment("ETH", ether(30), "2"))),
      ];
    });
    expect(sound).toEqual(["Held: too much at once", "EnforcedPause"]);
    expect(flawed).toEqual(["Refused: too much at once", "paid"]);
  });

  it("F29: is ended by a guardian, who may only raise it", async () => {
    const guardian: GuardSettings = {
      guard: "pause-guardian",
      thresholds: { ETH: ether(10) },
      guardians: ["pauser"],
    };
    const { sound, flawed } = await onBoth("GuardianStarts", guardian, async (bridge) => {
      const token = bridge.tokenAt("ETH");
      return [
        await bridge.calls("pauser", "stop", [token]),
        await bridge.calls("pauser", "start", [token, BigInt(bridge.now() - 1)]),
        fate(await bridge.submits(payment("ETH", ether(1), "1"))),
      ];
    });
    expect(sound).toEqual(["ok", "AccessControlUnauthorizedAccount", "Held: stopped"]);
    expect(flawed).toEqual(["ok", "ok", "paid"]);
  });
});

describe("a planted rule", () => {
  it("F13: has what is held wait as long as is set at its release", async () => {
    const delay: GuardSettings = { guard: "delay-with-veto", delay: 4 * day };
    const { sound, flawed } = await onBoth("DelayReadLate", delay, async (bridge) => {
      const change = bridge.encoded("setDelay", [bridge.tokenAt("ETH"), 1]);
      const held = payment("ETH", ether(1), "1");
      await bridge.calls("governor", "scheduleChange", [change]);
      bridge.waits(bridge.now() + 2 * day);
      await bridge.submits(held);
      return [
        await bridge.calls("governor", "applyChange", [change]),
        fate(await bridge.does(release(held))),
      ];
    });
    expect(sound).toEqual(["ok", "FloorNotReached"]);
    expect(flawed).toEqual(["ok", "paid"]);
  });

  it("F21: takes a payment of which it is told by anybody", async () => {
    const { sound, flawed } = await onBoth("OpenCommit", bucket, async (bridge) => {
      const told = requestOf(bridge.tokenAt("ETH"), ten);
      return [
        await bridge.calls("passer-by", "onPaid", [told, "0x"]),
        fate(await bridge.submits(payment("ETH", ether(1), "1"))),
      ];
    });
    expect(sound).toEqual(["NotGateway", "paid"]);
    expect(flawed).toEqual(["ok", "Refused: bucket too empty"]);
  });

  it("F31: counts an attestation of another amount", async () => {
    const attestation: GuardSettings = {
      guard: "backing-attestation",
      watchers: ["watcher-1", "watcher-2"],
      needed: 1,
    };
    const { sound, flawed } = await onBoth("AttestsTheIdAlone", attestation, async (bridge) => {
      const asked = payment("ETH", ether(1), "1");
      await bridge.succeeds(about("attest", "watcher-1")(asked));
      return fate(await bridge.submits({ ...asked, amount: toAmount(BigInt(ether(1)) + 1n) }));
    });
    expect({ sound, flawed }).toEqual({ sound: "Held: not attested", flawed: "paid" });
  });

  it("F32: counts a new key that nobody runs", async () => {
    const cap: GuardSettings = {
      guard: "operator-cap",
      operators: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`v-${n}`, `operator-${n}`])),
      cap: 1,
    };
    const { sound, flawed } = await onBoth("UnknownKeysCount", cap, async (bridge) => {
      await bridge.succeeds({ verb: "replaceSigner", sender: "responder", signer: "v-1" });
      const paid = { ...payment("ETH", ether(1), "1"), epoch: 2 };
      const signers = ["spare-1", "v-2", "v-3", "v-4", "v-5", "v-6", "v-7"];
      return fate(await bridge.submits(paid, signed(bridge.world, paid, signers)));
    });
    expect({ sound, flawed }).toEqual({ sound: "Refused: too few operators", flawed: "paid" });
  });
});
