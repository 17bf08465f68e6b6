import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { InputError } from "../../sim/core/errors.ts";
import { swapText } from "../../sim/report/swap.ts";
import { controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import { kucoinResponder } from "../../sim/scenarios/kucoin-2020.runbook.ts";
import { kucoin2020Scenario, kucoinAnsweredBy } from "../../sim/scenarios/kucoin-2020.ts";
import { roninAssetsAnsweredBy } from "../../sim/scenarios/ronin-2022.assets.ts";
import { roninResponder } from "../../sim/scenarios/ronin-2022.runbook.ts";
import { pairings, withResponder } from "../../sim/scenarios/swap.ts";
import { finish } from "../../sim/study/experiment.ts";
import { runSwap, type SwapCell } from "../../sim/study/swap.ts";
import { isOk, stepsOf } from "../../sim/trace/trace.ts";

const assets = [
  ["KuCoin's", kucoinAnsweredBy],
  ["Ronin's", roninAssetsAnsweredBy],
] as const;

describe("responders against what was stolen", async () => {
  const pairs = pairings(1);
  const { swap, scenarios } = await runSwap(pairs, openModel, "model");
  const cell = (responder: string, of: string): SwapCell =>
    swap.cells.find((one) => one.responder === responder && one.assets === of) as SwapCell;

  it("has each responder against each theft, with something stolen in all", () => {
    expect(swap.cells.map(({ responder, assets: of }) => [responder, of])).toEqual([
      ["kucoin", "kucoin"],
      ["ronin", "kucoin"],
      ["kucoin", "ronin"],
      ["ronin", "ronin"],
    ]);
    for (const { lossUsd } of swap.cells) expect(Number(lossUsd)).toBeGreaterThan(1e8);
  });

  it("has of KuCoin's own what its scenario has", async () => {
    const { figures } = await finish(resolveScenario(kucoin2020Scenario, 1), openModel);
    expect(cell("kucoin", "kucoin").recoveredShare).toBe(figures["recovered.share"]?.value);
  });

  it("steals of Ronin's the same from both, to the cent", () => {
    expect(cell("kucoin", "ronin").lossUsd).toBe(cell("ronin", "ronin").lossUsd);
  });

  it("gets back no more of the same assets by the responder who answers later", () => {
    for (const of of ["kucoin", "ronin"]) {
      const [soon, late] = [cell("kucoin", of), cell("ronin", of)];
      expect(Number(soon.firstAnswerAfter)).toBeLessThan(Number(late.firstAnswerAfter));
      expect(Number(late.recoveredShare)).toBeLessThanOrEqual(Number(soon.recoveredShare));
      expect(Number(late.savedShare)).toBeLessThanOrEqual(Number(soon.savedShare));
    }
  });

  it("prints each cell's own figures, a line each", () => {
    const lines = swapText(swap, { color: false, width: 100 }).split("\n");
    for (const { lossUsd, recoveredShare, savedShare } of swap.cells) {
      const [recovered, saved] = [recoveredShare, savedShare].map((share) =>
        `${Math.floor(Number(share) * 1_000 + 1e-6) / 10}`.replace(/^\d+$/, "$&.0"),
      );
      const found = lines.filter(
        (line) => line.includes(`${lossUsd} `) && line.includes(`${recovered} %`),
      );
      expect(found.length).toBeGreaterThan(0);
      expect(found.join("\n")).toContain(`${saved} %`);
    }
  });

  it("gives each as a scenario that can be read, and carries no amount in its runbooks", () => {
    expect(scenarios.size).toBe(4);
    for (const { scenario } of pairs) {
      expect(readScenario(JSON.parse(JSON.stringify(scenario)), "here")).toEqual(scenario);
      const teams = scenario.actors.filter(({ kind }) => kind === "team");
      expect(JSON.stringify(teams)).not.toMatch(/"(amount|most|lot)"/);
    }
  });

  it("loses nothing and raises no alarm of a monitor without the thief", async () => {
    const definition = roninAssetsAnsweredBy(kucoinResponder);
    const quiet = controlOf(definition, resolveScenario(definition, 1));
    const { trace, verdicts } = await finish(quiet, openModel);
    expect(stepsOf(trace)).toEqual([]);
    expect(Object.values(verdicts).map(({ valid }) => valid)).not.toContain(false);
  });
});

describe.each(assets)("of %s assets", (_title, answeredBy) => {
  const sharesOf = async (path: string, delays: readonly string[]) => {
    const responder = path === "detection.delay" ? roninResponder : kucoinResponder;
    const shares: number[] = [];
    for (const text of delays) {
      const scenario = resolveScenario(answeredBy(responder), 1, [{ path, text }]);
      const { figures } = await finish(scenario, openModel);
      shares.push(Number(figures["recovered.share"]?.value));
    }
    return shares;
  };

  it.each([
    ["runbook.call.delay", ["0s", "2h", "1d", "6d", "20d"]],
    ["detection.delay", ["0s", "3h", "1d", "6d", "20d"]],
  ])("recovers no more when %s is longer", async (path, delays) => {
    const shares = await sharesOf(path, delays);
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    expect(new Set(shares).size).toBeGreaterThan(2);
  });
});

describe("kucoin-2020 with Ronin's responder", () => {
  const scenario = resolveScenario(withResponder("kucoin-2020", "ronin"), 1);

  it("has nobody notice until a customer complains, six days and 51 seconds later", async () => {
    const { trace, figures } = await finish(scenario, openModel);
    expect(figures.timeToDetect?.value).toBe(`${6 * 86_400 + 51}`);
    const alarms = stepsOf(trace).filter((step) => isOk(step, "alarm"));
    expect(alarms[0]?.action).toMatchObject({ reason: "a customer cannot withdraw" });
  });

  it("expects nothing, and says who responds", () => {
    expect(scenario.expect).toEqual({});
    expect(scenario.provenance).toContainEqual(
      expect.objectContaining({ what: "the responder", value: "ronin", status: "set" }),
    );
  });
});

describe("--responder", () => {
  it("kucoin leaves KuCoin's scenario as it is", () => {
    const same = resolveScenario(withResponder("kucoin-2020", "kucoin"), 1);
    expect(same).toEqual(resolveScenario(kucoin2020Scenario, 1));
  });

  it.each([
    ["kucoin-2020", "ronen", /"ronen" is no responder; the nearest is "ronin"/],
    ["nicehash-2017", "ronin", /nicehash-2017 cannot have another responder; only kucoin-2020/],
  ])("of %s refuses %s", (name, responder, why) => {
    expect(() => withResponder(name, responder)).toThrow(InputError);
    expect(() => withResponder(name, responder)).toThrow(why);
  });
});
