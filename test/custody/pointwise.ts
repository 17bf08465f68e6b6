import type { Foothold } from "../../sim/custody/foothold.ts";
import type { Capability, CustodyEdge, CustodyGraph } from "../../sim/custody/graph.ts";

/** What is held at each second from 0 on: `capability node`. */
export type Seconds = readonly ReadonlySet<string>[];

/**
 * The second opinion on reach: goes through time second by second, and at each second applies every
 * edge until nothing is new. Slow, without intervals, and without the rules of `sim/custody`.
 *
 * @param end Last second to look at.
 */
export function pointwise(
  graph: CustodyGraph,
  footholds: readonly Foothold[],
  end: number,
): Seconds {
  const past: Set<string>[] = [];
  for (let second = 0; second <= end; second++) {
    const now = new Set<string>();
    past.push(now);
    for (const { node, at, until, capability = "use" } of footholds) {
      if (at <= second && (until === null || second < until)) now.add(`${capability} ${node}`);
    }
    for (const node of graph.nodes) {
      const rotated = "rotatedAt" in node && node.rotatedAt?.includes(second);
      const before = past[second - 1]?.has(`extract ${node.id}`);
      if (before && !rotated) now.add(`extract ${node.id}`);
    }
    for (let size = -1; size !== now.size; ) {
      size = now.size;
      apply(graph, past, second);
    }
  }
  return past;
}

function apply(graph: CustodyGraph, past: readonly Set<string>[], second: number): void {
  const now = past[second] ?? new Set();
  const give = (capability: Capability, node: string) => now.add(`${capability} ${node}`);
  const has = (edge: CustodyEdge, node: string | undefined, capability: Capability = "use") => {
    if (node === undefined) return true;
    for (let ago = 0; ago <= (edge.latency ?? 0); ago++) {
      if (!past[second - ago]?.has(`${capability} ${node}`)) return false;
    }
    return isOpen(edge, second);
  };
  for (const { id } of graph.nodes) {
    if (now.has(`extract ${id}`)) give("use", id);
    if (now.has(`use ${id}`)) give("see", id);
  }
  for (const edge of graph.edges) {
    const { from, to } = edge;
    if (edge.kind === "operates" && has(edge, from) && has(edge, edge.needs)) give("use", to);
    if (edge.kind === "runsOn" && has(edge, to)) give("use", from);
    if (edge.kind === "opens" && has(edge, from) && has(edge, edge.secondFactor)) {
      const target = graph.nodes.find(({ id }) => id === to);
      const isPublic = target !== undefined && "isPublic" in target && target.isPublic;
      const tried = graph.edges.some(
        (way) => way.kind === "reaches" && way.to === to && has(way, way.from),
      );
      if (isPublic || tried) give("use", to);
    }
    if (edge.kind === "holds" && has(edge, from) && has(edge, edge.sealedBy)) give(edge.mode, to);
    if (edge.kind === "recovers" && has(edge, from)) give("extract", to);
    if (edge.kind === "maySignFor" && has(edge, from)) give("use", to);
    if (edge.kind === "authorizes" && has(edge, from)) give("use", to);
    if (edge.kind === "administers" && has(edge, from)) give("use", to);
  }
  for (const node of graph.nodes) {
    let weight = 0;
    for (const edge of graph.edges) {
      if (edge.kind === "memberOf" && edge.to === node.id && has(edge, edge.from)) {
        weight += edge.weight;
      }
    }
    if (node.kind === "quorum" && weight >= node.threshold) give("use", node.id);
    for (const capability of ["use", "extract"] as const) {
      const shares = graph.edges.filter((edge) => edge.kind === "combines" && edge.to === node.id);
      const held = shares.filter((edge) => has(edge, edge.from, capability));
      const [first] = held;
      if (first?.kind === "combines" && held.length >= first.threshold) give(capability, node.id);
    }
  }
}

function isOpen(edge: CustodyEdge, second: number): boolean {
  const revoked = edge.kind === "maySignFor" && (edge.revokedAt ?? Number.POSITIVE_INFINITY);
  if (revoked !== false && second >= revoked) return false;
  return (edge.since ?? 0) <= second && (edge.until === null || second < edge.until);
}
