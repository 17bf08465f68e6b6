import { describe, expect, it } from "vitest";
import { liveness } from "../../sim/check/liveness.ts";
import { hour } from "../../sim/core/time.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const scenario = roninWith();
const { start, end, declared } = scenario;
const name = "user-01";
const withdrawal = { id: "0", token: "ETH", recipient: name, amount: "5" } as const;

const request = (at: number): Act => ({
  at,
  actor: name,
  action: { verb: "requestWithdrawal", sender: name, recipient: name, token: "ETH", amount: "5" },
  result: { withdrawalId: "0" },
});
const submit = (at: number, refused?: string, amount = withdrawal.amount as `${bigint}`): Act => ({
  at,
  actor: "relayer",
  action: {
    verb: "submitWithdrawal",
    sender: "relayer",
    withdrawal: { ...withdrawal, amount },
    signatures: [],
  },
  ...(refused === undefined ? {} : { refused }),
});
const turn = (verb: "pause" | "unpause", at: number): Act => ({
  at,
  actor: "sky-mavis-operations",
  action: { verb, sender: "admin", chain: "mainchain" },
});

const judge = (...acts: Act[]) => liveness.judge(traceOf(scenario, acts));

describe("liveness", () => {
  it("is content with a payment in the last second, and not with one a second later", () => {
    const deadline = start + declared.paidWithin;
    expect(judge(request(start), submit(deadline))).toMatchObject({ valid: true, exercised: 1 });
    expect(judge(request(start), submit(deadline + 1))).toMatchObject({ valid: false, count: 1 });
  });

  it("is violated by a request that nobody pays, unless the run ends first", () => {
    expect(judge(request(start))).toMatchObject({ valid: false });
    expect(judge(request(end - hour))).toMatchObject({ valid: true, exercised: 0 });
  });

  it("does not count the time under a pause, and counts the rest", () => {
    const paused = [turn("pause", start + 10), turn("unpause", start + 10 + hour)];
    const deadline = start + declared.paidWithin + hour;
    expect(judge(request(start), ...paused, submit(deadline))).toMatchObject({ valid: true });
    expect(judge(request(start), ...paused, submit(deadline + 1))).toMatchObject({ valid: false });
    expect(judge(request(start), ...paused)).toMatchObject({ valid: false });
    expect(judge(request(start), turn("pause", start + 10))).toMatchObject({ valid: true });
  });

  it("is not excused by a pause from a refusal for another reason", () => {
    const refused = [request(start), submit(start + 60, "VaultShort"), turn("pause", start + 90)];
    expect(judge(...refused)).toMatchObject({ valid: false });
    expect(judge(...refused).first?.text).toContain("VaultShort");
  });

  it("takes no notice of what somebody else tries with the same id", () => {
    const forged = submit(start + 60, "QuorumNotReached", "999");
    expect(judge(request(start), forged, turn("pause", start + 90))).toMatchObject({ valid: true });
  });
});
