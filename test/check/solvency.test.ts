import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { checks } from "../../sim/check/checks.ts";
import { solvency } from "../../sim/check/solvency.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { nicehash2017Scenario } from "../../sim/scenarios/nicehash-2017.ts";
import { finish } from "../../sim/study/experiment.ts";
import { emptyTrace } from "../../sim/trace/trace.ts";

const robbed = resolveScenario(nicehash2017Scenario, 1);
const calm = controlOf(nicehash2017Scenario, robbed);
const judged = async (scenario: Scenario) =>
  solvency.judge((await finish(scenario, openModel)).trace);

describe("solvency", () => {
  it("is true while wallets hold what is owed, whatever is paid out to creditors", async () => {
    expect(await judged(calm)).toMatchObject({ valid: true, count: 0 });
  });

  it("is false from the first theft on, and worst when all is gone", async () => {
    const { valid, count, first, worst } = await judged(robbed);
    expect([valid, count]).toEqual([false, 24]);
    expect(first).toMatchObject({
      at: 1512519480,
      text: "NiceHash has 4,539.06916667 BTC and owes 4,736.42 BTC.",
    });
    expect(worst?.text).toBe("NiceHash has 0 BTC and owes 4,736.42 BTC.");
  });

  it("is false from the start where more is owed than there ever was", async () => {
    const custodian = calm.custodian as NonNullable<Scenario["custodian"]>;
    const owes = [...custodian.owes, { creditor: "miner-1", token: "BTC", amount: "1" } as const];
    const found = await judged({ ...calm, custodian: { ...custodian, owes } });
    expect(found.valid).toBe(false);
    expect(found.first).toMatchObject({
      seq: 0,
      text: "NiceHash has 4,736.67 BTC and owes 4,736.67000001 BTC.",
    });
  });

  it("takes no payment to somebody who is owed nothing for one to a creditor", async () => {
    const custodian = calm.custodian as NonNullable<Scenario["custodian"]>;
    const owes = custodian.owes.map((debt) => ({ ...debt, creditor: "miner-4" }));
    const found = await judged({ ...calm, custodian: { ...custodian, owes } });
    expect(found).toMatchObject({ valid: false, first: { at: 1512514800 } });
  });

  it("is unknown, and not asked, where there is no custodian", () => {
    const { custodian: _, ...alone } = calm;
    expect(solvency.judge(emptyTrace(alone))).toMatchObject({ valid: "unknown", exercised: 0 });
    expect(solvency.appliesTo?.(alone)).toBe(false);
    expect(checks).toContain(solvency);
  });
});
