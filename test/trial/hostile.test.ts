import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { benchWith } from "../../sim/trial/bench.ts";
import { greedyLoss } from "../../sim/trial/greedy.ts";
import { properties } from "../../sim/trial/judges.ts";
import { play, type Stage } from "../../sim/trial/play.ts";
import type { Step } from "../../sim/trial/step.ts";
import { type Trial, tryGuard } from "../../sim/trial/trial.ts";
import { hashesBelow } from "../cli/program.ts";
import { claims, guardThat, serverStage, sound, workshop } from "./guards.ts";
import { flawedWhere, lying, reaching, tells } from "./tricks.ts";

const { guardOf } = workshop();
const bench = openBench();
afterAll(bench.end);

/** A folder that is not the run's, and that hostile guards know by its whole path. */
const victim = mkdtempSync(join(tmpdir(), "five-of-nine-victim-"));
mkdirSync(join(victim, "deep"));
for (const name of ["kept.txt", "deep/kept.txt"]) writeFileSync(join(victim, name), "kept");
afterAll(() => rmSync(victim, { recursive: true, force: true }));

const allows = "return decision;";
const one: Step = { do: "withdraw", after: 1, token: "ETH", amount: 1n };

const tried = (source: string): Promise<Trial> =>
  tryGuard(guardOf(source), claims, bench.stage, { seed: 1, runs: 3 });
let twin: Trial;
beforeAll(async () => {
  twin = await tried(sound);
});

describe("a hostile guard", () => {
  it.each(reaching(victim))(
    "that %s changes no verdict, no file and no environment",
    async (_name, source) => {
      const before = { env: { ...process.env }, files: hashesBelow(victim) };
      const { verdicts, sometimes } = await tried(source);
      expect({ verdicts, sometimes }).toEqual({
        verdicts: twin.verdicts,
        sometimes: twin.sometimes,
      });
      expect({ env: { ...process.env }, files: hashesBelow(victim) }).toEqual(before);
      expect(existsSync("hostile.txt")).toBe(false);
    },
  );

  it.each(tells)("that is flawed only where %s is found out", async (_name, condition) => {
    const steps: readonly Step[] = [{ ...one, amount: 1_000n * 10n ** 18n }, one];
    const happenings = await play(benchWith([guardOf(flawedWhere(condition))]), steps, bench.stage);
    const judge = properties.find(({ id }) => id === "L01")?.judge;
    expect(judge?.(happenings, claims)).toEqual({ count: 1, isBroken: true });
  });

  it("that refuses what it is merely asked is taken from all the same", async () => {
    const wanted = 173_600n * 10n ** 18n;
    const { firstMoment } = await greedyLoss(
      benchWith([guardOf(lying)]),
      bench.stage,
      "ETH",
      wanted,
    );
    // By halving what is wanted, as whoever asks nothing does.
    expect(firstMoment).toBe(wanted / 256n);
  });

  it.each([
    ["never ends", "while (true) { decision.notBefore += 1; } return decision;", "", "G01"],
    ["reverts", "revert();", "", "G01"],
    ["returns a megabyte", "assembly { return(0, 1000000) }", "", "G01"],
    ["returns too little", "assembly { return(0, 32) }", "", "G01"],
    // Each round costs as much gas as it can in one step: the chains write down every step.
    ["never ends when it commits", allows, "while (true) { assembly { log0(0, 100000) } }", "G03"],
    ["reverts when it commits", allows, "revert();", "G03"],
    ["reverts with a megabyte when it commits", allows, "assembly { revert(0, 1000000) }", "G03"],
  ])("that %s is told apart from a sound one", async (_name, assess, onPaid, property) => {
    const guard = guardOf(guardThat(assess, onPaid, "pure"));
    const happenings = await play(benchWith([guard]), [one], bench.stage);
    expect(properties.find(({ id }) => id === property)?.judge(happenings, claims)).toEqual({
      count: 1,
      isBroken: true,
    });
  });

  it("leaves a sound one after it as it was", async () => {
    expect(await tried(sound)).toEqual(twin);
  });
});

describe("where cheat codes exist", () => {
  const { stage, servers } = serverStage();

  it("the tricks do reach them, but neither files nor the environment", async () => {
    const [, , committing] = reaching(victim);
    const before = { env: { ...process.env }, files: hashesBelow(victim) };
    const spoiled = play(benchWith([guardOf(committing?.[1] ?? "")]), [one, one], stage);
    // It overwrites what the gateway is: nothing goes on as it does on the chains.
    const outcomes = await spoiled.then(
      (happenings) => happenings.map(({ outcome }) => outcome),
      () => ["lost"],
    );
    expect(outcomes).not.toEqual(["paid", "paid"]);
    expect({ env: { ...process.env }, files: hashesBelow(victim) }).toEqual(before);
    for (const server of servers) {
      const environment = `/proc/${server.process()}/environ`;
      if (existsSync(environment)) expect(readFileSync(environment, "utf8")).toBe("");
    }
  });

  it("a guard can tell that it is not on a chain, which is why it is tried on chains alone", async () => {
    const told = tells.find(([what]) => what === "blocks are counted");
    const world = benchWith([guardOf(flawedWhere(told?.[1] ?? ""))]);
    const steps: readonly Step[] = [{ ...one, amount: 1_000n * 10n ** 18n }, one];
    const outcomesOn = async (place: Stage) =>
      (await play(world, steps, place)).map(({ outcome }) => outcome);
    expect(await outcomesOn(bench.stage)).toEqual(["paid", "paid"]);
    expect(await outcomesOn(stage)).toEqual(["paid", "refused"]);
  });
});
