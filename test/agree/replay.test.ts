import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { agree } from "../../sim/agree/agreement.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import { agreementWorld } from "../../sim/agree/world.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { OpenBridge } from "../../sim/bridge/port.ts";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { finish } from "../../sim/study/experiment.ts";
import { readReplay } from "../../sim/trace/replay.ts";

const folder = "cache/agree-replay";

/** A model that forgets what it has paid. */
const forgetful: OpenBridge = (world) => {
  const model = openModel(world);
  return {
    ...model,
    execute: (command, moment) => {
      const outcome = model.execute(command, moment);
      const isReplay =
        outcome.status === "fail" && outcome.error.name === "WithdrawalAlreadyProcessed";
      return isReplay ? { status: "ok", result: {}, balances: [] } : outcome;
    },
  };
};

const against = { world: agreementWorld, lists: 300, right: openModel };

it("makes a list that a broken model fails small, and a scenario that replay runs", async () => {
  const { disagreement } = await agree({ ...against, seed: 1, shrink: true, left: forgetful });
  expect(disagreement?.difference).toMatchObject({
    about: { verb: "submitWithdrawal" },
    left: { status: "ok" },
    right: { error: { name: "WithdrawalAlreadyProcessed" } },
  });
  const commands = disagreement?.commands ?? [];
  // Some money in the vault, enough validators or none that are needed, the payment, and again.
  expect(commands.length).toBeLessThanOrEqual(8);
  expect(commands.filter(({ command }) => command.verb === "submitWithdrawal").length).toBe(2);

  const scenario = scenarioOfList(agreementWorld, commands);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/scenario.json`, `${canonicalJson(scenario)}\n`);
  const args = ["scripts/sim.ts", "replay", `${folder}/scenario.json`, "--out", folder, "--json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(stderr).toBe("");
  const text = readFileSync(`${folder}/scenario.json`, "utf8");
  const read = readReplay(text, "scenario.json").scenario;
  const sound = await finish(read, openModel);
  expect(JSON.parse(stdout).traceHash).toBe(sound.traceHash);
  expect((await finish(read, forgetful)).traceHash).not.toBe(sound.traceHash);
  rmSync(folder, { recursive: true });
});

it("gives fast-check's own line, which finds the same list again", async () => {
  const found = (await agree({ ...against, seed: 1, shrink: true, left: forgetful })).disagreement;
  const again = await agree({
    ...against,
    seed: found?.replay.seed ?? 0,
    path: found?.replay.path ?? "",
    shrink: false,
    left: forgetful,
  });
  expect(again.lists).toBe(1);
  expect(again.disagreement?.commands).toEqual(found?.commands);
});
