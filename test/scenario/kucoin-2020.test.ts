import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { worthOf } from "../../sim/metric/worth.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { kucoin2020 } from "../../sim/scenario/incidents.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { kucoin2020Scenario } from "../../sim/scenarios/kucoin-2020.ts";
import { type Finished, finish } from "../../sim/study/experiment.ts";
import { isOk, stepsOf } from "../../sim/trace/trace.ts";

const { inputs, outcomes } = kucoin2020;
const scenarioWith = (set: { readonly [path: string]: string } = {}): Scenario =>
  resolveScenario(
    kucoin2020Scenario,
    1,
    Object.entries(set).map(([path, text]) => ({ path, text })),
  );
const run = (set?: { readonly [path: string]: string }) => finish(scenarioWith(set), openModel);

const coins = ["BTC", "ETH", "USDT", "XRP", "LTC", "BSV", "XLM", "TRX"] as const;
const erc = ["OCEAN", "KAI", "ORN", "AMPL", "REPLACED", "OPEN"];
const stellar = ["VELO", "STELLAR"];

const value = ({ figures }: Pick<Finished, "figures">, name: string): string =>
  figures[name]?.value ?? "none";
const share = async (set?: { readonly [path: string]: string }): Promise<number> =>
  Number(value(await run(set), "recovered.share"));

/** Times at which the thief took something. */
const takenIn = ({ trace }: Pick<Finished, "trace">): readonly number[] =>
  stepsOf(trace)
    .filter((step) => step.actor === "thief" && isOk(step, "transfer"))
    .map(({ at }) => at);

function dollarsOf(scenario: Scenario, amounts: ReadonlyMap<string, bigint>): number {
  const worth = worthOf(scenario, amounts);
  if ("unpriced" in worth) throw new Error(worth.unpriced);
  return Number((worth.numerator * 100n) / worth.denominator) / 100;
}

describe("the night of 26 September 2020", async () => {
  const scenario = scenarioWith();
  const finished = await finish(scenario, openModel);
  const { trace, verdicts } = finished;
  const steps = stepsOf(trace);

  it("is a scenario that can be written and read", () => {
    expect(readScenario(JSON.parse(JSON.stringify(scenario)), "here")).toEqual(scenario);
  });

  it("has the verdicts that history expects", () => {
    for (const [check, valid] of Object.entries(scenario.expect))
      expect(verdicts[check]?.valid, check).toBe(valid);
  });

  it.each(coins)("loses of %s what the record has, to the base unit", (symbol) => {
    expect(value(finished, `loss.${symbol}`)).toBe(outcomes[`loss.${symbol}`].value);
  });

  it("loses tokens of Ethereum and of Stellar for what the record has", () => {
    const lost = (symbols: readonly string[]) =>
      dollarsOf(
        scenario,
        new Map(symbols.map((symbol) => [symbol, BigInt(value(finished, `loss.${symbol}`))])),
      );
    expect(outcomes.lossErcDollars.used).toBe(true);
    expect(lost(erc)).toBe(Number(outcomes.lossErcDollars.value));
    expect(lost(stellar)).toBe(Number(outcomes.lossStellarDollars.value));
  });

  it("is worth what the company's own account adds up to", () => {
    expect(outcomes.lossDollarsAtTheft.used).toBe(true);
    expect(value(finished, "loss.usd")).toBe(`${outcomes.lossDollarsAtTheft.value}.00`);
  });

  it("is noticed within the minute, and each alert comes when the record has it", () => {
    expect(value(finished, "timeToDetect")).toBe(`${outcomes.timeToDetect.value}`);
    const alerts = steps.filter((step) => isOk(step, "alarm")).map(({ at }) => at);
    for (const fact of [
      "firstAlertAt",
      "balanceAlertAt",
      "rippleAlertAt",
      "otherAlertsFrom",
      "otherAlertsUntil",
      "callsAt",
      "noticeAt",
    ] as const)
      expect(alerts, fact).toContain(inputs[fact].value);
  });

  it("has a copy of each wallet's key", () => {
    expect(value(finished, "keysStolen")).toBe("7");
  });

  it("has the server off when the record has it, and payments go on and end by 04:50", () => {
    const shut = steps.find((step) => isOk(step, "shutDown"))?.at ?? 0;
    expect(shut - inputs.firstPaymentAt.value).toBe(outcomes.timeToShutServer.value);
    const taken = takenIn(finished);
    expect(taken[0]).toBe(inputs.firstPaymentAt.value);
    expect(outcomes.paidAfterShutdown.value).toBe(true);
    expect(taken.filter((at) => at > inputs.serverShutAt.value).length).toBeGreaterThan(3);
    expect(taken.at(-1)).toBeLessThan(inputs.moveUntil.value);
  });

  it("moves what is left within the half hour of the record", () => {
    const moved = steps.find((step) => step.actor === "team" && isOk(step, "transfer"));
    expect(moved?.at).toBe(inputs.moveUntil.value);
    expect(value(finished, "timeToContain")).toBe(`${outcomes.timeToContain.value}`);
    expect(value(finished, "loss.REST")).toBe("0");
  });

  it("gets back 84 %, out of steps that have no amounts", () => {
    const { numerator, denominator } = outcomes["recovered.share"].value;
    const wanted = numerator / denominator;
    expect(Math.abs(Number(value(finished, "recovered.share")) - wanted)).toBeLessThan(0.01);
    const runbooks = scenario.actors.flatMap((actor) =>
      actor.kind === "team" ? actor.runbook : [],
    );
    expect(runbooks.length).toBeGreaterThan(10);
    expect(JSON.stringify(runbooks)).not.toMatch(/"(amount|most|lot)"/);
  });

  it("gets back with projects and with police what the letter has, to a million dollars", () => {
    const back = (verb: "reissue" | "returnBlocked", field: "reissued" | "returned") => {
      const amounts = new Map<string, bigint>();
      for (const step of steps)
        if (step.status === "ok" && step.action.verb === verb)
          amounts.set(step.action.token, BigInt(step.result[field] ?? 0));
      return dollarsOf(scenario, amounts) / 1e6;
    };
    const millions = ({ value: text }: { readonly value: string }) => Number(text) / 1e6;
    expect(back("reissue", "reissued")).toBeCloseTo(millions(outcomes.recoveredWithProjects), 0);
    expect(back("returnBlocked", "returned")).toBe(millions(outcomes.recoveredWithPolice));
  });

  it("sells, buys and mixes what was counted, roughly as it was counted", () => {
    const swaps = steps.flatMap((step) => (isOk(step, "swap") ? [step] : []));
    const sold = (symbols: readonly string[]) =>
      dollarsOf(
        scenario,
        new Map(
          symbols.map((symbol) => [
            symbol,
            swaps
              .filter(({ action }) => action.token === symbol)
              .reduce((sum, { action }) => sum + BigInt(action.amount), 0n),
          ]),
        ),
      );
    expect(outcomes.laundered.used).toBe(true);
    expect(sold(["OCEAN", "OPEN"]) / 1e6).toBeCloseTo(Number(outcomes.laundered.value) / 1e6, 1);
    expect(sold(["OCEAN"]) / 1e5).toBeCloseTo(Number(inputs.thiefSoldOcean.value) / 1e5, 0);
    const bought = swaps
      .filter(({ action }) => action.venue.endsWith("-btc"))
      .reduce((sum, { result }) => sum + BigInt(result.bought ?? 0), 0n);
    const near = (found: bigint, told: string) => Math.abs(Number(found) / Number(told) - 1);
    expect(near(bought, outcomes.boughtBitcoin.value)).toBeLessThan(0.001);
    const notes = steps.filter((step) => isOk(step, "mix")).length;
    expect(near(BigInt(notes) * 1_000_000_000n, outcomes.mixedBitcoin.value)).toBeLessThan(0.005);
  });
});

