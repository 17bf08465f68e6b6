import type { Foothold } from "./foothold.ts";
import type { Capability } from "./graph.ts";
import { type Interval, isWithin, within } from "./interval.ts";
import { factKey, type Piece, type Reach } from "./reach.ts";

/** One step of a derivation: a foothold, or edges that lead from earlier steps to this node. */
export type PathStep = {
  readonly node: string;
  readonly capability: Capability;
  /** The last moment at which the derivation needs it, seconds since 1970. */
  readonly at: number;
  /** Edges of the step, in order: one, or more where a rule asks for more; none for a foothold. */
  readonly via: readonly string[];
  readonly foothold: Foothold | null;
};

/** A node that is controlled, since when without a break, and how. */
export type Reached = {
  readonly node: string;
  /** The strongest of `see`, `use` and `extract`. */
  readonly capability: Capability;
  /** Seconds since 1970. */
  readonly since: number;
  readonly path: readonly PathStep[];
};

/**
 * Returns the steps by which a capability on a node is held, each after those it rests on; the last
 * one gives it. Steps by which one capability implies another are left out.
 *
 * @param at Seconds since 1970.
 * @returns null when it is not held at that moment.
 *
 * @example
 * pathTo(phished, "host:engineer-laptop", "use", 100)?.flatMap(({ via }) => via);
 * // => ["engineer-operates-laptop"]
 */
export function pathTo(
  reached: Reach,
  node: string,
  capability: Capability,
  at: number,
): readonly PathStep[] | null {
  const last = pieceAt(reached, node, capability, at);
  if (last === null) return null;
  const needs: Needs = { steps: new Map(), looked: new Map() };
  collectNeeds(reached, needs, node, capability, { from: at, until: at + 1 });
  const path: PathStep[] = [];
  const visited = new Set<Piece>();
  const visit = (piece: Piece): void => {
    const need = needs.steps.get(piece);
    if (need === undefined || visited.has(piece)) return;
    visited.add(piece);
    for (const premise of need.premises) visit(premise);
    const { via, foothold } = piece;
    if (via.length > 0 || foothold !== null) path.push({ ...need.step, via, foothold });
  };
  visit(last);
  return path;
}

/** Returns the ids of a path's edges, in order and each once. */
export const edgesOf = (path: readonly PathStep[]): readonly string[] => [
  ...new Set(path.flatMap(({ via }) => via)),
];

/**
 * Returns every node that is controlled at a moment, with the strongest capability on it: first what
 * fell first, then what takes fewer steps, then in the order of the graph.
 *
 * @param at Seconds since 1970.
 */
export function reachedAt(reached: Reach, at: number): readonly Reached[] {
  return reached.graph.nodes
    .flatMap(({ id }): readonly Reached[] => {
      for (const capability of ["extract", "use", "see"] as const) {
        const when = reached.facts[factKey(id, capability)]?.when ?? [];
        const stretch = when.find((interval) => isWithin(interval, at));
        const path = pathTo(reached, id, capability, at);
        if (stretch === undefined || path === null) continue;
        return [{ node: id, capability, since: stretch.from, path }];
      }
      return [];
    })
    .sort((one, other) => one.since - other.since || one.path.length - other.path.length);
}

/** Returns the stretch that covers a moment; null when the capability is not held then. */
export const pieceAt = (
  reached: Reach,
  node: string,
  capability: Capability,
  at: number,
): Piece | null =>
  reached.facts[factKey(node, capability)]?.pieces.find((piece) => isWithin(piece, at)) ?? null;

type Needs = {
  readonly steps: Map<
    Piece,
    {
      readonly step: Pick<PathStep, "node" | "capability" | "at">;
      readonly premises: ReadonlySet<Piece>;
    }
  >;
  /** What was looked up before, so that no question is followed twice. */
  readonly looked: Map<string, readonly Piece[]>;
};

/**
 * Adds the pieces that cover a capability during some seconds, and all that they rest on in turn. One
 * piece may be needed at several times, and rest on something else at each.
 *
 * @returns The pieces that cover the seconds.
 */
function collectNeeds(
  reached: Reach,
  needs: Needs,
  node: string,
  capability: Capability,
  seconds: Interval,
): readonly Piece[] {
  const question = `${factKey(node, capability)} ${seconds.from} ${seconds.until}`;
  const known = needs.looked.get(question);
  if (known !== undefined) return known;
  const covering = (reached.facts[factKey(node, capability)]?.pieces ?? []).filter((piece) => {
    const [needed] = within([piece], seconds);
    if (needed === undefined) return false;
    const premises = piece.premises.flatMap((premise) => {
      const { from, until } =
        premise.at === null ? needed : { from: premise.at, until: premise.at + 1 };
      const during = { from: from - premise.latency, until };
      return collectNeeds(reached, needs, premise.node, premise.capability, during);
    });
    const before = needs.steps.get(piece);
    const at = Math.max((needed.until ?? needed.from + 1) - 1, before?.step.at ?? 0);
    needs.steps.set(piece, {
      step: { node, capability, at },
      premises: new Set([...(before?.premises ?? []), ...premises]),
    });
    return true;
  });
  needs.looked.set(question, covering);
  return covering;
}
