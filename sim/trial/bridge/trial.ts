import { drawnIn } from "../draw.ts";
import type { BridgeAdapter, Expectation } from "./adapter.ts";
import { bridgeProperties } from "./catalogue.ts";
import { bridgeEdges } from "./edges.ts";
import { type BridgeHappening, type OpenField, playBridge } from "./play.ts";
import { type BridgeProperty, isReleased, isSubmitted, type Shown, seenIn } from "./properties.ts";
import type { ShapeName } from "./sets.ts";
import { shrinkBridge } from "./shrink.ts";
import { type BridgeStep, bridgeDraws, waitsFor } from "./step.ts";

/** What came of a property over all sequences, beside what was expected. */
export type BridgeVerdict = {
  readonly id: string;
  readonly says: string;
  /** `unknown`: never put to the test, or nothing was ever taken. */
  readonly valid: boolean | "unknown" | "not applicable";
  readonly expected: Expectation["verdict"];
  readonly because: string;
  readonly accepted: number;
  readonly refused: number;
  readonly note: string;
};

/** The shortest sequence in which a property is broken. */
export type BridgeFailure = {
  readonly id: string;
  readonly says: string;
  readonly shape: ShapeName;
  readonly steps: readonly BridgeStep[];
  readonly happenings: readonly BridgeHappening[];
};

export type BridgeTrial = {
  readonly verdicts: readonly BridgeVerdict[];
  readonly failures: readonly BridgeFailure[];
  readonly sometimes: { readonly [what: string]: number };
  readonly sequences: number;
};

type Options = {
  readonly seed: number;
  /** Sequences that are drawn, beside those at the edges. */
  readonly runs: number;
  /** Whether there is no more time to draw, asked before each; then `runs` says nothing. */
  readonly isOver?: (() => boolean) | null;
  /** Steps of a sequence at most. */
  readonly length?: number;
  /** Properties that are judged; all when left out. */
  readonly only?: readonly string[];
  /** Shapes of quorum; all that the bridge can have when left out. */
  readonly shapes?: readonly ShapeName[];
};

type Sequence = { readonly shape: ShapeName; readonly steps: readonly BridgeStep[] };
type Tally = { accepted: number; refused: number; broken: Sequence | null };

/** Tries a bridge: sequences at the edges of what it promises, then drawn ones, judged by every property. */
export async function tryBridge(
  adapter: BridgeAdapter,
  open: OpenField,
  options: Options,
): Promise<BridgeTrial> {
  const { only } = options;
  const judged = bridgeProperties.filter(({ id }) => only === undefined || only.includes(id));
  const tallies = new Map(
    judged.map(({ id }): [string, Tally] => [id, { accepted: 0, refused: 0, broken: null }]),
  );
  const sometimes: Record<string, number> = {};
  const sequences = sequencesFor(adapter, options);
  let played = 0;
  for (const sequence of sequences) {
    // Nothing is left to be found.
    if (judged.every(({ id }) => tallies.get(id)?.broken)) break;
    played += 1;
    const happenings = await playBridge(adapter, sequence.shape, sequence.steps, open);
    count(sometimes, happenings);
    for (const property of judged)
      add(tallies.get(property.id), shown(property, happenings, adapter), sequence);
  }
  const verdicts = judged.map((property) => verdictOf(property, adapter, tallies.get(property.id)));
  const failures: BridgeFailure[] = [];
  for (const property of judged) {
    const { broken } = tallies.get(property.id) ?? { broken: null };
    if (broken !== null) failures.push(await shortest(property, broken, adapter, open));
  }
  return { verdicts, failures, sometimes, sequences: played };
}

function* sequencesFor(
  adapter: BridgeAdapter,
  { seed, runs, isOver = null, length = 8, ...options }: Options,
): Generator<Sequence> {
  const able: readonly ShapeName[] = adapter.claims.weights ? ["weights", "votes"] : ["votes"];
  const shapes = options.shapes ?? able;
  const edges = bridgeEdges(adapter);
  for (const shape of shapes) for (const steps of edges) yield { shape, steps };
  const most = isOver === null ? runs : Number.POSITIVE_INFINITY;
  let index = 0;
  for (const steps of drawnIn(bridgeDraws(adapter, length), seed, most)) {
    if (isOver?.()) return;
    yield { shape: shapes[index % shapes.length] ?? "votes", steps };
    index += 1;
  }
}

function shown(
  { idle, judge }: BridgeProperty,
  happenings: readonly BridgeHappening[],
  adapter: BridgeAdapter,
): Shown {
  return idle(adapter) === null
    ? judge(seenIn(happenings), adapter)
    : { accepted: 0, refused: 0, isBroken: false };
}

function add(tally: Tally | undefined, { accepted, refused, isBroken }: Shown, of: Sequence): void {
  if (tally === undefined) return;
  tally.accepted += accepted;
  tally.refused += refused;
  const known = tally.broken?.steps.length ?? Number.POSITIVE_INFINITY;
  if (isBroken && of.steps.length < known) tally.broken = of;
}

function verdictOf(
  property: BridgeProperty,
  adapter: BridgeAdapter,
  tally: Tally = { accepted: 0, refused: 0, broken: null },
): BridgeVerdict {
  const { id, says, idle, onlyAccepts } = property;
  const { accepted, refused, broken } = tally;
  const why = idle(adapter);
  const expectation = adapter.expect[id];
  const expected = expectation?.verdict ?? (why === null ? true : "not applicable");
  const common = { id, says, expected, because: expectation?.because ?? "", accepted, refused };
  if (why !== null) return { ...common, valid: "not applicable", note: why };
  if (broken !== null) return { ...common, valid: false, note: "" };
  // What is never taken shows nothing by being refused, and the reverse.
  if (accepted === 0) return { ...common, valid: "unknown", note: "nothing was ever taken" };
  if (refused === 0 && !onlyAccepts && !isLiveness(id))
    return { ...common, valid: "unknown", note: "never put to the test" };
  return { ...common, valid: true, note: "" };
}

const isLiveness = (id: string): boolean => id.startsWith("V");

/** Shortens what broke a property; each candidate is played again and judged by the same one. */
async function shortest(
  property: BridgeProperty,
  { shape, steps }: Sequence,
  adapter: BridgeAdapter,
  open: OpenField,
): Promise<BridgeFailure> {
  const fails = async (candidate: readonly BridgeStep[]) =>
    shown(property, await playBridge(adapter, shape, candidate, open), adapter).isBroken;
  const short = await shrinkBridge(steps, fails, waitsFor(adapter));
  const { id, says } = property;
  return {
    id,
    says,
    shape,
    steps: short,
    happenings: await playBridge(adapter, shape, short, open),
  };
}

function count(sometimes: Record<string, number>, happenings: readonly BridgeHappening[]): void {
  for (const happening of happenings) {
    const { step, outcome } = happening;
    const what =
      isSubmitted(happening) || isReleased(happening)
        ? `${step.do} ${outcome}`
        : outcome === "done"
          ? `${step.do}`
          : `${step.do} ${outcome}`;
    sometimes[what] = (sometimes[what] ?? 0) + 1;
  }
}

/** `differs`: a verdict is not the one that was expected; `unknown`: one could not be given. */
export function bridgeOutcome({ verdicts }: Pick<BridgeTrial, "verdicts">) {
  const differing = verdicts.filter(({ valid, expected }) => valid !== expected);
  if (differing.some(({ valid }) => valid !== "unknown")) return "differs";
  return differing.length > 0 ? "unknown" : "as expected";
}
