import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { InputError } from "../../sim/core/errors.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { nicehash2017 } from "../../sim/scenario/incidents.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { nicehash2017Scenario } from "../../sim/scenarios/nicehash-2017.ts";
import { finish } from "../../sim/study/experiment.ts";
import { isOk, stepsOf } from "../../sim/trace/trace.ts";

const { inputs, outcomes } = nicehash2017;
const scenarioWith = (set: { readonly [path: string]: string } = {}): Scenario =>
  resolveScenario(
    nicehash2017Scenario,
    1,
    Object.entries(set).map(([path, text]) => ({ path, text })),
  );
const run = (set?: { readonly [path: string]: string }) => finish(scenarioWith(set), openModel);

describe("the night of 6 December 2017", async () => {
  const scenario = scenarioWith();
  const { trace, figures, verdicts } = await finish(scenario, openModel);

  it("is a scenario that can be written and read", () => {
    expect(readScenario(JSON.parse(JSON.stringify(scenario)), "here")).toEqual(scenario);
  });

  it("loses what was read off the chain, in its 8 decimals", () => {
    expect(outcomes["loss.BTC"].used).toBe(true);
    expect(figures["loss.BTC"]?.value).toBe(outcomes["loss.BTC"].value);
  });

  it("is worth at that day's price what the day's report says", () => {
    expect(outcomes.lossDollarsAtTheft.used).toBe(true);
    expect(figures["loss.usd"]?.value).toBe(`${outcomes.lossDollarsAtTheft.value}.00`);
  });

  it("has the verdicts that history expects", () => {
    for (const [check, valid] of Object.entries(scenario.expect))
      expect(verdicts[check]?.valid, check).toBe(valid);
  });

  it("is stopped after the hours that the company speaks of, by a service shut down", () => {
    const shut = stepsOf(trace).find((step) => isOk(step, "shutDown"));
    const first = stepsOf(trace).find((step) => step.actor === "thief" && isOk(step, "transfer"));
    expect((shut?.at ?? 0) - (first?.at ?? 0)).toBe(inputs.windowShortest.value);
    expect(figures.timeToContain?.value).toBe(`${inputs.windowShortest.value}`);
  });

  it("leaves the money in one address, untouched", () => {
    expect(figures["traceable.BTC"]?.value).toBe(figures["loss.BTC"]?.value);
  });
});

describe("its control", () => {
  it("is clean: nothing is lost, and everybody is paid", async () => {
    const { trace, figures, verdicts } = await finish(
      controlOf(nicehash2017Scenario, scenarioWith()),
      openModel,
    );
    expect(figures["loss.BTC"]?.value).toBe("0");
    expect(Object.values(verdicts).map(({ valid }) => valid)).not.toContain(false);
    expect(stepsOf(trace).map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok"]);
  });
});

describe("a sooner stop", () => {
  it("saves what is still there, since the key never left the service", async () => {
    const { trace, figures } = await run({ "detection.lag": "10m", "response.delay": "2m" });
    // Payments at 0, 5 and 10 minutes, each rounded down.
    expect(figures["loss.BTC"]?.value).toBe("59205249999");
    const later = stepsOf(trace).filter(
      ({ actor, status }) => actor === "thief" && status !== "ok",
    );
    expect(new Set(later.map((step) => step.status === "fail" && step.error.name))).toEqual(
      new Set(["KeyOutOfReach"]),
    );
    expect(later).toHaveLength(21);
  });
});

describe("a scenario with a custodian is refused", () => {
  const refusalOf = (change: (scenario: Scenario) => Scenario): string => {
    try {
      readScenario(JSON.parse(JSON.stringify(change(scenarioWith()))), "it");
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return (error as InputError).message;
    }
    return "not refused";
  };
  const withRunbook = (change: object) => (scenario: Scenario) =>
    ({
      ...scenario,
      actors: scenario.actors.map((actor) =>
        actor.kind === "team"
          ? { ...actor, runbook: actor.runbook.map((step) => ({ ...step, ...change })) }
          : actor,
      ),
    }) as Scenario;

  it("whose wallet is none of the victims", () => {
    expect(refusalOf((scenario) => ({ ...scenario, victims: [] }))).toBe(
      'it cannot be run: custodian.wallets names "hot-wallet", which is none of the victims.',
    );
  });

  it("with a step that waits for nobody", () => {
    expect(refusalOf(withRunbook({ after: "nobody" }))).toBe(
      'it cannot be run: step shut-service of operations waits for "nobody", who is no actor.',
    );
  });

  it("with a step that shuts down what is no machine", () => {
    const does = { power: "shutDown", node: "key:hot-wallet" };
    expect(refusalOf(withRunbook({ does }))).toContain(
      'shuts down "key:hot-wallet", which is no host and no service',
    );
  });

  it("with a step that has an amount", () => {
    const does = { power: "freeze", sender: "issuer", token: "BTC", account: "thief", amount: "1" };
    expect(refusalOf(withRunbook({ does }))).toContain("amount");
  });
});
