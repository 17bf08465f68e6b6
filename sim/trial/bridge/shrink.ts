import { tricks } from "./signing.ts";
import { type AmountName, amounts, type BridgeStep, recipients } from "./step.ts";

/** Whether steps still show what is wrong: the same property, broken. */
type StillFails = (steps: readonly BridgeStep[]) => Promise<boolean>;

/**
 * Returns the shortest steps that still fail: none can be left out, no wait is shorter, and nothing
 * about a step is simpler.
 *
 * @param waits The waits that there are, the simplest first.
 * @param tries How often it may be tried at most; a list cut short is still one that fails.
 */
export async function shrinkBridge(
  steps: readonly BridgeStep[],
  stillFails: StillFails,
  waits: readonly number[],
  tries = 300,
): Promise<readonly BridgeStep[]> {
  let best = steps;
  let left = tries;
  // A step that is simpler leaves most of what can be left out what it was.
  const harmless = new Set<string>();
  for (;;) {
    let found: readonly BridgeStep[] | undefined;
    for (const candidate of simpler(best, waits)) {
      const key = JSON.stringify(candidate);
      if (harmless.has(key)) continue;
      left -= 1;
      if (left < 0) return best;
      if (await stillFails(candidate)) {
        found = candidate;
        break;
      }
      harmless.add(key);
    }
    if (found === undefined) return best;
    best = found;
  }
}

function* simpler(
  steps: readonly BridgeStep[],
  waits: readonly number[],
): Generator<readonly BridgeStep[]> {
  for (let length = 1; length < steps.length; length *= 2) yield steps.slice(0, length);
  for (const index of steps.keys()) yield steps.filter((_, at) => at !== index);
  for (const [index, step] of steps.entries())
    for (const simple of simplerStep(step, waits))
      yield steps.map((one, at) => (at === index ? simple : one));
}

function* simplerStep(step: BridgeStep, waits: readonly number[]): Generator<BridgeStep> {
  for (const after of before(waits, step.after)) yield { ...step, after };
  if ("pick" in step && step.pick > 0) {
    yield { ...step, pick: 0 };
    yield { ...step, pick: Math.floor(step.pick / 2) };
  }
  if ("trick" in step) for (const trick of before(tricks, step.trick)) yield { ...step, trick };
  if (step.do === "rotate" && step.by === "outsider") yield { ...step, by: "right" };
  if ("which" in step && step.which > 0) yield { ...step, which: 0 };
  if (step.do !== "withdraw") return;
  if (step.id > 0) yield { ...step, id: 0 };
  for (const to of before(recipients, step.to)) yield { ...step, to };
  for (const amount of before<AmountName>(amounts, step.amount)) yield { ...step, amount };
}

/** Returns what stands before a value; everything, where it is not there. */
const before = <T>(all: readonly T[], value: T): readonly T[] => {
  const index = all.indexOf(value);
  return index < 0 ? all : all.slice(0, index);
};
