import { describe, expect, it } from "vitest";
import { verifyRun } from "../../sim/verify/verify.ts";
import { alone, calldata, type Files, refused, stolen } from "./files.ts";

/** What was found of some lines of the run, by name. */
function foundIn(files: Files, ...names: readonly string[]) {
  const { figures } = verifyRun(files);
  return Object.fromEntries(
    names.map((name) => [
      name,
      figures.find((line) => line.run === "run" && line.name === name)?.found,
    ]),
  );
}

const unlike = (files: Files) => verifyRun(files).figures.filter(({ agrees }) => !agrees);

describe("verifyRun", () => {
  it("agrees with a run of ronin-2022 and its control, in every line", () => {
    expect(unlike(stolen)).toEqual([]);
    expect(verifyRun(stolen).agrees).toBe(true);
  });

  it("finds every metric and every verdict that results.json has, or says why not", () => {
    const { figures, notRecomputed } = verifyRun(stolen);
    const { metrics, verdicts } = JSON.parse(stolen.results);
    const names = new Set([...figures, ...notRecomputed].map(({ name }) => name));
    const claimed = [
      ...Object.keys(metrics),
      ...Object.keys(verdicts).map((check) => `verdict.${check}`),
    ];
    expect(claimed.filter((name) => !names.has(name))).toEqual([]);
    expect(notRecomputed.map(({ name }) => name)).toEqual([
      "timeToFirstLoss",
      "timeToDetect",
      "grief.cost",
      "keysStolen",
      "signaturesByDelegation",
    ]);
  });

  it("finds the theft in the logs, in the thief's wallet, and in dollars", () => {
    expect(
      foundIn(stolen, "loss.ETH", "loss.ETH.inWallets", "loss.USDC", "loss.usd", "verdict.backing"),
    ).toEqual({
      "loss.ETH": "173600000000000000000000",
      "loss.ETH.inWallets": "173600000000000000000000",
      "loss.USDC": "25500000000000",
      "loss.usd": "565376764.75",
      "verdict.backing": "false, 2 failures",
    });
  });

  it("recovers five distinct validators from each forged call, as the quorum asks", () => {
    expect(foundIn(stolen, "forged.votes", "forged.signers", "verdict.authority")).toEqual({
      "forged.votes": "5",
      "forged.signers": "5",
      "verdict.authority": "true",
    });
  });

  it("finds the complaint in the refusal that it is about, and the pause in its log", () => {
    expect(foundIn(stolen, "alarm", "timeToDetect", "timeToContain")).toEqual({
      alarm: "1648560600",
      timeToDetect: "518451",
      timeToContain: "522051",
    });
  });

  it("gives plain JSON", () => {
    const verification = verifyRun(stolen);
    expect(JSON.parse(JSON.stringify(verification))).toEqual(verification);
    expect(verification.format).toBe(1);
  });

  it("agrees with a run whose attack was refused, and finds five signers in the refused calls", () => {
    expect(unlike(refused)).toEqual([]);
    expect(
      foundIn(refused, "loss.ETH", "loss.usd", "timeToDetect", "forged.votes", "forged.signers"),
    ).toEqual({
      "loss.ETH": "0",
      "loss.usd": "0.00",
      timeToDetect: null,
      "forged.votes": undefined,
      "forged.signers": "5",
    });
  });

  it("agrees with the two real calls, and says that nothing tells whose keys signed them", () => {
    expect(unlike(calldata)).toEqual([]);
    expect(foundIn(calldata, "loss.ETH", "forged.votes", "gas.withdrawal")).toMatchObject({
      "loss.ETH": "173600000000000000000000",
      "forged.votes": "5",
    });
    expect(verifyRun(calldata).notRecomputed.map(({ name }) => name)).toContain("forged.signers");
  });

  it("verifies a run that has no control", () => {
    const { agrees, figures } = verifyRun(alone);
    expect(agrees).toBe(true);
    expect(figures.some(({ run }) => run === "control")).toBe(false);
  });

  it("takes sums of dollars with and without zeros at the end for the same", () => {
    const results = JSON.parse(refused.results);
    results.metrics["loss.usd"].value = "0.00";
    expect(verifyRun({ ...refused, results: JSON.stringify(results) }).agrees).toBe(true);
  });
});
