import { describe, expect, it } from "vitest";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioNamed } from "../../sim/scenarios/registry.ts";
import { attackNames, cellsOf } from "../../sim/study/matrix.ts";

const ronin = resolveScenario(scenarioNamed("ronin-2022"), 1);

describe("a row of the matrix", () => {
  it("has the attack as it happened and the best adapted one, every figure filled or with a reason", async () => {
    const cells = await cellsOf(ronin, "tiered-quorum", hardhatTenant(), ["replayed", "adapted"]);
    expect(cells.map(({ attack, metrics }) => [attack, metrics["loss.usd"]?.value])).toEqual([
      ["replayed", "0.00"],
      ["adapted", "565376764.75"],
    ]);
    for (const { metrics } of cells) {
      for (const figure of Object.values(metrics))
        expect(figure.value ?? ("why" in figure && figure.why)).toBeTruthy();
      expect(Number(metrics["gas.withdrawal"]?.value)).toBeGreaterThan(100_000);
    }
  });

  it("says unknown of a defense that was never exercised, and why of one that does not fit", async () => {
    const [replayed] = await cellsOf(ronin, "ronin-v2", openModel, ["replayed"]);
    expect(replayed?.verdicts.defense).toMatchObject({
      valid: "unknown",
      note: "the quorum or an ended epoch did it, not the defense",
    });
    const calldata = resolveScenario(scenarioNamed("ronin-2022-calldata"), 1);
    const cells = await cellsOf(calldata, "utc-day-limit", openModel);
    expect(cells.map(({ attack }) => attack)).toEqual(attackNames);
    for (const { metrics } of cells)
      for (const figure of Object.values(metrics))
        expect(figure).toMatchObject({ value: null, why: expect.stringContaining("byte by byte") });
  });

  it("says why of a gateway that is not set up with a quorum of nothing", async () => {
    const open = resolveScenario(scenarioNamed("quorum-zero"), 1);
    const [cell] = await cellsOf(open, "utc-day-limit", openModel, ["replayed"]);
    expect(cell?.metrics["loss.usd"]).toMatchObject({
      value: null,
      why: expect.stringContaining("quorum of nothing"),
    });
    const [undefended] = await cellsOf(open, "none", openModel, ["replayed"]);
    expect(undefended?.metrics["loss.usd"]?.value).not.toBeNull();
  });

  it("stops at a tenant whose trace is not the model's", async () => {
    const lying: typeof openModel = (world) => {
      const model = openModel(world);
      return {
        ...model,
        execute: (command, moment) =>
          command.verb === "submitWithdrawal"
            ? { status: "fail", error: { name: "Lie", args: {} } }
            : model.execute(command, moment),
      };
    };
    await expect(cellsOf(ronin, "none", lying, ["replayed"])).rejects.toThrow(
      "another on the chains",
    );
  });
});

describe("whether a defense did its part", () => {
  const verdictOf = async (defense: string, attack: string) =>
    (await cellsOf(ronin, defense, openModel, [attack]))[0]?.verdicts.defense;

  it("is unknown where a false alarm came before the attack, or the quorum did it", async () => {
    expect(
      await verdictOf("key-hygiene+outflow-monitor:limit.ETH=1 ETH", "insider-guardian"),
    ).toMatchObject({ valid: "unknown", exercised: 0 });
  });

  it("is unknown where an ended epoch did it, and not the guard", async () => {
    expect(await verdictOf("operator-cap", "stockpiled")).toMatchObject({
      valid: "unknown",
      note: expect.stringContaining("ended epoch"),
    });
  });

  it("is unknown where what is held may still be released, and true where it was cancelled", async () => {
    expect(await verdictOf("delay-with-veto", "replayed")).toMatchObject({ valid: "unknown" });
    expect(await verdictOf("delay-with-veto+backing-monitor", "replayed")).toMatchObject({
      valid: true,
    });
  });

  it("is true where a release was asked for and refused to the end", async () => {
    expect(await verdictOf("backing-attestation", "adapted")).toMatchObject({ valid: true });
  });
});
