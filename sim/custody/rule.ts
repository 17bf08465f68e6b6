import { invariant } from "../core/invariant.ts";
import type { Capability, CustodyEdge, CustodyGraph, CustodyNode } from "./graph.ts";
import { beginningOfTime, earlierEnd, type Interval } from "./interval.ts";

/** One thing a rule asks for: a capability on a node, held for `latency` seconds by then. */
export type Term = {
  readonly node: string;
  readonly capability: Capability;
  /** The edge the term goes through; null for what one capability implies of another. */
  readonly edge: string | null;
  /** When the edge holds. */
  readonly window: Interval;
  readonly latency: number;
  readonly weight: number;
};

/**
 * Gives a capability on a node while terms of enough weight hold at once. One term of one is an
 * edge, n of n is "and", m of n is a quorum, and two rules for one node are "or".
 */
export type Rule = {
  readonly node: string;
  readonly capability: Capability;
  readonly terms: readonly Term[];
  readonly threshold: number;
};

/**
 * Turns a graph that `validateGraph` accepts into rules, in the order of its nodes and edges.
 *
 * - operates: use of the person, and of the credential if one is needed, gives use.
 * - runsOn: use of what something runs on gives use of it.
 * - opens: use of the credentials gives use of what answers anyone, or of what a host in use reaches;
 *   a `reaches` edge by itself gives nothing.
 * - holds: use of the holder, and of the credential that seals, gives the edge's mode.
 * - maySignFor: use of the service gives use of the key until the delegation is revoked.
 * - combines: enough shares in use give use of the key, enough extracted give extract.
 * - recovers: use of the credential or person gives extract of the key.
 * - memberOf: keys in use of enough weight give use of the quorum.
 * - authorizes, administers: use of the one gives use of the other.
 * - belongsTo: nothing.
 */
export function rulesOf(graph: CustodyGraph): readonly Rule[] {
  const implied = graph.nodes.flatMap((node) => [
    implies(node.id, "extract", "use"),
    implies(node.id, "use", "see"),
  ]);
  return [
    ...implied,
    ...graph.edges.flatMap((edge) => rulesOfEdge(graph, edge)),
    ...graph.nodes.flatMap((node) => rulesOfMembers(graph, node)),
  ];
}

/** Returns when an edge holds: from `since` until `until` or, if earlier, its revocation. */
export const windowOf = (edge: CustodyEdge): Interval => ({
  from: edge.since ?? beginningOfTime,
  until: edge.kind === "maySignFor" ? earlierEnd(edge.until, edge.revokedAt ?? null) : edge.until,
});

function rulesOfEdge(graph: CustodyGraph, edge: CustodyEdge): readonly Rule[] {
  const use = (node: string): Term => term(edge, node, "use");
  switch (edge.kind) {
    case "belongsTo":
    case "reaches":
    case "combines":
    case "memberOf":
      return []; // counted, or read together with other edges
    case "operates":
      return [all(edge.to, "use", [edge.from, edge.needs].filter(isGiven).map(use))];
    case "runsOn":
      return [all(edge.from, "use", [use(edge.to)])];
    case "opens": {
      const keys = [edge.from, edge.secondFactor].filter(isGiven).map(use);
      return waysTo(graph, edge.to).map((way) => all(edge.to, "use", [...way, ...keys]));
    }
    case "holds":
      return [all(edge.to, edge.mode, [edge.from, edge.sealedBy].filter(isGiven).map(use))];
    case "recovers":
      return [all(edge.to, "extract", [use(edge.from)])];
    case "maySignFor":
    case "authorizes":
    case "administers":
      return [all(edge.to, "use", [use(edge.from)])];
    default:
      invariant(false, `No rule derives what follows from an edge of kind "${edge.kind}".`);
  }
}

/** Returns, for each way to try a credential on a node, the terms it takes: none if it is public. */
function waysTo(graph: CustodyGraph, id: string): readonly (readonly Term[])[] {
  const target = graph.nodes.find((node) => node.id === id);
  if (target !== undefined && "isPublic" in target && target.isPublic) return [[]];
  return graph.edges
    .filter((edge) => edge.kind === "reaches" && edge.to === id)
    .map((edge) => [term(edge, edge.from, "use")]);
}

/** Returns the rules in which the edges into a node count together. */
function rulesOfMembers(graph: CustodyGraph, node: CustodyNode): readonly Rule[] {
  if (node.kind === "quorum") {
    const terms = graph.edges.flatMap((edge) =>
      edge.kind === "memberOf" && edge.to === node.id
        ? [{ ...term(edge, edge.from, "use"), weight: edge.weight }]
        : [],
    );
    return [{ node: node.id, capability: "use", terms, threshold: node.threshold }];
  }
  const shares = graph.edges.filter((edge) => edge.kind === "combines" && edge.to === node.id);
  const threshold = shares[0]?.kind === "combines" ? shares[0].threshold : 0;
  if (threshold === 0) return [];
  return (["use", "extract"] as const).map((capability) => ({
    node: node.id,
    capability,
    terms: shares.map((edge) => term(edge, edge.from, capability)),
    threshold,
  }));
}

const term = (edge: CustodyEdge, node: string, capability: Capability): Term => ({
  node,
  capability,
  edge: edge.id,
  window: windowOf(edge),
  latency: edge.latency ?? 0,
  weight: 1,
});

const all = (node: string, capability: Capability, terms: readonly Term[]): Rule => ({
  node,
  capability,
  terms,
  threshold: terms.length,
});

const implies = (node: string, premise: Capability, conclusion: Capability): Rule => {
  const window = { from: beginningOfTime, until: null };
  const only = { node, capability: premise, edge: null, window, latency: 0, weight: 1 };
  return all(node, conclusion, [only]);
};

const isGiven = (id: string | undefined): id is string => id !== undefined;
