import { simpler } from "./simpler.ts";
import type { Step, Values } from "./step.ts";

/** Whether steps still show what is wrong: the same property, broken. */
export type StillFails = (steps: readonly Step[]) => Promise<boolean>;

export type Shrunk = {
  readonly steps: readonly Step[];
  /** Whether nothing simpler is left to try; if not, there was not the patience for it. */
  readonly isShortest: boolean;
};

/**
 * Returns the shortest steps that still fail: no step can be left out, no two of them put together,
 * no wait, amount or number made simpler. Each candidate is tried, and at most once.
 *
 * @param tries How often it may be tried at most.
 */
export async function shrink(
  steps: readonly Step[],
  stillFails: StillFails,
  values: Values,
  tries = 2_000,
): Promise<Shrunk> {
  const sound = new Set<string>();
  let best = steps;
  let left = tries;
  for (;;) {
    const found = await firstThat(simpler(best, values), async (candidate) => {
      const key = keyOf(candidate);
      if (sound.has(key) || left === 0) return false;
      left -= 1;
      const fails = await stillFails(candidate);
      if (!fails) sound.add(key);
      return fails;
    });
    if (found === undefined) return { steps: best, isShortest: left > 0 };
    best = found;
  }
}

const keyOf = (steps: readonly Step[]): string =>
  steps.map((step) => Object.values(step).join(" ")).join("\n");

async function firstThat<T>(
  candidates: Iterable<T>,
  holds: (candidate: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const candidate of candidates) if (await holds(candidate)) return candidate;
  return undefined;
}
