import { describe, expect, it } from "vitest";
import { openModel } from "../../sim/bridge/model/model.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { kucoin2020Scenario } from "../../sim/scenarios/kucoin-2020.ts";
import { finish } from "../../sim/study/experiment.ts";
import { compareWithRecord, play, type Situation } from "../../sim/study/playing.ts";

const subject = { definition: kucoin2020Scenario, seed: 1, settings: [] };

async function played(answers: readonly string[]) {
  const situations: Situation[] = [];
  const taken = await play(subject, openModel, async (situation) => {
    situations.push({ ...situation, taken: [...situation.taken] });
    return { text: answers[situations.length - 1] ?? "now", place: "here" };
  });
  return { situations, taken };
}

const plays: readonly (readonly string[])[] = [
  ["now", "now", "now"],
  ["later 10m", "never", "later 3h", "now", "later 2d"],
  ["record", "record", "never"],
];

describe("a play", () => {
  it.each(plays)(
    "shows at %j what then comes true, and nothing of what is chosen later",
    async (...answers) => {
      const { situations, taken } = await played(answers);
      const settings = taken.flatMap((one) => one.settings);
      const { trace } = await finish(resolveScenario(kucoin2020Scenario, 1, settings), openModel);
      expect(situations.length).toBeGreaterThan(2);
      for (const { at, trace: seen } of situations) {
        const earlier = (events: typeof trace) => events.slice(1).filter((event) => event.at < at);
        expect(earlier(seen)).toEqual(earlier(trace));
        expect(seen.every((event) => event.at <= at)).toBe(true);
      }
    },
  );

  it("asks in the order of time, and about nothing that waits for what never came", async () => {
    const { situations, taken } = await played(["now", "now", "never", "now"]);
    const times = situations.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(taken.filter(({ text }) => text === null).map(({ decision }) => decision.after)).toEqual(
      taken.filter(({ decision }) => decision.after === "team").map(() => "team"),
    );
  });

  it("costs by a choice what the figures of the record with it differ by", async () => {
    const { taken } = await played(["record", "record", "never"]);
    const { choices, record } = await compareWithRecord(subject, taken, openModel);
    const call = choices.find(({ decision }) => decision.name === "call");
    const settings = [{ path: "runbook.call.done", text: "no" }];
    const without = await finish(resolveScenario(kucoin2020Scenario, 1, settings), openModel);
    const kept = ({ figures }: typeof record, token: string): bigint =>
      BigInt(figures[`loss.${token}`]?.value ?? 0) -
      BigInt(figures[`recovered.${token}`]?.value ?? 0) -
      BigInt(figures[`frozen.${token}`]?.value ?? 0);
    const costs = [...(call?.cost ?? [])];
    expect(costs.some(([, cost]) => cost > 0n)).toBe(true);
    for (const [token, cost] of costs)
      expect(cost, token).toBe(kept(without, token) - kept(record, token));
  });
});
