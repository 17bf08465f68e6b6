import { afterAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { benchWith, type OwnGuard } from "../../sim/trial/bench.ts";
import { noClaims } from "../../sim/trial/claims.ts";
import { properties } from "../../sim/trial/judges.ts";
import { play } from "../../sim/trial/play.ts";
import { outcomeOf } from "../../sim/trial/scorecard.ts";
import { story } from "../../sim/trial/tell.ts";
import { type Trial, tryGuard } from "../../sim/trial/trial.ts";
import { changed, claims, guardThat, sound, workshop } from "./guards.ts";

const { guardOf } = workshop();
const bench = openBench();
afterAll(bench.end);

const tried = (guard: OwnGuard, what = claims): Promise<Trial> =>
  tryGuard(guard, what, bench.stage, { seed: 1, runs: 20 });

const brokenIn = ({ verdicts }: Trial) =>
  verdicts.filter(({ valid }) => valid === false).map(({ id }) => id);

const allowsAll = "return decision;";

describe("a guard on trial", () => {
  it("is as claimed, with nothing unknown, if it is the template", async () => {
    const guard = guardOf(sound);
    const trial = await tried(guard);
    const verdicts = [...trial.verdicts, (await bench.strangers(guard)).verdict];
    expect(verdicts.filter(({ valid }) => valid !== true)).toEqual([]);
    expect(outcomeOf({ verdicts })).toBe("as claimed");
    expect(trial.failures).toEqual([]);
  });

  it.each([
    ["looks back an hour too few", "i <= HOURS", "i < HOURS - 1", "L01", 2],
    [
      "cuts the amount off",
      "+= request.withdrawal.amount",
      "+= uint64(request.withdrawal.amount)",
      "L01",
      2,
    ],
    ["counts twice", "+= request.withdrawal.amount", "+= 2 * request.withdrawal.amount", "L04", 2],
    ["frees a day too late", "i <= HOURS", "i <= 2 * HOURS", "L04", 2],
    ["refuses the limit itself", "amount <= limit &&", "amount < limit &&", "L02", 1],
    [
      "lets other tokens pass",
      "if (amount <= limit",
      "if (limit == 0) return decision; if (amount <= limit",
      "L08",
      1,
    ],
    [
      "breaks on what it allowed",
      "paidIn[request.withdrawal.token]",
      "require(request.withdrawal.amount > 1); paidIn[request.withdrawal.token]",
      "G03",
      1,
    ],
    [
      "has no answer for large amounts",
      "if (amount <= limit",
      "if (4 * amount * amount >= 0 && amount <= limit",
      "G01",
      1,
    ],
  ])("is caught if it %s", async (_name, from, to, property, steps) => {
    const guard = guardOf(changed(from, to));
    const trial = await tried(guard);
    expect(brokenIn(trial)).toContain(property);
    const failure = trial.failures.find(({ id }) => id === property);
    expect(failure?.steps.length).toBe(steps);
    // The same steps do no harm to the sound one.
    const judge = properties.find(({ id }) => id === property)?.judge;
    const twin = await play(benchWith([guardOf(sound)]), failure?.steps ?? [], bench.stage);
    expect(judge?.(twin, claims).isBroken).toBe(false);
  });

  it("is caught if anybody may commit", async () => {
    const open = changed(
      "onPaid(Request calldata request, bytes calldata) external override onlyGateway",
      "onPaid(Request calldata request, bytes calldata) external override",
    );
    const { verdict, failure } = await bench.strangers(guardOf(open));
    expect(verdict).toMatchObject({ id: "G02", valid: false });
    expect(verdict.note).toBe("a stranger's onPaid changes it");
    expect(story(failure?.happenings ?? [])).toEqual([
      "2022-03-21 16:00:00: an outsider calls onPaid of the guard itself: done",
    ]);
    expect(await bench.strangers(guardOf(sound))).toMatchObject({
      verdict: { valid: true },
      failure: null,
    });
  });

  it("is unknown, and never passes, if it does nothing", async () => {
    const guard = guardOf(guardThat(allowsAll));
    const { verdicts } = await tried(guard, noClaims);
    const all = [...verdicts, (await bench.strangers(guard)).verdict];
    expect(new Set(all.map(({ valid }) => valid))).toEqual(new Set(["unknown"]));
    expect(outcomeOf({ verdicts: all })).toBe("unknown");
    expect(brokenIn(await tried(guard))).toContain("L01");
  });
});
