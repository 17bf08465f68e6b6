import { describe, expect, it } from "vitest";
import type { Bridge, Command } from "../../sim/bridge/port.ts";
import type { Actor, Intent } from "../../sim/engine/actor.ts";
import { openControl } from "../../sim/engine/control.ts";
import { run } from "../../sim/engine/engine.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { TraceEvent } from "../../sim/trace/event.ts";
import { roninWith } from "../support/ronin.ts";

const scenario: Scenario = { ...roninWith(), start: 100, end: 200, actors: [] };
const control = openControl(scenario.custody, new Map(), new Map());

const pause = (sender: string): Command => ({ verb: "pause", sender, chain: "mainchain" });

/** A bridge that accepts everything and remembers when. */
function recorder() {
  const seen: { at: number; event: number; sender: string }[] = [];
  let closed = 0;
  const bridge: Bridge = {
    execute: (command, { at, event }) => {
      seen.push({ at, event, sender: "sender" in command ? command.sender : "" });
      return { status: "ok", result: {}, balances: [] };
    },
    read: () => {
      throw new Error("nothing to read");
    },
    close: () => {
      closed += 1;
      return [{ seen: seen.length }];
    },
  };
  return { seen, bridge, closedTimes: () => closed };
}

const actor = (name: string, intents: readonly Intent[], see: Actor["see"] = () => []): Actor => ({
  name,
  start: () => intents,
  see,
  wake: () => [],
});

const acts = (name: string, at: number, priority?: number): Intent => ({
  at,
  ...(priority === undefined ? {} : { priority }),
  action: pause(name),
});

const typesOf = (trace: readonly TraceEvent[]) => trace.map(({ type }) => type);

describe("run", () => {
  it("performs intents by time, then priority, then the order in which they were formed", async () => {
    const { seen, bridge } = recorder();
    const actors = [
      actor("a", [acts("a", 150), acts("a", 120, 20)]),
      actor("b", [acts("b", 120), acts("b", 150)]),
    ];
    await run(scenario, actors, control, () => bridge);
    expect(seen.map(({ sender, at }) => `${at} ${sender}`)).toEqual([
      "120 b",
      "120 a",
      "150 a",
      "150 b",
    ]);
  });

  it("invokes and completes each action before the next, and numbers events without gaps", async () => {
    const { seen, bridge } = recorder();
    const { trace, chain } = await run(
      scenario,
      [actor("a", [acts("a", 110), acts("a", 110)])],
      control,
      () => bridge,
    );
    expect(typesOf(trace)).toEqual(["begin", "invoke", "ok", "invoke", "ok", "end"]);
    expect(trace.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(seen.map(({ event }) => event)).toEqual([1, 3]);
    expect(chain).toEqual([{ seen: 2 }]);
  });

  it("performs what falls due at the end, and nothing after it", async () => {
    const { seen, bridge } = recorder();
    await run(scenario, [actor("a", [acts("a", 200), acts("a", 201)])], control, () => bridge);
    expect(seen.map(({ at }) => at)).toEqual([200]);
  });

  it("shows a public action to everybody, and a secret one to its actor alone", async () => {
    const { bridge } = recorder();
    const witnesses: string[] = [];
    const watch = (name: string) =>
      actor(name, [], (step) => {
        witnesses.push(`${name} sees ${step.action.verb}`);
        return [];
      });
    const compromise = {
      verb: "compromise",
      node: "person:engineer",
      how: "test",
      capability: "use",
      until: null,
    } as const;
    const thief: Actor = {
      ...watch("thief"),
      start: () => [acts("thief", 110), { at: 120, action: compromise }],
    };
    await run(scenario, [thief, watch("other")], control, () => bridge);
    expect(witnesses).toEqual(["thief sees pause", "other sees pause", "thief sees compromise"]);
  });

  it("refuses an account whose key the actor does not have, without asking the bridge", async () => {
    const { seen, bridge } = recorder();
    const { trace } = await run(
      scenario,
      [actor("a", [acts("admin", 110)])],
      control,
      () => bridge,
    );
    expect(seen).toEqual([]);
    expect(trace[2]).toMatchObject({ type: "fail", error: { name: "KeyOutOfReach" } });
  });

  it("lets an actor hand over signatures that were made in the run, and no others", async () => {
    const over = { id: "1", token: "ETH", recipient: "a", amount: "1" } as const;
    const signature = { signer: "b", over, mode: 1, form: "mirrored" } as const;
    const submit: Command = {
      verb: "submitWithdrawal",
      sender: "a",
      withdrawal: over,
      signatures: [signature],
    };
    const sign: Command = { verb: "sign", signer: "b", over, mode: 1 };
    const { bridge } = recorder();
    const a = actor("a", [
      { at: 110, action: submit },
      { at: 130, action: submit },
    ]);
    const b = actor("b", [{ at: 120, action: sign }]);
    const { trace } = await run(scenario, [a, b], control, () => bridge);
    expect(typesOf(trace).filter((type) => type !== "invoke")).toEqual([
      "begin",
      "fail",
      "ok",
      "ok",
      "end",
    ]);
    expect(trace[2]).toMatchObject({ error: { name: "KeyOutOfReach", args: { account: "b" } } });
  });

  it("stops on an intent in the past, and closes the bridge", async () => {
    const { bridge, closedTimes } = recorder();
    await expect(
      run(scenario, [actor("a", [acts("a", 99)])], control, () => bridge),
    ).rejects.toThrow("99");
    expect(closedTimes()).toBe(1);
  });

  it("closes the bridge once when all is well", async () => {
    const { bridge, closedTimes } = recorder();
    await run(scenario, [], control, () => bridge);
    expect(closedTimes()).toBe(1);
  });
});
