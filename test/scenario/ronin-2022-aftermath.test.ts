import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022 } from "../../sim/scenario/facts.ts";
import { ronin2022AftermathScenario } from "../../sim/scenarios/ronin-2022-aftermath.ts";
import { finish } from "../../sim/study/experiment.ts";
import { isOk, stepsOf } from "../../sim/trace/trace.ts";

const { inputs, outcomes } = ronin2022;
const scenario = resolveScenario(ronin2022AftermathScenario, 1);
const finished = await finish(scenario, openModel);
const steps = stepsOf(finished.trace);
const figure = (name: string): bigint => BigInt(finished.figures[name]?.value ?? "-1");

describe("what became of what was taken from Ronin", () => {
  it("has the verdicts that history expects, and a control that is clean", async () => {
    const valid = Object.entries(finished.verdicts).map(([check, verdict]) => [
      check,
      verdict.valid,
    ]);
    expect(Object.fromEntries(valid)).toMatchObject(scenario.expect);
    const control = controlOf(ronin2022AftermathScenario, scenario);
    const { figures, verdicts } = await finish(control ?? scenario, openModel);
    expect(figures["loss.usd"]?.value).toBe("0.00");
    expect(Object.values(verdicts).filter((verdict) => verdict.valid === false)).toEqual([]);
  });

  it.each(["ETH", "USDC"])(
    "loses of %s what the facts have, and every unit is somewhere",
    (token) => {
      expect(figure(`loss.${token}`)).toBe(BigInt(outcomes[`loss.${token as "ETH"}`].value));
      const parts = ["recovered", "frozen", "recoverable", "traceable", "dark"];
      const sum = parts.reduce((all, part) => all + figure(`${part}.${token}`), 0n);
      expect(sum).toBe(figure(`loss.${token}`));
    },
  );

  it("gets back, step by step, what the facts have in dollars, at the price of the theft", () => {
    const { numerator, denominator } = inputs.etherPrice.value;
    const returned = steps
      .flatMap((step) =>
        isOk(step, "returnBlocked")
          ? [[step.action.venue, BigInt(step.result.returned ?? "0")] as const]
          : [],
      )
      .filter(([, wei]) => wei > 0n);
    const dollars = returned.map(([venue, wei]) => [
      venue,
      `${(wei * BigInt(numerator)) / (BigInt(denominator) * 10n ** 18n)}`,
    ]);
    expect(dollars).toEqual([
      ["binance", outcomes.recoveredFromBinance.value],
      ["american-services", outcomes.recoveredInUnitedStates.value],
      ["norwegian-services", outcomes.recoveredInNorwayDollars.value],
    ]);
  });

  it("gets back the share that the facts have, but for what the pool kept of the swapped part", () => {
    const { numerator, denominator } = outcomes["recovered.share"].value;
    const share = Number(finished.figures["recovered.share"]?.value);
    expect(Math.abs(share - numerator / denominator)).toBeLessThan(0.0005);
  });

  it("mixes at the pace of the facts, in whole lots, from the day on which it began", () => {
    const mixed = steps.filter((step) => isOk(step, "mix")).map(({ at }) => at);
    expect(mixed).toHaveLength(156);
    const week = mixed.filter((at) => at < (mixed[0] ?? 0) + 7 * 86_400).length;
    expect(BigInt(week) * 10n * BigInt(inputs.mixerLot.value)).toBe(
      BigInt(inputs.mixedPerWeek.value),
    );
    expect(new Date((mixed[0] ?? 0) * 1000).toISOString()).toMatch(
      new RegExp(`^${inputs.mixingFrom.value}`),
    );
    expect(Number(figure("dark.ETH")) / Number(figure("loss.ETH"))).toBeCloseTo(0.8611, 3);
  });
});
