import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { InputError } from "../../sim/core/errors.ts";
import { hour, minute } from "../../sim/core/time.ts";
import { defend, defenses, readStack } from "../../sim/defense/registry.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { ronin2022CalldataScenario } from "../../sim/scenarios/ronin-2022-calldata.ts";
import { finish } from "../../sim/study/experiment.ts";
import { isOk, isVerb, stepsOf } from "../../sim/trace/trace.ts";

const plain = resolveScenario(ronin2022Scenario, 1);
const thief = plain.actors.find(({ kind }) => kind === "thief");
const theftAt = thief?.kind === "thief" ? (thief.payments[0]?.submitAt ?? 0) : 0;
const finished = (scenario: Scenario) => finish(readScenario(scenario, "the test"), openModel);

describe("readStack", () => {
  it("reads names, parameters and their order", () => {
    const text = "utc-day-limit:limit.ETH=5 ETH,limit.USDC=6 USDC+backing-monitor";
    expect(readStack(text).map(({ defense, settings }) => [defense.name, settings])).toEqual([
      [
        "utc-day-limit",
        [
          { path: "limit.ETH", text: "5 ETH" },
          { path: "limit.USDC", text: "6 USDC" },
        ],
      ],
      ["backing-monitor", []],
    ]);
  });

  it.each([
    ["utc-day-limt", 'the nearest is "utc-day-limit"'],
    ["none+none", "none twice"],
    ["delay-with-veto:delay", "is no setting"],
  ])("refuses %s", (text, why) => {
    expect(() => readStack(text)).toThrow(InputError);
    expect(() => readStack(text)).toThrow(why);
  });
});

describe("defend", () => {
  it.each(defenses.map(({ name }) => name))("gives a whole scenario with %s", async (name) => {
    const { verdicts } = await finished(defend(plain, name));
    for (const check of ["conservation", "authority", "replay", "pause"])
      expect([check, verdicts[check]?.valid]).toEqual([check, true]);
  });

  it.each([
    ["delay-with-veto:delay=9", "without a unit|must be a length of time"],
    ["delay-with-veto:dely=9h", 'the nearest is "delay"'],
    ["ronin-v2+utc-day-limit", "runs on RoninGatewayV2"],
  ])("refuses %s", (text, why) => {
    expect(() => defend(plain, text)).toThrow(new RegExp(why));
  });

  it("refuses to put another gateway under calls signed for the first, byte by byte", () => {
    const calldata = resolveScenario(ronin2022CalldataScenario, 1);
    expect(() => defend(calldata, "utc-day-limit")).toThrow("byte by byte");
  });

  it("refuses a delay of nothing, which would refuse everybody", () => {
    expect(() => defend(plain, "delay-with-veto:delay=0s")).toThrow("at least 1s");
  });

  it("leaves the scenario as it is without a defense", () => {
    expect(defend(plain, "none")).toBe(plain);
  });
});

describe("a backing monitor", () => {
  const spec = (change: object): Scenario => {
    const watched = defend(plain, "backing-monitor");
    return {
      ...watched,
      actors: watched.actors.map((actor) =>
        actor.kind === "monitor" ? { ...actor, ...change } : actor,
      ),
    };
  };
  const alarms = async (scenario: Scenario) =>
    stepsOf((await finished(scenario)).trace).filter(
      (step) => isVerb(step, "alarm") && step.actor === "backing-monitor",
    );

  it("raises the alarm on both thefts, within its lag and its interval, and on nothing else", async () => {
    const raised = await alarms(spec({}));
    expect(raised).toHaveLength(2);
    expect((raised[0]?.at ?? 0) - theftAt).toBeLessThanOrEqual(2 * minute);
  });

  it("sees nothing of what it misses", async () => {
    expect(await alarms(spec({ misses: { numerator: 1, denominator: 1 } }))).toEqual([]);
  });

  it("sees nothing while it is down, and works off what it has missed when it is up again", async () => {
    expect(await alarms(spec({ down: [{ from: plain.start, until: plain.end + 1 }] }))).toEqual([]);
    const up = theftAt + 12 * hour;
    const late = await alarms(spec({ down: [{ from: plain.start, until: up }] }));
    expect(late.map(({ at }) => at - up < minute)).toEqual([true, true]);
  });

  it("raises a false alarm where its history has a gap, and the team pauses for it", async () => {
    const raised = await alarms(spec({ gaps: { numerator: 1, denominator: 1 } }));
    // The pause ends the payments, and with them what could be taken for forged.
    expect(raised).toHaveLength(1);
    expect(raised[0]?.at).toBeLessThan(theftAt);
    const paid = async (scenario: Scenario) =>
      stepsOf((await finished(scenario)).trace).filter((step) => isOk(step, "submitWithdrawal"));
    const stopped = await paid(spec({ gaps: { numerator: 1, denominator: 1 } }));
    expect([stopped.length < 10, (await paid(plain)).length > 30]).toEqual([true, true]);
  });
});

describe("a team that ends the epoch", () => {
  const text = "delay-with-veto:delay=1h+backing-monitor";
  const ending = (scenario: Scenario): Scenario => ({
    ...scenario,
    actors: scenario.actors.map((actor) =>
      actor.kind === "responder" ? { ...actor, pauses: [], cancelsEpoch: true } : actor,
    ),
  });

  it("kills what the thief had signed, and honest users are paid by new signatures", async () => {
    const { trace, figures } = await finished(ending(defend(plain, text)));
    const steps = stepsOf(trace);
    const end = steps.find((step) => isVerb(step, "cancelEpoch"));
    expect(end?.status).toBe("ok");
    expect(figures["loss.ETH"]?.value).toBe("0");
    const later = steps.filter(
      (step) => isVerb(step, "release") && step.status === "ok" && step.seq > (end?.seq ?? 0),
    );
    expect(later.length).toBeGreaterThan(20);
  });
});
