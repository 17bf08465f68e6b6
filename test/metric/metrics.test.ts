import { describe, expect, it } from "vitest";
import { hour } from "../../sim/core/time.ts";
import type { Amount } from "../../sim/core/units.ts";
import { measure } from "../../sim/metric/metrics.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const scenario = roninWith();
const { start } = scenario;

const forged = (at: number, token: string, amount: Amount, id: Amount = "900"): Act => ({
  at,
  actor: "thief",
  action: {
    verb: "submitWithdrawal",
    sender: "thief",
    withdrawal: { id, token, recipient: "thief", amount },
    signatures: [],
  },
});
const turn = (verb: "pause" | "unpause", at: number): Act => ({
  at,
  actor: "sky-mavis-operations",
  action: { verb, sender: "admin", chain: "mainchain" },
});
const alarm = (at: number): Act => ({
  at,
  actor: "complainant",
  action: { verb: "alarm", reason: "test" },
});
const request = (at: number, refused?: string): Act => ({
  at,
  actor: "user-01",
  action: {
    verb: "requestWithdrawal",
    sender: "user-01",
    recipient: "user-01",
    token: "ETH",
    amount: "7",
  },
  ...(refused === undefined ? { result: { withdrawalId: "0" } } : { refused }),
});

const figures = (acts: readonly Act[], of: Scenario = scenario) => measure(traceOf(of, acts));

describe("loss", () => {
  it("adds up what has no origin, by token, exactly", () => {
    const found = figures([
      forged(start + 1, "ETH", "123456789012345678901"),
      forged(start + 2, "ETH", "1", "901"),
      forged(start + 3, "USDC", "5", "902"),
    ]);
    expect(found["loss.ETH"]).toMatchObject({ value: "123456789012345678902" });
    expect(found["loss.USDC"]).toMatchObject({ value: "5" });
  });

  it("values the whole sum and rounds once, down to the cent, with two decimals always", () => {
    const prices = [
      { token: "ETH", dollars: { numerator: 1, denominator: 3 }, basis: "test" },
      { token: "USDC", dollars: { numerator: 1, denominator: 3 }, basis: "test" },
    ];
    const cheap = { ...scenario, prices };
    const dollars = (...acts: Act[]) => figures(acts, cheap)["loss.usd"];
    const ether = forged(start + 1, "ETH", "10000000000000000");
    const coin = forged(start + 2, "USDC", "20000", "901");
    // A third of 0.01 and a third of 0.02: one cent together, none apart.
    expect(dollars(ether)).toMatchObject({ value: "0.00" });
    expect(dollars(ether, coin)).toMatchObject({ value: "0.01" });
    expect(dollars(forged(start + 1, "ETH", "9000000000000000000"))).toMatchObject({
      value: "3.00",
    });
  });
});

describe("times", () => {
  it("run from the first loss; what was noticed or paused before it does not count", () => {
    const found = figures([
      alarm(start + 1),
      turn("pause", start + 2),
      turn("unpause", start + 3),
      forged(start + hour, "ETH", "1"),
      alarm(start + 2 * hour),
      turn("pause", start + 3 * hour),
    ]);
    expect(found.timeToDetect).toMatchObject({ value: `${hour}` });
    expect(found.timeToContain).toMatchObject({ value: `${2 * hour}` });
  });

  it("are null, with the reason, where nothing was lost or nobody noticed", () => {
    expect(figures([]).timeToDetect).toMatchObject({ value: null, why: "nothing was lost" });
    const unnoticed = figures([forged(start + 1, "ETH", "1")]);
    expect(unnoticed.timeToDetect).toMatchObject({
      value: null,
      why: "nobody noticed before the run ended",
    });
  });
});

describe("honest users", () => {
  it("are blocked by an unpaid request, and by one that was refused", () => {
    const found = figures([request(start + 1), request(start + 2, "EnforcedPause")]);
    expect(found["honest.blocked.count"]).toMatchObject({ value: "2" });
    expect(found["honest.blocked.value.ETH"]).toMatchObject({ value: "14" });
  });
});

