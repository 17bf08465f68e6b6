import { describe, expect, it } from "vitest";
import { edgesOf, pathTo } from "../../sim/custody/path.ts";
import { reach } from "../../sim/custody/reach.ts";
import type { ThiefSpec } from "../../sim/scenario/actors.ts";
import { roninCustody } from "../../sim/scenarios/ronin-2022.custody.ts";
import type { Finished } from "../../sim/study/experiment.ts";
import { isOk, isVerb, stepsOf } from "../../sim/trace/trace.ts";
import { roninWith, runRonin } from "../support/ronin.ts";

const thief = roninWith().actors.find((actor): actor is ThiefSpec => actor.kind === "thief");
const theftAt = thief?.payments[0]?.submitAt ?? 0;
const path = edgesOf(
  pathTo(reach(roninCustody, thief?.footholds ?? []), "role:pay", "use", theftAt) ?? [],
);

const losses = ({ figures }: Finished) => [figures["loss.ETH"], figures["loss.USDC"]];

/** What became of the thief's attempts to be paid. */
const attempts = ({ trace }: Finished) =>
  stepsOf(trace)
    .filter((step) => step.actor === "thief" && isVerb(step, "submitWithdrawal"))
    .map((step) => (step.status === "ok" ? "paid" : step.error.name));

describe("the path from the engineer to the vault", () => {
  it("goes through four stolen keys and the delegation", () => {
    expect(path).toContain("axie-dao-delegation");
    expect(path.filter((edge) => edge.endsWith("-signer-holds-key"))).toHaveLength(4);
  });

  it("carries the theft as long as it is whole", async () => {
    const run = await runRonin({ set: { "honest.count": "0" } });
    expect(attempts(run)).toEqual(["paid", "paid"]);
    expect(losses(run)).toMatchObject([
      { value: "173600000000000000000000" },
      { value: "25500000000000" },
    ]);
  });

  it.each(path)("fails without %s: the attempt is made, and the chain refuses it", async (edge) => {
    const run = await runRonin({ set: { "honest.count": "0", [`custody.${edge}`]: "removed" } });
    expect(losses(run)).toMatchObject([{ value: "0" }, { value: "0" }]);
    const expected =
      edge === "validators-authorize-pay" ? "RegistryEntryMissing" : "QuorumNotReached";
    expect(attempts(run)).toEqual([expected, expected]);
  });
});

describe("the thief's signatures", () => {
  it("are four by stolen keys and one by delegation, each an event before the payment", async () => {
    const { trace } = await runRonin({ set: { "honest.count": "0" } });
    const steps = stepsOf(trace).filter(({ actor }) => actor === "thief");
    const forged = steps.filter((step) => isOk(step, "sign"));
    expect(
      forged.map(({ action, result }) => [action.over.id, action.signer, result.obtained]),
    ).toEqual(
      ["2000000", "2000001"].flatMap((id) => [
        [id, "sky-mavis-1", "extract"],
        [id, "sky-mavis-2", "extract"],
        [id, "sky-mavis-3", "extract"],
        [id, "sky-mavis-4", "extract"],
        [id, "axie-dao", "delegation"],
      ]),
    );
    for (const step of steps.filter((step) => isOk(step, "submitWithdrawal"))) {
      expect(new Set(step.result.signers).size).toBe(5);
      const own = forged.filter(({ action }) => action.over.id === step.action.withdrawal.id);
      expect(own.every(({ at, seq }) => at < step.at && seq < step.seq)).toBe(true);
    }
  });

  it("cannot be had from Axie DAO once the delegation is revoked", async () => {
    const run = await runRonin({ set: { "honest.count": "0", "delegation.axie-dao": "revoked" } });
    const refused = stepsOf(run.trace).filter(
      (step) => isVerb(step, "sign") && step.status === "fail",
    );
    expect(refused.map((step) => "error" in step && step.error)).toEqual([
      { name: "KeyOutOfReach", args: { actor: "thief", account: "axie-dao" } },
      { name: "KeyOutOfReach", args: { actor: "thief", account: "axie-dao" } },
    ]);
    expect(attempts(run)).toEqual(["QuorumNotReached", "QuorumNotReached"]);
  });
});

describe("keys.stolen", () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    "%i: the thief copies as many, and the figure says so",
    async (keys) => {
      const run = await runRonin({ set: { "honest.count": "0", "keys.stolen": String(keys) } });
      expect(run.figures.keysStolen).toMatchObject({ value: String(keys) });
      // One more signature comes by the delegation, unless that key is among the stolen ones.
      const isEnough = keys >= 4;
      expect(attempts(run)).toEqual(
        isEnough ? ["paid", "paid"] : ["QuorumNotReached", "QuorumNotReached"],
      );
    },
  );
});
