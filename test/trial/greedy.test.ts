import { afterAll, describe, expect, it } from "vitest";
import { openBench } from "../../scripts/host/guard/bench.ts";
import { day } from "../../sim/core/time.ts";
import { benchWith } from "../../sim/trial/bench.ts";
import { greedyLoss, griefing } from "../../sim/trial/greedy.ts";
import { guardThat, sound, workshop } from "./guards.ts";

const { guardOf } = workshop();
const bench = openBench();
afterAll(bench.end);

const eth = (amount: bigint) => amount * 10n ** 18n;
const wanted = eth(173_600n);

/** A guard that is told what it is asked about. */
const guardAsked = (assess: string) =>
  guardThat(assess).replace("assess(Request calldata,", "assess(Request calldata request,");

const held = (seconds: number) =>
  guardAsked(`if (request.phase == Phase.Release) return decision;
    decision.action = Action.Hold;
    decision.notBefore = uint64(block.timestamp + ${seconds});`);

const capped = guardAsked(
  "if (request.withdrawal.amount > 1000 ether) decision.action = Action.Refuse;",
);
/** What no halving of what is wanted meets, and no bisecting that begins above it. */
const odd = guardAsked(
  "if (request.withdrawal.amount % 7 ether != 0) decision.action = Action.Refuse;",
);

describe("a greedy thief", () => {
  it.each([
    ["all of a limit, and again whenever it is free", sound, [1_000n, 1_000n, 5_000n]],
    [
      "everything, in many parts, where each withdrawal alone is limited",
      capped,
      [173_600n, 173_600n, 173_600n],
    ],
    ["everything, released a day later, behind a delay of a day", held(day), [0n, 0n, 173_600n]],
    ["nothing within six days, behind a week's delay", held(7 * day), [0n, 0n, 0n]],
    [
      "everything where all of it passes at once, whatever less does not",
      odd,
      [173_600n, 173_600n, 173_600n],
    ],
  ])("takes %s", async (_what, source, [moment, first, six]) => {
    const world = benchWith([guardOf(source)]);
    const { firstMoment, firstDay, sixDays } = await greedyLoss(world, bench.stage, "ETH", wanted);
    expect([firstMoment, firstDay, sixDays]).toEqual(
      [moment, first, six].map((of = 0n) => eth(of)),
    );
  });
});

describe("an outsider with money of its own", () => {
  const grief = (source: string) =>
    griefing(benchWith([guardOf(source)]), bench.stage, "ETH", wanted, eth(1n));

  it("uses a limit up, until it is free again", async () => {
    expect(await grief(sound)).toEqual({ capital: eth(999n), withdrawals: 1, hours: 25 });
  });

  it("cannot use up what counts nothing", async () => {
    expect(await grief(capped)).toBeNull();
  });
});
