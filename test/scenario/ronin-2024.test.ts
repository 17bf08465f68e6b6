import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { judge } from "../../sim/check/checks.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2024 } from "../../sim/scenario/incidents.ts";
import { roninV3 } from "../../sim/scenario/parameters.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { ronin2024Scenario } from "../../sim/scenarios/ronin-2024.ts";
import { finish } from "../../sim/study/experiment.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { paymentsOf } from "../../sim/trace/origin.ts";
import { isOk, isVerb, stepsOf } from "../../sim/trace/trace.ts";

const { inputs, outcomes } = ronin2024;

const scenarioWith = (set: { readonly [path: string]: string } = {}, seed = 1): Scenario =>
  resolveScenario(
    ronin2024Scenario,
    seed,
    Object.entries(set).map(([path, text]) => ({ path, text })),
  );
const run = (scenario: Scenario) => finish(scenario, openModel);
const forgedIn = (trace: Trace) => paymentsOf(trace).filter(({ origin }) => origin === null);
const validOf = (verdicts: ReturnType<typeof judge>) =>
  Object.fromEntries(Object.entries(verdicts).map(([check, { valid }]) => [check, valid]));

describe("the morning of 6 August 2024", async () => {
  const scenario = scenarioWith();
  const finished = await run(scenario);

  it("is a scenario that can be written and read", () => {
    expect(readScenario(JSON.parse(JSON.stringify(scenario)), "here")).toEqual(scenario);
  });

  it("has the verdicts that history expects", () => {
    expect(validOf(finished.verdicts)).toEqual(scenario.expect);
  });

  it("loses the ether that the receipt names, to the wei", () => {
    expect(outcomes["loss.ETH"].used).toBe(true);
    expect(finished.figures["loss.ETH"]?.value).toBe(outcomes["loss.ETH"].value);
  });

  it("loses of USDC what the press rounds to two million, below what is locked", () => {
    const lost = BigInt(finished.figures["loss.USDC"]?.value ?? 0);
    expect(lost).toBeLessThan(BigInt(roninV3.inputs["lockedFrom.USDC"].value));
    expect((lost + 500_000_000_00n) / 100_000_000_000n).toBe(
      BigInt(outcomes["loss.USDC"].value) / 100_000_000_000n,
    );
  });

  it("pays twice, each time for one signature of a key that is no operator's", () => {
    const forged = forgedIn(finished.trace);
    expect(forged).toHaveLength(outcomes.payments.value);
    expect(forged.map(({ signers }) => signers)).toEqual([["first-bot"], ["second-bot"]]);
    expect(forged.map(({ at }) => at)).toEqual([
      inputs.firstPaymentAt.value,
      inputs.secondPaymentAt.value,
    ]);
  });

  it("is paused after 38 minutes, as the record has it", () => {
    expect(outcomes.timeToContain.used).toBe(true);
    expect(finished.figures.timeToContain?.value).toBe(`${outcomes.timeToContain.value}`);
    const pause = stepsOf(finished.trace).find((step) => isOk(step, "pause"));
    expect(pause?.at).toBe(inputs.pausedAt.value);
  });

  it("has the ether back that was returned, to the wei, and all the USDC, as the press rounds it", () => {
    const { "recovered.ETH": ether, "recovered.USDC": coin } = finished.figures;
    expect(ether?.value).toBe(outcomes["recovered.ETH"].value);
    expect(coin?.value).toBe(finished.figures["loss.USDC"]?.value);
    expect(outcomes["recovered.USDC"].used).toBe(true);
    expect((BigInt(coin?.value ?? 0) + 500_000_000_00n) / 100_000_000_000n).toBe(
      BigInt(outcomes["recovered.USDC"].value) / 100_000_000_000n,
    );
  });

  it("is worth at that day's price what the press says, to the hundred thousand dollars", () => {
    expect(outcomes.lossDollarsAtTheft.used).toBe(true);
    const dollars = Number(finished.figures["loss.usd"]?.value);
    expect(Math.round(dollars / 100_000)).toBe(Number(outcomes.lossDollarsAtTheft.value) / 100_000);
  });

  it("ends with the ether given back that was given back, when it was", () => {
    const back = stepsOf(finished.trace).filter(
      (step) => isOk(step, "transfer") && step.action.recipient === "ronin-treasury",
    );
    const amounts = back.map(({ at, action }) => [at, "amount" in action ? action.amount : ""]);
    expect(amounts[0]).toEqual([outcomes.returnedAt.value, outcomes["recovered.ETH"].value]);
    expect(amounts[1]?.[1]).toBe(finished.figures["loss.USDC"]?.value);
    const { figures } = finished;
    expect(figures["recovered.ETH"]?.value).toBe(outcomes["recovered.ETH"].value);
    expect(outcomes["recovered.USDC"].used).toBe(true);
    expect(figures["recovered.USDC"]?.value).toBe(figures["loss.USDC"]?.value);
    expect(figures["traceable.ETH"]?.value).toBe(
      `${BigInt(outcomes["loss.ETH"].value) - BigInt(outcomes["recovered.ETH"].value)}`,
    );
  });

  it("leaves keys alone: nobody's fell", () => {
    expect(finished.figures.keysStolen?.value).toBe("0");
    expect(
      scenario.actors.flatMap((actor) => ("footholds" in actor ? actor.footholds : [])),
    ).toEqual([]);
  });
});

