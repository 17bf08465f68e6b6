import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command } from "../../sim/bridge/port.ts";
import { utcSeconds } from "../../sim/core/time.ts";
import { phasesOf } from "../../sim/report/phases.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { finish } from "../../sim/study/experiment.ts";
import { emptyTrace } from "../../sim/trace/trace.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const scenario = roninWith();
const { start, end } = scenario;

/** What the thief and the defenders do in these tests, so many seconds after the start. */
const foothold = (after: number): Act => ({
  at: start + after,
  actor: "thief",
  action: {
    verb: "compromise",
    node: "person:engineer",
    how: "phished",
    capability: "use",
    until: null,
  },
});
const withdrawal = { id: "2000000", token: "ETH", recipient: "thief", amount: "1" } as const;
const sign = (after: number): Act => ({
  at: start + after,
  actor: "thief",
  action: { verb: "sign", signer: "sky-mavis-1", over: withdrawal, mode: 1 },
});
const theft = (after: number, more: Partial<Act> = {}): Act => ({
  at: start + after,
  actor: "thief",
  action: { verb: "submitWithdrawal", sender: "thief", withdrawal, signatures: [] },
  ...more,
});
const alarm = (after: number): Act => ({
  at: start + after,
  actor: "complainant",
  action: { verb: "alarm", reason: "the vault is short" },
});
const pause = (after: number, more: Partial<Act> = {}): Act => ({
  at: start + after,
  actor: "sky-mavis-operations",
  action: { verb: "pause", sender: "sky-mavis-operations", chain: "mainchain" } as Command,
  ...more,
});

/** Returns the phases as seconds after the start, the end as "end". */
const phases = (...acts: readonly Act[]) =>
  phasesOf(traceOf(scenario, acts)).map(({ label, from, until }) => [
    label,
    from - start,
    until === end ? "end" : until - start,
  ]);

describe("phasesOf", () => {
  it("has none where nobody attacks, whatever is alarmed and paused", () => {
    expect(phasesOf(emptyTrace(scenario))).toEqual([]);
    expect(phases(alarm(10), pause(20))).toEqual([]);
  });

  it("goes from the first foothold to the last theft, to the alarm, to the pause", () => {
    expect(
      phases(foothold(10), foothold(15), theft(100), theft(120), alarm(500), pause(600)),
    ).toEqual([
      ["attack", 10, 120],
      ["undetected", 100, 500],
      ["alarm to pause", 500, 600],
    ]);
  });

  it("knows the theft of somebody who gained no foothold", () => {
    expect(phases(theft(100), alarm(500), pause(600))).toEqual([
      ["attack", 100, 100],
      ["undetected", 100, 500],
      ["alarm to pause", 500, 600],
    ]);
  });

  it("has an attack without a theft as long as it was tried", () => {
    expect(phases(foothold(10))).toEqual([["attack", 10, 10]]);
    expect(phases(foothold(10), sign(40), theft(60, { refused: "TooFewSignatures" }))).toEqual([
      ["attack", 10, 60],
    ]);
  });

  it("goes to the end where nobody noticed, or nobody paused", () => {
    expect(phases(foothold(10), theft(100))).toEqual([
      ["attack", 10, 100],
      ["undetected to the end", 100, "end"],
    ]);
    expect(phases(foothold(10), theft(100), alarm(500))).toEqual([
      ["attack", 10, 100],
      ["undetected", 100, 500],
      ["alarmed, never paused", 500, "end"],
    ]);
    expect(phases(theft(100), alarm(500), pause(600, { refused: "NotAdmin" }))).toContainEqual([
      ...["alarmed, never paused", 500, "end"],
    ]);
  });

  it("takes no notice of alarms and pauses before the theft", () => {
    expect(phases(alarm(20), pause(30), theft(100), alarm(500), pause(600)).slice(1)).toEqual([
      ["undetected", 100, 500],
      ["alarm to pause", 500, 600],
    ]);
  });

  it("ends at the mainchain's pause where that comes before any alarm", () => {
    expect(phases(theft(100), pause(300), alarm(500)).slice(1)).toEqual([
      ["until the pause", 100, 300],
    ]);
  });

  it("does not take the sidechain's pause for the end of payments", () => {
    const sidechain = { verb: "pause", sender: "sky-mavis-operations", chain: "sidechain" };
    const acts = [theft(100), alarm(500), pause(550, { action: sidechain as Command }), pause(600)];
    expect(phases(...acts).at(-1)).toEqual(["alarm to pause", 500, 600]);
  });

  it("does not take an honest payment for a theft", () => {
    const request: Act = {
      at: start + 10,
      actor: "complainant",
      action: { ...withdrawal, verb: "requestWithdrawal", sender: "complainant" } as Command,
      result: { withdrawalId: withdrawal.id },
    };
    expect(phases(request, theft(10_000))).toEqual([]);
  });
});

describe("the phases of ronin-2022", async () => {
  const whole = resolveScenario(ronin2022Scenario, 1);
  const { trace } = await finish(whole, openModel);

  it("are those of history", () => {
    expect(phasesOf(trace)).toEqual([
      {
        name: "attack",
        label: "attack",
        from: utcSeconds("2022-03-22T09:00:00Z"),
        until: utcSeconds("2022-03-23T13:31:04Z"),
      },
      {
        name: "undetected",
        label: "undetected",
        from: utcSeconds("2022-03-23T13:29:09Z"),
        until: utcSeconds("2022-03-29T13:30:00Z"),
      },
      {
        name: "response",
        label: "alarm to pause",
        from: utcSeconds("2022-03-29T13:30:00Z"),
        until: utcSeconds("2022-03-29T14:30:00Z"),
      },
    ]);
  });

  it("are none in the control", async () => {
    const control = await finish(controlOf(ronin2022Scenario, whole), openModel);
    expect(phasesOf(control.trace)).toEqual([]);
  });
});
