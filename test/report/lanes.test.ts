import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command, Withdrawal } from "../../sim/bridge/port.ts";
import { lanesOf, marksOf, messagesOf, partnerOf } from "../../sim/report/lanes.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { finish } from "../../sim/study/experiment.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { emptyTrace, isOk, stepsOf } from "../../sim/trace/trace.ts";
import { roninWith } from "../support/ronin.ts";
import { type Act, traceOf } from "../support/trace.ts";

const scenario = roninWith();
const at = scenario.start + 3600;
const pause = (sender: string): Command => ({ verb: "pause", sender, chain: "mainchain" });
const act = (actor: string, more: Partial<Act> = {}): Act => ({
  at,
  actor,
  action: pause(actor),
  ...more,
});

/** What a trace looks like in which the last action never completed. */
function broken(acts: readonly Act[]): Trace {
  const trace = traceOf(scenario, acts);
  const end = trace.at(-1);
  const rest = trace.slice(0, -2);
  return end?.type === "end" ? [...rest, { ...end, seq: rest.length }] : rest;
}

describe("lanesOf", () => {
  it("has a lane for each who acted, those whom the story is about first and users last", () => {
    const acted = [
      "user-02",
      "relayer",
      "sky-mavis-1",
      "sky-mavis-operations",
      "thief",
      "passer-by",
    ];
    expect(
      lanesOf(
        traceOf(
          scenario,
          acted.map((actor) => act(actor)),
        ),
      ),
    ).toEqual([
      { actor: "thief", role: "attacker" },
      { actor: "sky-mavis-operations", role: "defender" },
      { actor: "sky-mavis-1", role: "validator" },
      { actor: "relayer", role: "relayer" },
      { actor: "passer-by", role: "other" },
      { actor: "user-02", role: "user" },
    ]);
  });

  it("tells honest scripts from others", () => {
    const script = { kind: "script", accounts: [], steps: [] } as const;
    const scripted = roninWith({
      withActors: [
        { ...script, name: "helper", isHonest: true },
        { ...script, name: "intruder", isHonest: false },
      ],
    });
    expect(lanesOf(traceOf(scripted, [act("helper"), act("intruder")]))).toEqual([
      { actor: "intruder", role: "attacker" },
      { actor: "helper", role: "user" },
    ]);
  });

  it("has a lane for who only began something, and none for who did nothing", () => {
    expect(lanesOf(broken([act("thief")]))).toEqual([{ actor: "thief", role: "attacker" }]);
    expect(lanesOf(emptyTrace(scenario))).toEqual([]);
  });
});

describe("marksOf", () => {
  it("has a mark for each action, by its completion, in its actor's lane", () => {
    const trace = broken([act("thief"), act("relayer", { refused: "NotAdmin" }), act("thief")]);
    const lanes = lanesOf(trace);
    expect(marksOf(trace, lanes)).toEqual([
      { seq: 2, at, lane: 0, verb: "pause", outcome: "ok" },
      { seq: 4, at, lane: 1, verb: "pause", outcome: "fail" },
      { seq: 5, at, lane: 0, verb: "pause", outcome: "pending" },
    ]);
  });

  it("tells what is held from what was refused", () => {
    const trace = traceOf(scenario, [act("thief", { refused: "Held" })]).map((event) =>
      event.type === "fail" ? { ...event, type: "info" as const } : event,
    );
    expect(marksOf(trace, lanesOf(trace))).toMatchObject([{ seq: 2, outcome: "info" }]);
  });
});

const deposit: Command = {
  verb: "deposit",
  sender: "complainant",
  owner: "complainant",
  token: "ETH",
  amount: "7",
};
const acknowledge = (depositId: `${bigint}`): Command => ({
  ...deposit,
  verb: "acknowledgeDeposit",
  sender: "relayer",
  depositId,
});
const request: Command = {
  verb: "requestWithdrawal",
  sender: "complainant",
  recipient: "complainant",
  token: "ETH",
  amount: "5",
};
const submit = (withdrawal: Partial<Withdrawal>): Command => ({
  verb: "submitWithdrawal",
  sender: "relayer",
  withdrawal: { id: "0", token: "ETH", recipient: "complainant", amount: "5", ...withdrawal },
  signatures: [],
});

