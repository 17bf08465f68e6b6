import { InputError } from "../core/errors.ts";
import { controlledBy, type Foothold } from "./foothold.ts";
import type { CustodyGraph, CustodyNode } from "./graph.ts";
import { beginningOfTime, covers, isWithin } from "./interval.ts";
import { nodeNamed } from "./lookup.ts";
import { derive, factKey, groundsOf, type Reach } from "./reach.ts";
import { type Rule, windowOf } from "./rule.ts";
import { membersAt } from "./signing.ts";

/** What independence is counted in. */
export type CountedKind = "person" | "host" | "organization";

/** Which and how many must fall together before a role does. */
export type Cuts = {
  readonly role: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly by: CountedKind;
  /** The fewest keys that the contract asks for, of how many; null: nothing gives the role. */
  readonly nominal: { readonly keys: number; readonly of: number } | null;
  /** Size of the smallest cut; null: no set of that kind reaches the role. */
  readonly effective: number | null;
  /** Node ids, the smallest cuts first; no cut contains another. */
  readonly cuts: readonly (readonly string[])[];
};

/** More candidates than this, of those that matter to the role, are refused: sets double with each. */
const candidatesMax = 20;

/**
 * Finds all minimal sets of people, hosts or organizations whose compromise from the beginning of
 * time reaches a role at a moment. An organization is everything that belongs to it.
 *
 * @param graph One that `validateGraph` accepts.
 * @param role The role's id, or its last part where that is unambiguous.
 * @param at Seconds since 1970.
 * @throws InputError when there is no such role, or more than 20 candidates matter to it.
 *
 * @example
 * const { nominal, effective } = minimalCuts(graph, "pay", at, "person");
 * `nominal ${nominal.keys} of ${nominal.of}, effective ${effective} person`;
 * // => "nominal 5 of 9, effective 1 person"
 */
export function minimalCuts(graph: CustodyGraph, role: string, at: number, by: CountedKind): Cuts {
  const node = nodeNamed(graph, role);
  if (node.kind !== "role") {
    throw new InputError(`"${node.id}" is a ${node.kind}; cuts are counted for a role.`);
  }
  const grounds = groundsOf(graph);
  const candidates = candidatesFor(graph, grounds.rules, node.id, by);
  if (candidates.length > candidatesMax) {
    throw new InputError(
      `The cuts of "${node.id}" by ${by} would be sought among ${candidates.length} nodes, more than ${candidatesMax}.`,
    );
  }
  const footholds = candidates.map((one) => fallen(graph, one));
  const cuts = minimalSets<Reach["facts"]>(candidates.length, derive(grounds, []), {
    add: (facts, candidate) => derive(grounds, footholds[candidate] ?? [], facts),
    isEnough: (facts) => covers(facts[factKey(node.id, "use")]?.when ?? [], at),
  }).map((cut) => cut.flatMap((index) => candidates[index]?.id ?? []));
  const effective = cuts[0]?.length ?? null;
  return { role: node.id, at, by, nominal: nominalOf(graph, node.id, at), effective, cuts };
}

/**
 * Returns all minimal sets of so many candidates that are enough, the smallest first. A set that is
 * enough stays so when it grows.
 *
 * @param none What nobody's fall gives; `add` gives what one more adds to it.
 */
function minimalSets<State>(
  count: number,
  none: State,
  {
    add,
    isEnough,
  }: {
    readonly add: (state: State, candidate: number) => State;
    readonly isEnough: (state: State) => boolean;
  },
): readonly (readonly number[])[] {
  const enough: (readonly number[])[] = [];
  const grow = (chosen: readonly number[], state: State): void => {
    if (isEnough(state)) {
      enough.push(chosen);
      return;
    }
    for (let next = (chosen.at(-1) ?? -1) + 1; next < count; next++)
      grow([...chosen, next], add(state, next));
  };
  grow([], none);
  const minimal: (readonly number[])[] = [];
  for (const set of enough.toSorted((one, other) => one.length - other.length))
    if (!minimal.some((smaller) => smaller.every((one) => set.includes(one)))) minimal.push(set);
  return minimal;
}

/** Returns the nodes of a kind from which, alone or with others, anything leads to the role. */
function candidatesFor(
  graph: CustodyGraph,
  rules: readonly Rule[],
  role: string,
  by: CountedKind,
): readonly CustodyNode[] {
  const leading = new Set([role]);
  for (let before = 0; before !== leading.size; ) {
    before = leading.size;
    for (const rule of rules) {
      if (leading.has(rule.node)) for (const { node } of rule.terms) leading.add(node);
    }
  }
  return graph.nodes.filter(
    (one) => one.kind === by && fallen(graph, one).some(({ node }) => leading.has(node)),
  );
}

/** Returns the fewest keys that the least demanding quorum or key behind a role asks for. */
function nominalOf(graph: CustodyGraph, role: string, at: number): Cuts["nominal"] {
  const demands = graph.edges
    .filter(
      (edge) => edge.kind === "authorizes" && edge.to === role && isWithin(windowOf(edge), at),
    )
    .flatMap(({ from }) => {
      const node = graph.nodes.find(({ id }) => id === from);
      if (node?.kind !== "quorum") return [{ keys: 1, of: 1 }];
      const weights = membersAt(graph, from, at).map(({ weight }) => weight);
      const keys = fewestKeys(weights, node.threshold);
      return keys === null ? [] : [{ keys, of: weights.length }];
    });
  return demands.sort((one, other) => one.keys - other.keys)[0] ?? null;
}

function fewestKeys(weights: readonly number[], threshold: number): number | null {
  let weight = 0;
  for (const [index, next] of weights.toSorted((one, other) => other - one).entries()) {
    weight += next;
    if (weight >= threshold) return index + 1;
  }
  return null;
}

const fallen = (graph: CustodyGraph, node: CustodyNode): readonly Foothold[] =>
  controlledBy(graph, node, { from: beginningOfTime, until: null }).map(({ id, from, until }) => ({
    node: id,
    at: from,
    until,
    how: "compromised from the beginning",
  }));
