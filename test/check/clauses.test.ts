import { describe, expect, it } from "vitest";
import { judge } from "../../sim/check/checks.ts";
import type { Amount } from "../../sim/core/units.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const scenario = roninWith();
const { start } = scenario;
const five = scenario.world.validators.slice(0, 5);
const name = "user-01";

const verdict = (check: string, acts: readonly Act[], of: Scenario = scenario) =>
  judge(traceOf(of, acts))[check];

const payment = (at: number, signers: readonly string[], id: Amount = "0"): Act => ({
  at,
  actor: "relayer",
  action: {
    verb: "submitWithdrawal",
    sender: "relayer",
    withdrawal: { id, token: "ETH", recipient: name, amount: "5" },
    signatures: [],
  },
  result: { signers, paid: "5", minted: "0" },
});
const request = (at: number, refused?: string): Act => ({
  at,
  actor: name,
  action: { verb: "requestWithdrawal", sender: name, recipient: name, token: "ETH", amount: "5" },
  ...(refused === undefined ? { result: { withdrawalId: "0" } } : { refused }),
});
const turn = (verb: "pause" | "unpause", chain: "mainchain" | "sidechain", at: number): Act => ({
  at,
  actor: "sky-mavis-operations",
  action: { verb, sender: "admin", chain },
});
const member = (verb: "addValidator" | "removeValidator", validator: string, at: number): Act => ({
  at,
  actor: "sky-mavis-operations",
  action: { verb, sender: "admin", chain: "mainchain", validator },
});

describe("authority", () => {
  it("counts validators, and neither strangers nor anybody twice", () => {
    expect(verdict("authority", [payment(start, five)])).toMatchObject({ valid: true });
    const padded = [...five.slice(1), "stranger", "thief"];
    expect(verdict("authority", [payment(start, padded)])).toMatchObject({ valid: false });
    const twice = [...five.slice(1), five[1] ?? ""];
    expect(verdict("authority", [payment(start, twice)])).toMatchObject({ valid: false });
  });

  it("goes by the quorum that the scenario declares, whatever a contract stores", () => {
    const strict = { ...scenario, declared: { ...scenario.declared, threshold: 6 } };
    expect(verdict("authority", [payment(start, five)], strict)).toMatchObject({ valid: false });
    const lax = { ...scenario, declared: { ...scenario.declared, threshold: 3 } };
    expect(verdict("authority", [payment(start, five.slice(2))], lax)).toMatchObject({
      valid: true,
    });
  });

  it("goes by who is a validator at that moment", () => {
    const removed = member("removeValidator", five[0] ?? "", start + 1);
    const acts = [payment(start, five), removed, payment(start + 2, five, "1")];
    expect(verdict("authority", acts)).toMatchObject({ valid: false, count: 1 });
    const added = member("addValidator", "relayer", start + 1);
    const fresh = [...five.slice(1), "relayer"];
    expect(verdict("authority", [added, payment(start + 2, fresh)])).toMatchObject({ valid: true });
    expect(verdict("authority", [payment(start, fresh), added])).toMatchObject({ valid: false });
  });
});

describe("backing", () => {
  const { sidechain } = scenario.declared.finality;

  it("asks for a request that was final, to the second", () => {
    const acts = (wait: number) => [request(start), payment(start + wait, five)];
    expect(verdict("backing", acts(sidechain))).toMatchObject({ valid: true, exercised: 1 });
    expect(verdict("backing", acts(sidechain - 1))).toMatchObject({ valid: false });
  });

  it("lets one request answer for one payment", () => {
    const acts = [request(start), payment(start + 600, five), payment(start + 601, five)];
    expect(verdict("backing", acts)).toMatchObject({ valid: false, count: 1 });
    expect(verdict("replay", acts)).toMatchObject({ valid: false, count: 1 });
  });
});

describe("pause", () => {
  it("holds on both chains, each for its own, and until it is lifted", () => {
    const sidechain = [turn("pause", "sidechain", start), request(start + 1)];
    expect(verdict("pause", sidechain)).toMatchObject({ valid: false, exercised: 1 });
    const other = [turn("pause", "mainchain", start), request(start + 1)];
    expect(verdict("pause", other)).toMatchObject({ valid: true, exercised: 0 });
    const lifted = [
      turn("pause", "sidechain", start),
      turn("unpause", "sidechain", start + 1),
      request(start + 2),
    ];
    expect(verdict("pause", lifted)).toMatchObject({ valid: true, exercised: 0 });
  });

  it("is content with a refusal", () => {
    const refused = [turn("pause", "sidechain", start), request(start + 1, "EnforcedPause")];
    expect(verdict("pause", refused)).toMatchObject({ valid: true, exercised: 1 });
  });
});

describe("liveness", () => {
  it("is violated when the sidechain does not even take an honest request", () => {
    expect(verdict("liveness", [request(start, "ZeroAmount")])).toMatchObject({ valid: false });
    expect(verdict("liveness", [request(start, "EnforcedPause")])).toMatchObject({ valid: true });
    expect(verdict("liveness", [request(start, "ERC20InsufficientBalance")])).toMatchObject({
      valid: true,
    });
  });
});

describe("the worst example", () => {
  it("is the one worth most at the scenario's prices, whatever the tokens' decimals", () => {
    const theft = (at: number, id: Amount, token: string, amount: Amount): Act => ({
      at,
      actor: "thief",
      action: {
        verb: "submitWithdrawal",
        sender: "thief",
        withdrawal: { id, token, recipient: "thief", amount },
        signatures: [],
      },
      result: { signers: five, paid: amount, minted: "0" },
    });
    const acts = [
      theft(start, "900", "ETH", "30000000000000"),
      theft(start + 1, "901", "USDC", "25500000000000"),
    ];
    expect(verdict("backing", acts)?.worst?.text).toContain("25,500,000 USDC");
  });
});