describe("messagesOf", () => {
  const messages = (acts: readonly Omit<Act, "actor" | "at">[]) =>
    messagesOf(
      traceOf(
        scenario,
        acts.map((one, index) => ({ at: at + 600 * index, actor: "relayer", ...one })),
      ),
    );

  it("has a deposit with the acknowledgment that credited it", () => {
    expect(
      messages([
        { action: deposit, result: { depositId: "3" } },
        { action: acknowledge("3"), result: { credited: false } },
        { action: acknowledge("3"), result: { credited: true } },
      ]),
    ).toEqual([
      {
        kind: "deposit",
        token: "ETH",
        amount: 7n,
        sent: { chain: "mainchain", at, seq: 2 },
        received: { chain: "sidechain", at: at + 1200, seq: 6 },
      },
    ]);
  });

  it("has a deposit that nobody credited, or another's acknowledgment, without an end", () => {
    const sent = { action: deposit, result: { depositId: "3" as const } };
    for (const rest of [
      [],
      [{ action: acknowledge("3"), result: { credited: false } }],
      [{ action: acknowledge("3"), refused: "EnforcedPause" }],
      [{ action: acknowledge("4"), result: { credited: true } }],
    ])
      expect(messages([sent, ...rest])).toMatchObject([{ kind: "deposit", received: null }]);
  });

  it("has a payment with the request that it answers", () => {
    expect(
      messages([
        { action: request, result: { withdrawalId: "0" } },
        { action: submit({}), result: { paid: "5" } },
      ]),
    ).toEqual([
      {
        kind: "withdrawal",
        token: "ETH",
        amount: 5n,
        sent: { chain: "sidechain", at, seq: 2 },
        received: { chain: "mainchain", at: at + 600, seq: 4 },
      },
    ]);
  });

  it("has a payment that nobody asked for without a beginning, and the request still open", () => {
    const asked = { action: request, result: { withdrawalId: "0" as const } };
    for (const other of [
      { id: "1" },
      { amount: "6" },
      { token: "USDC" },
      { recipient: "thief" },
    ] as const)
      expect(messages([asked, { action: submit(other), result: { paid: "5" } }])).toMatchObject([
        { kind: "withdrawal", sent: null, received: { seq: 4 } },
        { kind: "withdrawal", sent: { seq: 2 }, received: null },
      ]);
  });

  it("has nothing of what was refused", () => {
    expect(
      messages([
        { action: deposit, refused: "EnforcedPause" },
        { action: request, refused: "EnforcedPause" },
        { action: submit({}), refused: "EnforcedPause" },
      ]),
    ).toEqual([]);
  });
});

describe("partnerOf", () => {
  const trace = broken([act("thief"), act("relayer", { refused: "NotAdmin" }), act("thief")]);
  const partner = (seq: number) => {
    const event = trace[seq];
    return event === undefined ? undefined : (partnerOf(trace, event)?.seq ?? null);
  };

  it("leads from an invocation to its completion, and back", () => {
    expect([1, 2, 3, 4].map(partner)).toEqual([2, 1, 4, 3]);
  });

  it("leads nowhere from the begin, the end, and what never completed", () => {
    expect([0, 5, 6].map(partner)).toEqual([null, null, null]);
  });
});

describe("ronin-2022", async () => {
  const { trace } = await finish(resolveScenario(ronin2022Scenario, 1), openModel);
  const lanes = lanesOf(trace);
  const messages = messagesOf(trace);

  it("has a mark for each action, where and when it completed", () => {
    const marks = marksOf(trace, lanes);
    expect(marks).toHaveLength(trace.filter(({ type }) => type === "invoke").length);
    for (const { seq, at: when, lane } of marks) {
      const event = trace[seq];
      expect(event).toMatchObject({ at: when, actor: lanes[lane]?.actor });
    }
    expect(marks.map(({ seq }) => seq)).toEqual(stepsOf(trace).map(({ seq }) => seq));
  });

  it("has the thief's lane first, then the defenders', and a lane for everybody once", () => {
    expect(lanes.slice(0, 2)).toEqual([
      { actor: "thief", role: "attacker" },
      { actor: "sky-mavis-operations", role: "defender" },
    ]);
    expect(new Set(lanes.map(({ actor }) => actor)).size).toBe(lanes.length);
  });

  it("has a message for each deposit, request and payment, none before it was sent", () => {
    const count = (verb: "deposit" | "requestWithdrawal" | "submitWithdrawal") =>
      stepsOf(trace).filter((step) => isOk(step, verb)).length;
    const ends = (kind: string, end: "sent" | "received") =>
      messages.filter((message) => message.kind === kind && message[end] !== null).length;
    expect(ends("deposit", "sent")).toBe(count("deposit"));
    expect(ends("withdrawal", "sent")).toBe(count("requestWithdrawal"));
    expect(ends("withdrawal", "received")).toBe(count("submitWithdrawal"));
    for (const { sent, received } of messages)
      if (sent !== null && received !== null) {
        expect(received.at).toBeGreaterThan(sent.at);
        expect(received.chain).not.toBe(sent.chain);
      }
  });

  it("has the two payments that nobody asked for, and the request that nobody could pay", () => {
    const odd = messages.filter(({ sent, received }) => sent === null || received === null);
    expect(
      odd.filter(({ sent }) => sent === null).map(({ token, amount }) => [token, amount]),
    ).toEqual([
      ["ETH", 173_600n * 10n ** 18n],
      ["USDC", 25_500_000n * 10n ** 6n],
    ]);
    expect(odd).toContainEqual(
      expect.objectContaining({ amount: 5_000n * 10n ** 18n, received: null }),
    );
  });

  it("leads from each event to its partner and back", () => {
    for (const event of trace) {
      const other = partnerOf(trace, event);
      if (event.type === "begin" || event.type === "end") expect(other).toBeNull();
      else expect(other === null ? null : partnerOf(trace, other)).toBe(event);
    }
  });
});