describe("delays", () => {
  it("count from the declared time on, by amount and by amount times seconds", () => {
    const { paidWithin } = scenario.declared;
    const paid = (at: number): Act => ({
      ...forged(at, "ETH", "7", "0"),
      action: {
        verb: "submitWithdrawal",
        sender: "relayer",
        withdrawal: { id: "0", token: "ETH", recipient: "user-01", amount: "7" },
        signatures: [],
      },
    });
    const inTime = figures([request(start), paid(start + paidWithin)]);
    const late = figures([request(start), paid(start + paidWithin + 3)]);
    expect(inTime["honest.delayed.count"]).toMatchObject({ value: "0" });
    expect(late).toMatchObject({
      "honest.delayed.count": { value: "1" },
      "honest.delayed.value.ETH": { value: "7" },
      "honest.delay.valueSeconds.ETH": { value: "21" },
      "honest.waitP50": { value: `${paidWithin + 3}` },
    });
  });
});

describe("keysStolen", () => {
  it("is null where no custody graph says whose keys there are", () => {
    const bare = { ...scenario, custody: { nodes: [], edges: [] } };
    expect(figures([], bare).keysStolen).toMatchObject({ value: null });
  });

  it("counts a key that was copied after the break-in, by its use", () => {
    const over = { id: "900", token: "ETH", recipient: "thief", amount: "1" } as const;
    const sign: Act = {
      at: start + 5,
      actor: "thief",
      action: { verb: "sign", signer: "sky-mavis-1", over, mode: 1 },
      result: { obtained: "extract", path: [] },
    };
    expect(figures([sign]).keysStolen).toMatchObject({ value: "1" });
  });
});

describe("what became of it", () => {
  const move = (at: number, sender: string, recipient: string, amount: Amount): Act => ({
    at,
    actor: "thief",
    action: { verb: "transfer", sender, chain: "mainchain", token: "ETH", recipient, amount },
  });
  const robbed = { ...scenario, victims: ["user-01"] };

  it("adds up to the loss, and is none where none of it was stolen", () => {
    const found = figures([forged(start + 1, "ETH", "7")]);
    expect(found).toMatchObject({
      "recovered.ETH": { value: "0" },
      "traceable.ETH": { value: "7" },
      "dark.ETH": { value: "0" },
      "traceable.USDC": { value: null, why: "no USDC was stolen" },
      "recovered.share": { value: "0.000000" },
    });
    expect(figures([])["recovered.share"]).toMatchObject({
      value: null,
      why: "nothing was stolen",
    });
  });

  it("counts what an issuer could freeze, and what it froze", () => {
    const stolen = forged(start + 1, "USDC", "7");
    const freeze: Act = {
      at: start + 2,
      actor: "circle",
      action: { verb: "freeze", sender: "issuer", token: "USDC", account: "thief" },
    };
    expect(figures([stolen])).toMatchObject({ "recoverable.USDC": { value: "7" } });
    expect(figures([stolen, freeze])).toMatchObject({
      "recoverable.USDC": { value: "0" },
      "frozen.USDC": { value: "7" },
    });
  });

  it("is a share of dollars, cut off after six decimals, or of a single token's units", () => {
    const acts = [
      move(start + 1, "user-01", "thief", "3"),
      move(start + 2, "thief", "user-01", "2"),
    ];
    expect(figures(acts, robbed)).toMatchObject({
      "loss.ETH": { value: "3" },
      "recovered.ETH": { value: "2" },
      "recovered.share": { value: "0.666666", priceBasis: expect.stringContaining("per ETH") },
    });
    const unpriced = { ...robbed, prices: [] };
    expect(figures(acts, unpriced)["recovered.share"]).toMatchObject({ value: "0.666666" });
    const both = [...acts, forged(start + 3, "USDC", "5")];
    expect(figures(both, unpriced)["recovered.share"]).toMatchObject({
      value: null,
      why: "no price of ETH has a source",
    });
  });

  it("weighs tokens by their prices", () => {
    const prices = [
      { token: "ETH", dollars: { numerator: 2, denominator: 1 }, basis: "test" },
      { token: "USDC", dollars: { numerator: 1, denominator: 1 }, basis: "test" },
    ];
    const acts = [
      move(start + 1, "user-01", "thief", "1000000000000000000"),
      forged(start + 2, "USDC", "6000000"),
      move(start + 3, "thief", "user-01", "1000000000000000000"),
    ];
    expect(figures(acts, { ...robbed, prices })["recovered.share"]).toMatchObject({
      value: "0.250000",
    });
  });

  it("times a theft from a victim as it does one from a bridge", () => {
    const found = figures(
      [move(start + hour, "user-01", "thief", "1"), alarm(start + 2 * hour)],
      robbed,
    );
    expect(found.timeToDetect).toMatchObject({ value: `${hour}` });
  });
});
