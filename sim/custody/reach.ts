import { invariant } from "../core/invariant.ts";
import { type Foothold, validateFootholds } from "./foothold.ts";
import type { Capability, CustodyGraph } from "./graph.ts";
import {
  beginningOfTime,
  covers,
  type Interval,
  lasting,
  unite,
  within,
  without,
} from "./interval.ts";
import { type Rule, rulesOf, type Term } from "./rule.ts";

/** What a step rests on. */
type Premise = {
  readonly node: string;
  readonly capability: Capability;
  /** When it had to hold, seconds since 1970; null: at the moment asked about. */
  readonly at: number | null;
  /** For how many seconds before that it had to hold as well. */
  readonly latency: number;
};

/** A stretch of time during which a capability is held, and the one step that gives it. */
export type Piece = Interval & {
  /** The edges of the step, in order; none for a foothold or an implied capability. */
  readonly via: readonly string[];
  readonly premises: readonly Premise[];
  readonly foothold: Foothold | null;
};

/** When one capability on one node is held. */
export type Fact = {
  readonly node: string;
  readonly capability: Capability;
  /** Disjoint, in the order found: the fewest steps first. */
  readonly pieces: readonly Piece[];
  /** The same time, sorted and merged. */
  readonly when: readonly Interval[];
};

/** Everything that follows from some footholds, over all time. */
export type Reach = {
  readonly graph: CustodyGraph;
  readonly footholds: readonly Foothold[];
  /** By `factKey`; look up only, the order of the keys means nothing. */
  readonly facts: Readonly<Record<string, Fact>>;
};

/**
 * Derives what can be controlled, when, and by which steps.
 *
 * Says what live control gives at each moment. A signature already made, or a change already
 * administered, outlasts the control that made it, and is an event of a run, not of this graph.
 *
 * @param graph One that `validateGraph` accepts.
 * @param footholds What is controlled to begin with.
 * @throws InputError when a foothold is wrong.
 *
 * @example
 * const phished = reach(graph, compromise(graph, "engineer", 100, null, "phished"));
 * canUse(phished, "key:sky-mavis-1", 99); // => false
 * canUse(phished, "key:sky-mavis-1", 100); // => true
 */
export function reach(graph: CustodyGraph, footholds: readonly Foothold[]): Reach {
  validateFootholds(graph, footholds);
  return { graph, footholds, facts: derive(groundsOf(graph), footholds) };
}

/**
 * Tells whether a capability on a node is held.
 *
 * @param at Seconds since 1970.
 */
export const isReached = (
  reached: Reach,
  node: string,
  capability: Capability,
  at: number,
): boolean => covers(reached.facts[factKey(node, capability)]?.when ?? [], at);

/**
 * Tells whether a node can be used: a host commanded, a key made to sign, a role exercised.
 *
 * @param at Seconds since 1970.
 */
export const canUse = (reached: Reach, node: string, at: number): boolean =>
  isReached(reached, node, "use", at);

/** Returns the name under which `Reach.facts` has a fact. */
export const factKey = (node: string, capability: Capability): string => `${capability} ${node}`;

/** What follows from what in a graph, whoever stands where. */
export type Grounds = {
  readonly rules: readonly Rule[];
  /** For each fact, the rules to look at again when it grows. */
  readonly readers: ReadonlyMap<string, readonly number[]>;
  /** When each node's secret is replaced, seconds since 1970. */
  readonly rotations: ReadonlyMap<string, readonly number[]>;
};

const knownGrounds = new WeakMap<CustodyGraph, Grounds>();

/** Returns what every derivation from a graph begins with: worked out once, for a graph never changes. */
export function groundsOf(graph: CustodyGraph): Grounds {
  const grounds = knownGrounds.get(graph) ?? newGroundsOf(graph);
  knownGrounds.set(graph, grounds);
  return grounds;
}

function newGroundsOf(graph: CustodyGraph): Grounds {
  const rules = rulesOf(graph);
  const rotations = new Map(
    graph.nodes.map((node) => [node.id, "rotatedAt" in node ? (node.rotatedAt ?? []) : []]),
  );
  return { rules, rotations, readers: readersOf(rules) };
}

/**
 * Finds the fixed point of the rules, round by round, so that what is found first takes the fewest
 * steps. A piece only ever adds time that was not covered before it, from facts that were: each
 * moment of each fact has one step, and steps never rest on themselves.
 *
 * @param known What was derived from other footholds, which hold as well.
 */