describe("what stands between the theft and the response", () => {
  it("is the monitor: where it sees nothing, nobody does anything", async () => {
    const always = { numerator: 1, denominator: 1 };
    const scenario = scenarioWith();
    const blind = {
      ...scenario,
      actors: scenario.actors.map((actor) =>
        actor.kind === "monitor" ? { ...actor, misses: always } : actor,
      ),
    };
    const unseen = await finish(blind, openModel);
    expect(value(unseen, "recovered.share")).toBe("0.000000");
    expect(stepsOf(unseen.trace).filter((step) => isOk(step, "alarm"))).toEqual([]);
  });

  it("is late by as long as the monitor is down", async () => {
    const scenario = scenarioWith();
    const until = inputs.firstAlertAt.value + 3600;
    const down = [{ from: inputs.firstAlertAt.value, until }];
    const sleeping = {
      ...scenario,
      actors: scenario.actors.map((actor) =>
        actor.kind === "monitor" ? { ...actor, down } : actor,
      ),
    };
    const late = await finish(sleeping, openModel);
    expect(value(late, "timeToDetect")).toBe("3600");
    const shut = stepsOf(late.trace).find((step) => isOk(step, "shutDown"));
    expect(shut?.at).toBe(inputs.serverShutAt.value + 3600);
  });
});

describe("its control", () => {
  it("is clean: no alert, nothing lost, everybody paid", async () => {
    const { trace, verdicts } = await finish(
      controlOf(kucoin2020Scenario, scenarioWith()),
      openModel,
    );
    expect(Object.values(verdicts).map(({ valid }) => valid)).not.toContain(false);
    expect(stepsOf(trace).map(({ action, status }) => `${action.verb} ${status}`)).toEqual(
      Array(4).fill("transfer ok"),
    );
  });
});

describe("what one can change", () => {
  it("ends the payments with the server where the keys were only used there", async () => {
    const used = await run({ "keys.leaked": "use" });
    expect(takenIn(used).at(-1)).toBeLessThan(inputs.serverShutAt.value);
    expect(value(used, "loss.TRX")).toBe("0");
  });

  it("lets the payments go on where nobody moves the rest away", async () => {
    const late = await run({ "runbook.move-rest.done": "no" });
    expect(takenIn(late).at(-1)).toBeGreaterThan(inputs.moveUntil.value);
    expect(value(late, "loss.REST")).toBe("10000000000000");
  });

  it("saves by moving sooner what is still there", async () => {
    const soon = await run({ "runbook.move-rest.delay": "20m" });
    expect(value(soon, "loss.REPLACED")).toBe("0");
    expect(value(soon, "loss.BTC")).toBe(outcomes["loss.BTC"].value);
  });

  it("recovers no more when the calls come later, and nothing when nobody calls", async () => {
    const shares: number[] = [];
    for (const delay of ["30m", "2h9m", "12h", "3d", "20d"])
      shares.push(await share({ "runbook.call.delay": delay }));
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    expect(new Set(shares).size).toBeGreaterThan(2);
    const silent = await share({ "runbook.call.done": "no", "runbook.notice.done": "no" });
    expect(silent).toBe(0);
  });

  it("recovers less when one step fails", async () => {
    const whole = await share();
    for (const step of ["freeze-tokens", "freeze-stablecoin", "block-accounts", "replace-later"])
      expect(await share({ [`runbook.${step}.done`]: "no" }), step).toBeLessThan(whole);
  });
});
