import { describe, expect, it } from "vitest";
import { benchWith, tokens } from "../../sim/trial/bench.ts";
import { properties } from "../../sim/trial/judges.ts";
import { play } from "../../sim/trial/play.ts";
import { shrink } from "../../sim/trial/shrink.ts";
import { type Step, valuesFor } from "../../sim/trial/step.ts";
import { tryGuard } from "../../sim/trial/trial.ts";
import { changed, claims, serverStage, workshop } from "./guards.ts";

const { guardOf } = workshop();
const { stage } = serverStage();
const { waits, amountsOf } = valuesFor(claims, tokens);

const replaced = (steps: readonly Step[], index: number, step: Step) =>
  steps.map((one, at) => (at === index ? step : one));

/** Leaves a step out; what comes next waits for it as well, or does not. No step here has a number. */
function shorter(steps: readonly Step[], index: number): readonly (readonly Step[])[] {
  const [left, next] = [steps[index], steps[index + 1]];
  const rest = steps.filter((_, at) => at !== index);
  if (left === undefined || next === undefined) return [rest];
  return [rest, replaced(rest, index, { ...next, after: next.after + left.after })];
}

/** Every way to put two steps of a token together. */
const together = (steps: readonly Step[]) =>
  steps.flatMap((one, first) =>
    steps.flatMap((other, second) => {
      if (first === second || !("amount" in one) || !("amount" in other)) return [];
      if (one.do !== other.do || one.token !== other.token) return [];
      const both = { ...one, amount: one.amount + other.amount };
      return shorter(replaced(steps, first, both), second);
    }),
  );

/** Every step with a value of its own that comes later than another. */
const valued = (steps: readonly Step[]) =>
  steps.flatMap((step, index) => {
    const earlier = waits.filter((wait) => waits.indexOf(wait) < waits.indexOf(step.after));
    const amounts = "amount" in step ? amountsOf(step.token) : [];
    const smaller = amounts.filter(
      (_, at) => "amount" in step && at < amounts.indexOf(step.amount),
    );
    return [
      ...earlier.map((after) => replaced(steps, index, { ...step, after })),
      ...smaller.map((amount) => replaced(steps, index, { ...step, amount } as Step)),
    ];
  });

const count = "+= request.withdrawal.amount";
const paidIn = "paidIn[request.withdrawal.token]";

describe("the shortest attack", () => {
  it.each([
    ["looks back an hour too few", "i <= HOURS", "i < HOURS - 1", "L01", 2],
    ["cuts the amount off", count, "+= uint64(request.withdrawal.amount)", "L01", 2],
    ["counts twice", count, "+= 2 * request.withdrawal.amount", "L04", 2],
    ["refuses the limit itself", "amount <= limit &&", "amount < limit &&", "L02", 1],
    [
      "forgets each third payment",
      `${paidIn}[`,
      `if (++paidIn[address(0)][0] % 3 == 0) return; ${paidIn}[`,
      "L01",
      4,
    ],
    [
      "forgets what is paid after a single wei",
      `${paidIn}[`,
      `if (paidLately(request.withdrawal.token) == 1) return; ${paidIn}[`,
      "L01",
      3,
    ],
  ])(
    "on a guard that %s has no step too many, no two for one, and no value that could be simpler",
    async (_name, from, to, property, length) => {
      const guard = guardOf(changed(from, to));
      const { failures } = await tryGuard(guard, claims, stage, { seed: 1, runs: 400 });
      const failure = failures.find(({ id }) => id === property);
      const judge = properties.find(({ id }) => id === property)?.judge;
      if (failure === undefined || judge === undefined) throw new Error("It is not found.");
      const { steps } = failure;
      const isBroken = async (candidate: readonly Step[]) =>
        judge(await play(benchWith([guard]), candidate, stage), claims).isBroken;
      expect(steps.length).toBe(length);
      expect(failure.isShortest).toBe(true);
      expect(await isBroken(steps)).toBe(true);
      const all = [
        ...steps.flatMap((_, index) => shorter(steps, index)),
        ...together(steps),
        ...valued(steps),
      ];
      for (const candidate of all) expect(await isBroken(candidate), story(candidate)).toBe(false);
    },
  );

  const eth = (amount: bigint, after = 1): Step => ({
    do: "withdraw",
    after,
    token: "ETH",
    amount,
  });

  it("is one withdrawal in place of two that come to as much, and one wait in place of two", async () => {
    const values = { waits: [1, 3_600], amountsOf: () => [1n] };
    const total = (steps: readonly Step[]) =>
      steps.reduce((sum, step) => sum + ("amount" in step ? step.amount : 0n), 0n);
    const sum = await shrink(
      [eth(3n), eth(4n), eth(5n)],
      async (steps) => total(steps) >= 12n,
      values,
    );
    expect(sum).toEqual({ steps: [eth(12n)], isShortest: true });
    const waited = (steps: readonly Step[]) => steps.reduce((all, { after }) => all + after, 0);
    const wait = await shrink(
      [eth(1n), eth(1n, 3_600), eth(1n, 3_600)],
      async (steps) => steps.length > 1 && waited(steps) > 7_200,
      values,
    );
    expect(wait).toEqual({ steps: [eth(1n, 3_601), eth(1n, 3_600)], isShortest: true });
  });

  it("keeps the numbers of withdrawals when one is left out", async () => {
    const steps: readonly Step[] = [eth(1n), eth(2n), { do: "cancel", after: 1, which: 1 }];
    const names = (all: readonly Step[]) => {
      const withdrawn = all.filter((step) => "amount" in step);
      return all.some((step) => "which" in step && withdrawn[step.which]?.amount === 2n);
    };
    const values = { waits: [1], amountsOf: () => [2n, 1n] };
    const { steps: short } = await shrink(steps, async (all) => names(all), values);
    expect(short).toEqual([eth(2n), { do: "cancel", after: 1, which: 0 }]);
  });

  it("says when there was not the patience for it", async () => {
    const values = { waits: [1], amountsOf: () => [1n] };
    const { isShortest } = await shrink([eth(9n), eth(9n)], async () => true, values, 1);
    expect(isShortest).toBe(false);
  });
});

const story = (steps: readonly Step[]) =>
  steps.map((step) => Object.values(step).join(" ")).join(", ");
