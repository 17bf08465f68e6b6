import type { Foothold } from "../../sim/custody/foothold.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode } from "../../sim/custody/graph.ts";

type Written<Kind extends CustodyEdge["kind"]> = Omit<
  Extract<CustodyEdge, { kind: Kind }>,
  "id" | "kind" | "from" | "to" | "since" | "until" | "source" | "certainty"
> &
  Partial<Pick<CustodyEdge, "since" | "until" | "certainty" | "source">>;

/** Builds an edge that always holds; its id is `from-kind-to`, without the kinds of the nodes. */
export function edge<Kind extends CustodyEdge["kind"]>(
  from: string,
  kind: Kind,
  to: string,
  ...[attributes]: Record<never, never> extends Written<Kind>
    ? [attributes?: Written<Kind>]
    : [attributes: Written<Kind>]
): CustodyEdge {
  return {
    id: `${nameOf(from)}-${kind.toLowerCase()}-${nameOf(to)}`,
    kind,
    from,
    to,
    since: null,
    until: null,
    source: "a test",
    certainty: "assumed",
    ...attributes,
  } as CustodyEdge;
}

/** Builds a graph of edges and the nodes they name, and of those given, which may say more. */
export function graphOf(
  edges: readonly CustodyEdge[],
  nodes: readonly CustodyNode[] = [],
): CustodyGraph {
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const named of edges.flatMap((one) => [one.from, one.to, ...credentialsOf(one)])) {
    if (!known.has(named)) known.set(named, nodeOf(named));
  }
  return { nodes: [...known.values()], edges };
}

/** Builds a node from its id; a quorum needs one signature. */
export const nodeOf = (id: string, attributes: object = {}): CustodyNode => {
  const kind = id.slice(0, id.indexOf(":"));
  const threshold = kind === "quorum" ? { threshold: 1 } : {};
  return { id, kind, label: nameOf(id), ...threshold, ...attributes } as CustodyNode;
};

/** Builds a foothold that stands in [at, until). */
export const foothold = (
  node: string,
  at = 0,
  until: number | null = null,
  capability: Foothold["capability"] = "use",
): Foothold => ({ node, at, until, how: "a test", capability });

const nameOf = (id: string): string => id.slice(id.indexOf(":") + 1);

const credentialsOf = (one: CustodyEdge): readonly string[] =>
  ["needs", "secondFactor", "sealedBy"].flatMap((name) =>
    name in one ? [String(one[name as keyof CustodyEdge])] : [],
  );
