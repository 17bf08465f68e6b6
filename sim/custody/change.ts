import { InputError } from "../core/errors.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode } from "./graph.ts";
import { earlierEnd } from "./interval.ts";
import { edgeNamed, nodeNamed } from "./lookup.ts";

/**
 * Returns the graph without an edge.
 *
 * @throws InputError when there is no such edge.
 */
export function removeEdge(graph: CustodyGraph, id: string): CustodyGraph {
  const gone = edgeNamed(graph, id);
  return { nodes: graph.nodes, edges: graph.edges.filter((edge) => edge !== gone) };
}

/** An edge of which nobody need say who says so, and since when it holds. */
type Drawn<Edge> = Edge extends CustodyEdge
  ? Omit<Edge, Untold> & { readonly [Key in Untold]?: Edge[Key] }
  : never;
type Untold = "source" | "certainty" | "since" | "until";

/**
 * Returns the graph with another edge, which holds always and is assumed unless it says otherwise.
 *
 * @throws InputError when there is an edge of that id already.
 *
 * @example
 * addEdge(graph, { id: "vpn", kind: "reaches", from: "host:laptop", to: "host:signer" });
 */
export function addEdge(graph: CustodyGraph, edge: Drawn<CustodyEdge>): CustodyGraph {
  if (graph.edges.some(({ id }) => id === edge.id))
    throw new InputError(`The custody graph has an edge "${edge.id}" already.`);
  const untold = { source: "No source: assumed", certainty: "assumed", since: null, until: null };
  return { nodes: graph.nodes, edges: [...graph.edges, { ...untold, ...edge } as CustodyEdge] };
}

/**
 * Returns the graph in which a delegation is revoked.
 *
 * @param at First second at which it is no longer honored, since 1970.
 * @throws InputError when there is no such edge, or it is no delegation.
 */
export function revokeDelegation(graph: CustodyGraph, id: string, at: number): CustodyGraph {
  const edge = edgeNamed(graph, id);
  if (edge.kind !== "maySignFor") {
    throw new InputError(`Edge "${id}" is of kind "${edge.kind}"; only a delegation is revoked.`);
  }
  return replaceEdge(graph, edge, { ...edge, revokedAt: at });
}

/**
 * Returns the graph in which a key, a share or a credential is rotated: what was extracted before is
 * worthless from then on, and whoever still has a hold on it extracts the new one at once.
 *
 * @param name The node's id, or its last part where that is unambiguous.
 * @param at Seconds since 1970.
 * @throws InputError when there is no such node, or nothing on it to rotate.
 */
export function rotate(graph: CustodyGraph, name: string, at: number): CustodyGraph {
  const node = nodeNamed(graph, name);
  if (node.kind !== "key" && node.kind !== "share" && node.kind !== "credential") {
    throw new InputError(`"${node.id}" is a ${node.kind}, which has nothing to rotate.`);
  }
  return replaceNode(graph, node, { ...node, rotatedAt: [...(node.rotatedAt ?? []), at] });
}

/**
 * Returns the graph in which a quorum needs another weight of signatures.
 *
 * @param name The quorum's id, or its last part where that is unambiguous.
 * @throws InputError when there is no such node, or it is no quorum.
 */
export function withThreshold(graph: CustodyGraph, name: string, threshold: number): CustodyGraph {
  const node = nodeNamed(graph, name);
  if (node.kind !== "quorum") {
    throw new InputError(`"${node.id}" is a ${node.kind}; only a quorum has a threshold.`);
  }
  return replaceNode(graph, node, { ...node, threshold });
}

/**
 * Returns the graph in which a host or a service is shut down: every edge from it and to it ends, so
 * that whoever had the use of a key through it has it no longer. Copies of the key stay.
 *
 * @param name The node's id, or its last part where that is unambiguous.
 * @param at First second at which nothing passes, since 1970.
 * @throws InputError when there is no such node, or it is no machine.
 */
export function shutDown(graph: CustodyGraph, name: string, at: number): CustodyGraph {
  const { id, kind } = nodeNamed(graph, name);
  if (kind !== "host" && kind !== "service")
    throw new InputError(`"${id}" is a ${kind}; only a host or a service is shut down.`);
  const isOfIt = (edge: CustodyEdge) => edge.from === id || edge.to === id;
  return {
    nodes: graph.nodes,
    edges: graph.edges.flatMap((edge) => {
      if (!isOfIt(edge)) return [edge];
      const isLater = edge.since !== null && edge.since >= at;
      return isLater || at === 0 ? [] : [{ ...edge, until: earlierEnd(edge.until, at) }];
    }),
  };
}

const replaceEdge = (graph: CustodyGraph, old: CustodyEdge, now: CustodyEdge): CustodyGraph => ({
  nodes: graph.nodes,
  edges: graph.edges.map((edge) => (edge === old ? now : edge)),
});

const replaceNode = (graph: CustodyGraph, old: CustodyNode, now: CustodyNode): CustodyGraph => ({
  nodes: graph.nodes.map((node) => (node === old ? now : node)),
  edges: graph.edges,
});
