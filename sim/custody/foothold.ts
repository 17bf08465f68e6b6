import { InputError } from "../core/errors.ts";
import type { Capability, CustodyGraph, CustodyNode, NodeKind } from "./graph.ts";
import { type Interval, isWithin, within } from "./interval.ts";
import { nodeNamed } from "./lookup.ts";
import { windowOf } from "./rule.ts";

/** Something an attacker (or anyone) controls to begin with. */
export type Foothold = {
  readonly node: string;
  /** First second of it, since 1970. */
  readonly at: number;
  /** First second after it: the eviction, the rebuilt host; null: never evicted. */
  readonly until: number | null;
  /** How it came about, as a person reads it. */
  readonly how: string;
  /** `use` when left out; `extract`, for keys, shares and credentials, outlasts `until`. */
  readonly capability?: Capability;
};

/**
 * Returns the footholds that compromising a node means: one on the node itself, or, for an
 * organization, one on everything that belongs to it, directly or through another organization, for
 * as long as it does.
 *
 * @param name The node's id, or its last part where that is unambiguous.
 * @param at First second, since 1970.
 * @param until First second after it; null: for good.
 * @param how How it came about, as a person reads it.
 * @throws InputError when the node is unknown or cannot be compromised (a quorum, a role).
 *
 * @example
 * compromise(graph, "engineer", 0, null, "phished");
 * // => [{ node: "person:engineer", at: 0, until: null, how: "phished" }]
 */
export function compromise(
  graph: CustodyGraph,
  name: string,
  at: number,
  until: number | null,
  how: string,
): readonly Foothold[] {
  const footholds = controlledBy(graph, nodeNamed(graph, name), { from: at, until }).map(
    ({ id, from, until }) => ({ node: id, at: from, until, how }),
  );
  validateFootholds(graph, footholds);
  return footholds;
}

/**
 * Returns the footholds after an eviction (a rebuilt host, a person who is no longer fooled): those
 * on the node that stand at `at` end there; later ones stay. What was extracted stays extracted.
 *
 * @param at First second without the foothold, since 1970.
 */
export const evict = (
  footholds: readonly Foothold[],
  node: string,
  at: number,
): readonly Foothold[] =>
  footholds.map((foothold) =>
    foothold.node === node && isWithin({ from: foothold.at + 1, until: foothold.until }, at)
      ? { ...foothold, until: at }
      : foothold,
  );

/**
 * Refuses footholds from which nothing, or something no rule derives, would follow.
 *
 * @throws InputError for the first that is wrong, naming the node and the value.
 */
export function validateFootholds(graph: CustodyGraph, footholds: readonly Foothold[]): void {
  for (const { node: id, at, until, capability = "use" } of footholds) {
    const node = graph.nodes.find((candidate) => candidate.id === id);
    const place = `The foothold on "${id}"`;
    if (node === undefined) throw new InputError(`${place} is on no node of the custody graph.`);
    if (isBeyondCompromise(node.kind)) {
      throw new InputError(
        `${place} is on a node of kind "${node.kind}", which nobody breaks into.`,
      );
    }
    if (!isTime(at) || (until !== null && !isTime(until))) {
      throw new InputError(`${place} begins at ${at} and ends at ${until}, not at whole seconds.`);
    }
    if (until !== null && until <= at) {
      throw new InputError(`${place} ends at ${until}, no later than it begins, at ${at}.`);
    }
    if (capability !== "use" && capability !== "extract") {
      throw new InputError(`${place} gives "${capability}", from which no rule derives anything.`);
    }
    if (capability === "extract" && !isSecret(node.kind)) {
      throw new InputError(`${place} gives "extract", but a ${node.kind} cannot be copied away.`);
    }
  }
}

/**
 * Returns what is controlled during `window` with a node: itself, or, with an organization, all that
 * belongs to it, each while it does.
 *
 * @param outer Organizations it was reached through, so that a circle of them ends.
 */
export function controlledBy(
  graph: CustodyGraph,
  node: CustodyNode,
  window: Interval,
  outer: readonly string[] = [],
): readonly (Interval & { readonly id: string })[] {
  if (outer.includes(node.id)) return [];
  if (node.kind !== "organization") {
    // what an organization runs by vote is not broken into with it
    const isApart = outer.length > 0 && isBeyondCompromise(node.kind);
    return isApart ? [] : [{ id: node.id, ...window }];
  }
  return graph.nodes.flatMap((member) =>
    graph.edges
      .filter(({ kind, from, to }) => kind === "belongsTo" && from === member.id && to === node.id)
      .flatMap((edge) => within([windowOf(edge)], window))
      .flatMap((during) => controlledBy(graph, member, during, [...outer, node.id])),
  );
}

const isSecret = (kind: NodeKind): boolean =>
  kind === "key" || kind === "share" || kind === "credential";

const isBeyondCompromise = (kind: NodeKind): boolean =>
  kind === "organization" || kind === "quorum" || kind === "role";

const isTime = (seconds: number): boolean => Number.isSafeInteger(seconds) && seconds >= 0;