describe("its control, upgraded with both steps", () => {
  it.each([1, 2, 3])("is clean, and refuses the same two attempts, with seed %i", async (seed) => {
    const { verdicts, figures, trace } = await run(
      controlOf(ronin2024Scenario, scenarioWith({}, seed)),
    );
    expect(Object.values(validOf(verdicts))).toEqual(Object.values(verdicts).map(() => true));
    expect([figures["loss.ETH"]?.value, figures["loss.USDC"]?.value]).toEqual(["0", "0"]);
    expect(figures["honest.blocked.count"]?.value).toBe("0");
    const refused = stepsOf(trace).filter(
      (step) => isVerb(step, "submitWithdrawal") && step.status === "fail",
    );
    expect(refused.map((step) => step.status === "fail" && step.error)).toEqual(
      ["166631", "166632"].map(() => ({
        name: "WeightNotReached",
        args: { weight: "0", minimum: "20" },
      })),
    );
  });

  it("is what --set upgrade.initializers=both gives", async () => {
    const { verdicts } = await run(scenarioWith({ "upgrade.initializers": "both" }));
    expect(Object.values(validOf(verdicts)).every((valid) => valid === true)).toBe(true);
  });
});

describe("the limits hold the rest", () => {
  it("locks 4,000 ETH, of which nothing is lost", async () => {
    const { figures, trace } = await run(scenarioWith({ "theft.ETH": "4000 ETH" }));
    expect(figures["loss.ETH"]?.value).toBe("0");
    const [held] = stepsOf(trace).filter((step) => step.status === "info");
    expect(held?.status === "info" && held.error.args.guard).toBe("locked-tier");
  });

  it("pays one wei less at once", async () => {
    const { figures } = await run(scenarioWith({ "theft.ETH": "3999.999999999999999999 ETH" }));
    expect(figures["loss.ETH"]?.value).toBe("3999999999999999999999");
  });

  it("lets the second bot take nothing where the pause comes first", async () => {
    const { figures } = await run(scenarioWith({ "detection.delay": "10m" }));
    expect(figures["loss.USDC"]?.value).toBe("0");
  });
});

describe("the check upgrade", () => {
  it("names the step that was passed over, before anything is paid", async () => {
    const { trace } = await run(scenarioWith());
    const first = forgedIn(trace)[0];
    const { upgrade, quorum } = judge(trace);
    expect(upgrade).toMatchObject({
      valid: false,
      count: 2,
      worst: {
        text: "Step 3 (initializeV3) was passed over: the version went from 1 to 4, and steps only go up.",
      },
    });
    expect(quorum?.first?.text).toBe("A payment takes a weight of 0, of 0 in all.");
    for (const { first: found } of [upgrade, quorum].flatMap((one) => one ?? []))
      expect(found?.seq).toBeLessThan(first?.seq ?? 0);
  });

  it("notices a step that was not made yet, and a logic that is not locked", async () => {
    const { trace } = await run(scenarioWith({ "upgrade.initializers": "both" }));
    const withoutLast = trace.filter(
      (event) => event.type !== "ok" || event.result.initialization?.version !== 4,
    );
    expect(judge(withoutLast).upgrade?.first?.text).toBe("Step 4 (initializeV4) was not made.");
    const unlocked = trace.map((event) =>
      event.type === "ok" && event.result.initialization !== undefined
        ? {
            ...event,
            result: {
              initialization: {
                ...event.result.initialization,
                isLogicLocked: false,
                tokensWithoutLimit: ["ETH"],
              },
            },
          }
        : event,
    ) as Trace;
    expect(judge(unlocked).upgrade?.count).toBe(4);
  });
});
