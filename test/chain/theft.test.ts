import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAmount } from "../../sim/core/units.ts";
import type { Finished } from "../../sim/study/experiment.ts";
import { isOk, isVerb, stepsOf } from "../../sim/trace/trace.ts";
import { runRonin } from "../support/ronin.ts";

const ether = { symbol: "ETH", decimals: 18 };
const vault = 176_400n * 10n ** 18n;

const submissions = ({ trace }: Finished) =>
  stepsOf(trace).filter((step) => isVerb(step, "submitWithdrawal"));

describe("the size of the theft", () => {
  it("is the loss, to the wei, in twenty draws up to the whole vault", async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt(1n, vault), async (amount) => {
        const { figures, verdicts, chain } = await runRonin({
          set: {
            "honest.count": "0",
            "theft.ETH": formatAmount(amount, ether).replaceAll(",", ""),
          },
        });
        expect(figures["loss.ETH"]).toMatchObject({ value: `${amount}` });
        expect(figures["loss.USDC"]).toMatchObject({ value: "25500000000000" });
        expect(verdicts.conservation?.valid).toBe(true);
        expect(balanceOf(chain, "thief")).toBe(amount);
      }),
      { numRuns: 20, seed: 20220323 },
    );
  });

  it("is refused one wei above what the vault holds, and paid at what it holds", async () => {
    const set = { "honest.count": "0", "vault.ETH": "10000 ETH" };
    const all = await runRonin({ set: { ...set, "theft.ETH": "10000 ETH" } });
    const more = await runRonin({ set: { ...set, "theft.ETH": "10000.000000000000000001 ETH" } });
    expect(all.figures["loss.ETH"]).toMatchObject({ value: "10000000000000000000000" });
    expect(more.figures["loss.ETH"]).toMatchObject({ value: "0" });
    expect(submissions(more)[0]).toMatchObject({
      status: "fail",
      error: {
        name: "VaultShort",
        args: {
          token: "ETH",
          balance: "10000000000000000000000",
          amount: "10000000000000000000001",
        },
      },
    });
  });
});

/** An account's closing balance of ether, as the chain gives it. */
function balanceOf(chain: readonly object[], account: string): bigint {
  const close = chain.at(-1) as {
    balances: { chain: string; account: string; token: string; amount: string }[];
  };
  const found = close.balances.find(
    (balance) =>
      balance.chain === "mainchain" && balance.account === account && balance.token === "ETH",
  );
  return BigInt(found?.amount ?? -1);
}

describe("discovery", () => {
  it("is the refusal of 5,000 ETH for lack of money, six days on; smaller ones were paid", async () => {
    const run = await runRonin({ set: { "honest.count": "40" } });
    const honest = submissions(run).filter(({ actor }) => actor !== "thief");
    const refused = honest.filter(({ status }) => status === "fail");
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      actor: "complainant",
      action: { withdrawal: { amount: "5000000000000000000000" } },
      error: { name: "VaultShort" },
    });
    expect(run.figures.timeToDetect).toMatchObject({ value: "518451" });
    const paidSince = honest.filter(({ status, at }) => status === "ok" && at > 1_648_042_264);
    expect(paidSince.length).toBeGreaterThan(20);
    expect(
      paidSince.every(
        (step) => isOk(step, "submitWithdrawal") && step.result.signers?.length === 5,
      ),
    ).toBe(true);
  });

  it("comes as late as it is set to, and stops what is still to come", async () => {
    const run = await runRonin({ set: { "detection.delay": "1m", "response.delay": "30s" } });
    expect(run.figures).toMatchObject({
      timeToDetect: { value: "60" },
      timeToContain: { value: "90" },
      "loss.ETH": { value: "173600000000000000000000" },
      "loss.USDC": { value: "0" },
    });
  });

  it("does not come when enough is left for the one who would notice", async () => {
    const run = await runRonin({ set: { "theft.ETH": "1000 ETH", "theft.USDC": "1 USDC" } });
    expect(run.figures).toMatchObject({
      "loss.ETH": { value: "1000000000000000000000" },
      timeToDetect: { value: null, why: "nobody noticed before the run ended" },
    });
    expect(run.verdicts.backing?.valid).toBe(false);
  });
});

describe("the quorum", () => {
  it.each([
    [4, "paid"],
    [5, "paid"],
    [6, "QuorumNotReached"],
    [9, "QuorumNotReached"],
  ])("%i: the thief's five signatures are %s", async (threshold, outcome) => {
    const run = await runRonin({ set: { "quorum.threshold": String(threshold) } });
    const tried = submissions(run).filter(({ actor }) => actor === "thief");
    expect(tried.map((step) => (step.status === "ok" ? "paid" : step.error.name))).toEqual([
      outcome,
      outcome,
    ]);
    const honest = submissions(run).filter(
      (step) => step.actor === "relayer" && step.status === "ok",
    );
    expect(honest).toHaveLength(3);
    for (const step of honest)
      if (isOk(step, "submitWithdrawal")) expect(step.result.signers).toHaveLength(threshold);
  });
});
