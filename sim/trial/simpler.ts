import type { Step, Values } from "./step.ts";

/**
 * Returns steps that are simpler than some: fewer, or as many with a value that comes before its own.
 * What is fewest comes first.
 */
export function* simpler(
  steps: readonly Step[],
  { waits, amountsOf }: Values,
): Generator<readonly Step[]> {
  for (let length = 1; length < steps.length; length *= 2) yield steps.slice(0, length);
  for (const index of steps.keys()) yield* without(steps, index);
  yield* merged(steps);
  for (const [index, step] of steps.entries())
    for (const other of simplerThan(step, waits, amountsOf))
      yield steps.map((one, at) => (at === index ? other : one));
}

/** A step is left out, and its wait with it, or what comes after it waits for both. */
function* without(steps: readonly Step[], index: number): Generator<readonly Step[]> {
  const left = steps[index];
  const number = steps.slice(0, index).filter(isWithdrawal).length;
  const rest = (isWaitKept: boolean) =>
    steps.flatMap((step, at) => {
      if (at === index) return [];
      const after = step.after + (isWaitKept && at === index + 1 ? (left?.after ?? 0) : 0);
      // Withdrawals are counted: those after one that is gone have other numbers.
      const isLater = "which" in step && left?.do === "withdraw" && step.which > number;
      return [{ ...step, after, ...(isLater && { which: step.which - 1 }) }];
    });
  yield rest(false);
  if (index + 1 < steps.length) yield rest(true);
}

const isWithdrawal = ({ do: verb }: Step) => verb === "withdraw";

/** Two withdrawals, or two deposits, of a token become one of their sum, in either's place. */
function* merged(steps: readonly Step[]): Generator<readonly Step[]> {
  for (const [first, one] of steps.entries())
    for (const [second, other] of steps.entries()) {
      if (second <= first || !("amount" in one) || !("amount" in other)) continue;
      if (one.do !== other.do || one.token !== other.token) continue;
      const amount = one.amount + other.amount;
      const put = (place: number) =>
        steps.map((step, at) => (at === place ? { ...step, amount } : step));
      yield* without(put(first), second);
      yield* without(put(second), first);
    }
}

/** Returns a step with each value that is simpler than one of its own. */
function* simplerThan(
  step: Step,
  waits: Values["waits"],
  amountsOf: Values["amountsOf"],
): Generator<Step> {
  for (const after of before(waits, step.after)) yield { ...step, after };
  if ("amount" in step)
    for (const amount of before(amountsOf(step.token), step.amount)) yield { ...step, amount };
  if ("which" in step) for (let which = 0; which < step.which; which += 1) yield { ...step, which };
}

/** What comes before a value in a list; all of it, where the value is not in it. */
function before<T>(list: readonly T[], value: T): readonly T[] {
  const index = list.indexOf(value);
  return index < 0 ? list : list.slice(0, index);
}
