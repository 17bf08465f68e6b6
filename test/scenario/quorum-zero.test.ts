import { expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { judge } from "../../sim/check/checks.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { quorumZeroScenario } from "../../sim/scenarios/quorum-zero.ts";
import { finish } from "../../sim/study/experiment.ts";
import { isVerb, stepsOf } from "../../sim/trace/trace.ts";

const scenario = resolveScenario(quorumZeroScenario, 1);
const submissions = (finished: Awaited<ReturnType<typeof finish>>) =>
  stepsOf(finished.trace).filter((step) => isVerb(step, "submitWithdrawal"));

it("lets an empty list of signatures take everything", async () => {
  const finished = await finish(scenario, openModel);
  const paid = submissions(finished);
  expect(paid).toHaveLength(2);
  for (const step of paid) {
    if (step.status !== "ok") throw new Error("It is paid.");
    expect(step.result.signers).toEqual([]);
    expect(step.balances.find(({ account }) => account === "vault")?.amount).toBe("0");
  }
  const found = Object.entries(finished.verdicts).map(([check, { valid }]) => [check, valid]);
  expect(Object.fromEntries(found)).toEqual(scenario.expect);
});

it("refuses it where five of nine are asked for, in the control", async () => {
  const finished = await finish(controlOf(quorumZeroScenario, scenario), openModel);
  const refused = submissions(finished).map((step) => step.status === "fail" && step.error);
  expect(refused).toEqual(
    [1, 2].map(() => ({
      name: "QuorumNotReached",
      args: { votes: "0", validators: "9", numerator: "5", denominator: "9" },
    })),
  );
  expect(Object.values(finished.verdicts).every(({ valid }) => valid === true)).toBe(true);
});

it("is not asked of a world without a bridge, whose quorum is of nothing", () => {
  const { world, ...rest } = scenario;
  const none = { gateway: "none", validatorSet: "none", sidechainGateway: "none" };
  const nowhere = { ...world, contracts: none, quorum: { numerator: 0, denominator: 0 } };
  const begin = { seq: 0, at: 0, type: "begin", scenario: { ...rest, world: nowhere } } as const;
  expect(Object.keys(judge([begin]))).not.toContain("quorum");
});
