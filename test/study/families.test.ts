import { afterAll, describe, expect, it } from "vitest";
import { families } from "../../sim/attack/family.ts";
import { strategyNamed } from "../../sim/attack/strategy.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { hour } from "../../sim/core/time.ts";
import { defend } from "../../sim/defense/registry.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { scenarioNamed } from "../../sim/scenarios/registry.ts";
import { adapt } from "../../sim/study/adapt.ts";
import { finish } from "../../sim/study/experiment.ts";
import { type Cell, cellsOf } from "../../sim/study/matrix.ts";
import { dollars } from "../../sim/study/taken.ts";
import { stepsOf } from "../../sim/trace/trace.ts";

const ronin = resolveScenario(scenarioNamed("ronin-2022"), 1);
/** A tenth of the honest traffic, and a thief who takes as much: on the chains it takes a tenth of the time. */
const quieter = resolveScenario(scenarioNamed("ronin-2022"), 1, [
  { path: "honest.count", text: "10" },
]);
// Behind one defense the bridge is the same each time.
const worlds = keptWorlds();
const chains = hardhatTenant({ worlds });
afterAll(worlds.end);
const names = families.map(({ name }) => name);
const everything = "565376764.75";

/** The loss in dollars of each family, or why it was not run. */
const told = (cells: readonly Cell[]) =>
  Object.fromEntries(
    cells.map(({ attack, metrics }) => {
      const loss = metrics["loss.usd"];
      return [attack, loss?.value ?? (loss && "why" in loss ? loss.why : undefined)];
    }),
  );

const noUnlocker = "nobody unlocks anything at this gateway";
const noWatcher = "nobody attests anything at this gateway";
const noMonitor = "no monitor watches that could be taken down";
const governed = expect.stringContaining("whoever governs a GuardedGateway");

/** Model and chains at once: `cellsOf` demands one trace of both. */
describe("the families, on the chains", () => {
  it("take everything of the bridge as it was, but for the guardian's, who takes nothing", async () => {
    expect(told(await cellsOf(quieter, "none", chains, names))).toEqual({
      "admin-key": everything,
      "forged-message": everything,
      "insider-guardian": "0.00",
      "insider-unlocker": noUnlocker,
      "insider-watcher": noWatcher,
      blinded: noMonitor,
      stockpiled: everything,
    });
  });

  it("find the second bridge's unlocker, who releases above the day's limit", async () => {
    const cells = await cellsOf(quieter, "ronin-v2", chains, names);
    expect(told(cells)).toMatchObject({
      "admin-key": everything,
      "insider-unlocker": everything,
      "insider-watcher": noWatcher,
    });
    const unlocker = cells.find(({ attack }) => attack === "insider-unlocker");
    expect(unlocker?.metrics.timeToFirstLoss).toMatchObject({ unit: "seconds" });
  });

  it("are stopped by watchers unless the watchers are theirs", async () => {
    expect(told(await cellsOf(quieter, "backing-attestation", chains, names))).toMatchObject({
      "admin-key": governed,
      "forged-message": "0.00",
      "insider-watcher": everything,
      stockpiled: "0.00",
    });
  });

  it("are seen by a monitor that is not blinded, in time where payments wait", async () => {
    const row = await cellsOf(quieter, "delay-with-veto+backing-monitor", chains, names);
    expect(told(row)).toMatchObject({
      "forged-message": "0.00",
      blinded: everything,
      stockpiled: "0.00",
    });
    const verdicts = Object.fromEntries(
      row.map(({ attack, verdicts: { defense } }) => [attack, defense?.valid]),
    );
    expect(verdicts).toMatchObject({ "forged-message": true, blinded: false });
  });
});

describe("a family", () => {
  const planned = (name: string, defense: string) => {
    const prepared = families
      .find((family) => family.name === name)
      ?.prepare(defend(ronin, defense));
    if (prepared === undefined || "why" in prepared) throw new Error(`${name} is not prepared`);
    return prepared;
  };

  it("insider-guardian stops honest deposits from the theft's hour on", async () => {
    const { trace, figures } = await finish(planned("insider-guardian", "none"), openModel);
    const refused = stepsOf(trace).filter(
      (step) => step.action.verb === "deposit" && step.status === "fail",
    );
    expect(refused.length).toBeGreaterThan(10);
    expect(figures["honest.refusedDeposits.count"]?.value).toBe(`${refused.length}`);
    expect(figures["loss.usd"]?.value).toBe("0.00");
  });

  it("says why it does not apply where there is no thief", () => {
    const calm = { ...ronin, actors: ronin.actors.filter(({ kind }) => kind !== "thief") };
    for (const family of families) expect(family.prepare(calm), family.name).toHaveProperty("why");
  });

  it("stockpiled signs only while it is in, and is paid afterwards all the same", async () => {
    const adapted = await adapt(ronin, strategyNamed("smash"));
    const settled = families.find(({ name }) => name === "stockpiled")?.settle?.(adapted, ronin);
    const { trace } = await finish(settled ?? adapted, openModel);
    const own = stepsOf(trace).filter(({ actor }) => actor === "thief");
    const signed = own.filter(({ action }) => action.verb === "sign");
    const paid = own.filter(({ action }) => action.verb === "submitWithdrawal");
    expect(signed.map(({ status }) => status)).toEqual(new Array(10).fill("ok"));
    expect(paid.map(({ status }) => status)).toEqual(["ok", "ok"]);
    const lost = Math.min(...paid.map(({ at }) => at)) - hour;
    expect(Math.max(...signed.map(({ at }) => at))).toBeLessThan(lost);
    const thief = settled?.actors.find((actor) => actor.kind === "thief");
    expect(new Set(thief?.footholds.map(({ until }) => until))).toEqual(new Set([lost]));
  });

  it("with inflow takes at least what smash does, and more where deposits make room", async () => {
    const behind = defend(ronin, "net-flow-epoch");
    const lossBy = async (name: string) =>
      dollars(await finish(await adapt(behind, strategyNamed(name)), openModel));
    expect(await lossBy("inflow")).toBeGreaterThan(await lossBy("smash"));
  });

  it("with unlimited-token takes what no limit watches, and leaves the rest alone", async () => {
    const behind = defend(ronin, "utc-day-limit:limit.USDC=30000000 USDC");
    const { figures } = await finish(
      await adapt(behind, strategyNamed("unlimited-token")),
      openModel,
    );
    expect(figures["loss.USDC"]?.value).toBe("25500000000000");
    expect(figures["loss.ETH"]?.value).toBe("0");
  });
});
