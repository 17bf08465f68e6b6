import type { Step } from "./step.ts";

/** Whether steps still show what is wrong: the same property, broken. */
export type StillFails = (steps: readonly Step[]) => Promise<boolean>;

/**
 * Returns the shortest steps that still fail: no step can be left out, no wait shortened to a
 * candidate before it, no amount put in the place of a simpler one.
 *
 * @param waits The waits that there are, the simplest first.
 * @param amountsOf The amounts that there are of a token, the simplest first.
 * @param tries How often it may be tried at most; a list cut short is still one that fails.
 */
export async function shrink(
  steps: readonly Step[],
  stillFails: StillFails,
  waits: readonly number[],
  amountsOf: (token: string) => readonly bigint[],
  tries = 300,
): Promise<readonly Step[]> {
  let best = steps;
  let left = tries;
  for (;;) {
    const found = await firstThat(simpler(best, waits, amountsOf), async (candidate) => {
      left -= 1;
      return left >= 0 && (await stillFails(candidate));
    });
    if (found === undefined) return best;
    best = found;
  }
}

async function firstThat<T>(
  candidates: Iterable<T>,
  holds: (candidate: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const candidate of candidates) if (await holds(candidate)) return candidate;
  return undefined;
}

function* simpler(
  steps: readonly Step[],
  waits: readonly number[],
  amountsOf: (token: string) => readonly bigint[],
): Generator<readonly Step[]> {
  for (let length = 1; length < steps.length; length *= 2) yield steps.slice(0, length);
  for (const index of steps.keys()) yield steps.filter((_, at) => at !== index);
  for (const [index, step] of steps.entries()) {
    const put = (other: Step) => steps.map((one, at) => (at === index ? other : one));
    for (const after of waits) {
      if (after === step.after || waits.indexOf(step.after) < waits.indexOf(after)) break;
      yield put({ ...step, after });
    }
    if (!("amount" in step)) continue;
    for (const amount of amountsOf(step.token)) {
      if (amount === step.amount) break;
      yield put({ ...step, amount });
    }
  }
}
