import { describe, expect, it } from "vitest";
import { findTheft, sweep } from "../../sim/property/experiment.ts";
import { onModel, runs, seeds } from "./stages.ts";

describe("an attacker on the model", () => {
  it("takes nothing with four keys, whatever is drawn, and every way of being refused comes up", async () => {
    const { example, draws, answers } = await sweep(onModel, 1, runs(500));
    expect(example).toBeNull();
    expect(draws).toBe(runs(500));
    expect(Object.keys(answers)).toEqual([
      "EnforcedPause",
      "QuorumNotReached",
      "SignatureModeUnknown",
      "SignersNotAscending",
      "WithdrawalAlreadyProcessed",
      "ZeroAddress",
      "ZeroAmount",
      "paid, and owed",
    ]);
  });

  it("takes something with a fifth key within 50 draws, in 20 of 20 seeds", async () => {
    const { finds } = await findTheft(onModel, seeds, 50);
    expect(finds.filter((draw) => draw !== null)).toHaveLength(20);
  });

  it.each([4, 7, 8])("takes nothing with %i keys where one more must sign", async (stolenKeys) => {
    const quorum = { numerator: stolenKeys + 1, denominator: 9 };
    const { example } = await sweep(onModel, 2, runs(50), { stolenKeys, quorum });
    expect(example).toBeNull();
  });
});