export function derive(
  { rules, readers, rotations }: Grounds,
  footholds: readonly Foothold[],
  known: Reach["facts"] = {},
): Reach["facts"] {
  const facts: Record<string, Fact> = { ...known };
  let waiting = new Set<number>();

  const add = (node: string, capability: Capability, found: readonly Piece[]): void => {
    const key = factKey(node, capability);
    const { pieces, when } = facts[key] ?? { pieces: [], when: [] };
    const fresh = found.flatMap((piece) =>
      without(piece, when).map((interval) => ({ ...piece, ...interval })),
    );
    if (fresh.length === 0) return;
    facts[key] = {
      node,
      capability,
      pieces: [...pieces, ...fresh],
      when: unite([...when, ...fresh]),
    };
    for (const reader of readers.get(key) ?? []) waiting.add(reader);
  };
  const keep = (node: string, capability: Capability, pieces: readonly Piece[]) =>
    capability === "extract" ? untilRotated(pieces, rotations.get(node) ?? []) : pieces;

  for (const foothold of footholds) {
    const { node, at, until, capability = "use" } = foothold;
    const piece = { from: at, until, via: [], premises: [], foothold };
    add(node, capability, keep(node, capability, [piece]));
  }
  while (waiting.size > 0) {
    const round = [...waiting].sort((one, other) => one - other);
    waiting = new Set();
    const found = round.map((index) => {
      const rule = rules[index];
      invariant(rule !== undefined, "A rule that waits is one of the rules.");
      return { rule, pieces: piecesOf(rule, facts) };
    });
    for (const { rule, pieces } of found) {
      add(rule.node, rule.capability, keep(rule.node, rule.capability, pieces));
    }
  }
  return facts;
}

/** Returns when the terms of a rule together weigh enough, and which of them make it up. */
function piecesOf(rule: Rule, facts: Readonly<Record<string, Fact>>): readonly Piece[] {
  const terms = rule.terms
    .map((term) => ({ term, when: timesOf(term, facts) }))
    .filter(({ when }) => when.length > 0)
    .sort((one, other) => other.term.weight - one.term.weight);
  const bounds = terms.flatMap(({ when }) => when.flatMap(({ from, until }) => [from, until]));
  const moments = [...new Set(bounds.filter((bound) => bound !== null))].sort(
    (one, other) => one - other,
  );
  return moments.flatMap((from, index) => {
    const holding = terms.filter(({ when }) => covers(when, from)).map(({ term }) => term);
    const enough = heaviestEnough(holding, rule.threshold);
    if (enough === null) return [];
    const via = [...new Set(enough.map(({ edge }) => edge).filter((edge) => edge !== null))];
    const premises = enough.map(({ node, capability, latency }) => ({
      node,
      capability,
      at: null,
      latency,
    }));
    return [{ from, until: moments[index + 1] ?? null, via, premises, foothold: null }];
  });
}

/**
 * Returns the first terms that weigh enough, none of which can be spared; null if all are too few.
 *
 * @param terms The heaviest first: that is why none can be spared.
 */
function heaviestEnough(terms: readonly Term[], threshold: number): readonly Term[] | null {
  let weight = 0;
  for (const [index, term] of terms.entries()) {
    weight += term.weight;
    if (weight >= threshold) return terms.slice(0, index + 1);
  }
  return null;
}

const timesOf = (term: Term, facts: Readonly<Record<string, Fact>>): readonly Interval[] => {
  const fact = facts[factKey(term.node, term.capability)];
  return fact === undefined ? [] : within(lasting(fact.when, term.latency), term.window);
};

/** Stretches what was extracted from the first moment of it to the next rotation, or for good. */
function untilRotated(pieces: readonly Piece[], rotatedAt: readonly number[]): readonly Piece[] {
  const bounds = [beginningOfTime, ...rotatedAt.toSorted((one, other) => one - other)];
  return bounds.flatMap((start, index) => {
    const epoch = { from: start, until: bounds[index + 1] ?? null };
    const [first] = pieces
      .flatMap((piece) => within([piece], epoch).map(({ from }) => ({ piece, from })))
      .sort((one, other) => one.from - other.from);
    if (first === undefined) return [];
    const { piece, from } = first;
    const premises = piece.premises.map((premise) => ({ ...premise, at: premise.at ?? from }));
    return [{ ...piece, from, until: epoch.until, premises }];
  });
}

/** Returns, for each fact, the rules to look at again when it grows. */
function readersOf(rules: readonly Rule[]): ReadonlyMap<string, readonly number[]> {
  const readers = new Map<string, number[]>();
  for (const [index, rule] of rules.entries()) {
    for (const { node, capability } of rule.terms) {
      const key = factKey(node, capability);
      readers.set(key, [...(readers.get(key) ?? []), index]);
    }
  }
  return readers;
}
