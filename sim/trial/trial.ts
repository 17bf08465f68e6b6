import { benchWith, type OwnGuard, tokens } from "./bench.ts";
import type { Claims } from "./claims.ts";
import { drawnIn } from "./draw.ts";
import { type Property, properties } from "./judges.ts";
import { type Happening, play, type Stage } from "./play.ts";
import { shrink } from "./shrink.ts";
import { draws, edges, type Step, valuesFor } from "./step.ts";

/** What came of a property over all sequences. */
export type Verdict = {
  readonly id: string;
  readonly says: string;
  /** `unknown`: nothing was claimed, or nothing was put to the test. */
  readonly valid: boolean | "unknown";
  readonly count: number;
  readonly note: string;
};

/** The shortest sequence in which a property is broken. */
export type Failure = {
  readonly id: string;
  readonly says: string;
  readonly steps: readonly Step[];
  readonly happenings: readonly Happening[];
  /** Whether nothing simpler is left to try. */
  readonly isShortest: boolean;
};

export type Trial = {
  readonly verdicts: readonly Verdict[];
  /** One for each property that is broken, in the order of the verdicts. */
  readonly failures: readonly Failure[];
  /** How often each kind of thing happened. */
  readonly sometimes: { readonly [what: string]: number };
  readonly sequences: number;
  /** So many of them were drawn; the others are at the edges of the claims. */
  readonly drawn: number;
  /** Whether it was ended early, since the guard failed again and again. */
  readonly isCutShort: boolean;
};

type Options = {
  readonly seed: number;
  /** Sequences that are drawn at most, beside those at the edges. */
  readonly runs: number;
  /** Whether there is no more time to draw, asked before each. */
  readonly isOver?: (() => boolean) | null;
  /** Steps of a sequence at most. */
  readonly length?: number;
};

/** So many sequences in which the guard does not commit to what it allowed are enough. */
const faultsMost = 3;

/**
 * Tries a guard: sequences at the edges of its claims, then drawn ones, each judged by every
 * property; what is broken is shortened.
 */
export async function tryGuard(
  guard: OwnGuard,
  claims: Claims,
  stage: Stage,
  { seed, runs, isOver = null, length = 8 }: Options,
): Promise<Trial> {
  const world = benchWith([guard]);
  const atEdges = edges(claims, tokens);
  const drawn = drawnIn(draws(claims, tokens, length), seed, isOver === null ? runs : Infinity);
  const counts = new Map<string, number>();
  const broken = new Map<string, readonly Step[]>();
  const sometimes: Record<string, number> = {
    paid: 0,
    held: 0,
    refused: 0,
    released: 0,
    cancelled: 0,
  };
  let played = 0;
  let faulty = 0;
  for (const steps of both(atEdges, drawn)) {
    if (played >= atEdges.length && isOver?.()) break;
    // A guard that fails again and again, by using all gas perhaps, is not tried to the end.
    if (faulty === faultsMost) break;
    played += 1;
    const happenings = await play(world, steps, stage);
    note(sometimes, happenings);
    for (const { id, judge } of properties) {
      const { count, isBroken } = judge(happenings, claims);
      counts.set(id, (counts.get(id) ?? 0) + count);
      if (isBroken && !broken.has(id)) broken.set(id, steps);
      if (isBroken && id === "G03") faulty += 1;
    }
  }
  const verdicts = properties
    .filter(({ isIdle }) => !isIdle?.(claims))
    .map((property) => verdictOf(property, claims, counts, broken, sometimes));
  const failures: Failure[] = [];
  for (const { id, valid } of verdicts) {
    const steps = broken.get(id);
    const property = properties.find((one) => one.id === id);
    if (valid === false && steps && property)
      failures.push(await shortest(property, steps, claims, guard, stage));
  }
  return {
    ...{ verdicts, failures, sometimes, sequences: played },
    drawn: Math.max(0, played - atEdges.length),
    isCutShort: faulty === faultsMost,
  };
}

function* both<T>(first: Iterable<T>, second: Iterable<T>): Generator<T> {
  yield* first;
  yield* second;
}

/** Shortens what broke a property, and looks at each candidate again for the same property. */
async function shortest(
  { id, says, judge }: Property,
  steps: readonly Step[],
  claims: Claims,
  guard: OwnGuard,
  stage: Stage,
): Promise<Failure> {
  const world = benchWith([guard]);
  const short = await shrink(
    steps,
    async (candidate) => judge(await play(world, candidate, stage), claims).isBroken,
    valuesFor(claims, tokens),
  );
  return { id, says, ...short, happenings: await play(world, short.steps, stage) };
}

function verdictOf(
  { id, says, isClaimed }: Property,
  claims: Claims,
  counts: ReadonlyMap<string, number>,
  broken: ReadonlyMap<string, readonly Step[]>,
  sometimes: { readonly [what: string]: number },
): Verdict {
  const count = counts.get(id) ?? 0;
  const verdict = { id, says, count };
  if (!isClaimed(claims)) return { ...verdict, valid: "unknown", note: "not claimed" };
  if (broken.has(id)) return { ...verdict, valid: false, note: "" };
  if (count === 0) return { ...verdict, valid: "unknown", note: "never put to the test" };
  // A guard that never says no, or never yes, has not shown that it does anything.
  if (sometimes.paid === 0 && sometimes.released === 0)
    return { ...verdict, valid: "unknown", note: "the guard never let anything pass" };
  if (sometimes.refused === 0 && sometimes.held === 0)
    return { ...verdict, valid: "unknown", note: "the guard never stopped anything" };
  return { ...verdict, valid: true, note: "" };
}

function note(sometimes: Record<string, number>, happenings: readonly Happening[]): void {
  const more = (what: string) => {
    sometimes[what] = (sometimes[what] ?? 0) + 1;
  };
  for (const { step, outcome } of happenings) {
    if (step.do === "withdraw") more(outcome);
    if (step.do === "release" && outcome === "paid") more("released");
    if (step.do === "cancel" && outcome === "done") more("cancelled");
  }
}
