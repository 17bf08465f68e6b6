import { InputError } from "../core/errors.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode, EdgeKind, NodeKind } from "./graph.ts";
import { within } from "./interval.ts";
import { windowOf } from "./rule.ts";

/**
 * Refuses a graph that contradicts itself, or whose meaning no rule derives: nothing that somebody
 * drew is silently left out of what is reached.
 *
 * @throws InputError for the first thing that is wrong, naming the value and the place.
 *
 * @example
 * validateGraph({ nodes: [], edges: [{ ...edge, to: "key:nobody" }] });
 * // throws: Edge "delegation" goes from "service:rpc", which is no node of the custody graph.
 */
export function validateGraph(graph: CustodyGraph): void {
  const nodes = new Map<string, CustodyNode>();
  for (const node of graph.nodes) {
    validateNode(node);
    if (nodes.has(node.id)) throw new InputError(`Two nodes have the id "${node.id}".`);
    nodes.set(node.id, node);
  }
  const edges = new Set<string>();
  for (const edge of graph.edges) {
    if (edges.has(edge.id)) throw new InputError(`Two edges have the id "${edge.id}".`);
    edges.add(edge.id);
    validateEdge(nodes, edge);
  }
  validateCounts(graph);
}

function validateNode(node: CustodyNode): void {
  const place = `Node "${node.id}"`;
  const attributes = nodeAttributes[node.kind];
  if (!Object.hasOwn(nodeAttributes, node.kind)) {
    throw new InputError(`${place} is of kind "${node.kind}", which the custody graph lacks.`);
  }
  if (!new RegExp(`^${node.kind}:${kebabCase}$`).test(node.id)) {
    throw new InputError(`${place} should be called "${node.kind}:" and a name in kebab-case.`);
  }
  refuseUnknown(place, node, ["id", "kind", "label", "note", ...attributes]);
  if (node.kind === "quorum") refuseUnlessCount(place, "threshold", node.threshold);
  if ("rotatedAt" in node) {
    for (const time of node.rotatedAt ?? []) refuseUnlessTime(place, "rotatedAt", time);
  }
}

function validateEdge(nodes: ReadonlyMap<string, CustodyNode>, edge: CustodyEdge): void {
  const place = `Edge "${edge.id}"`;
  if (!new RegExp(`^${kebabCase}$`).test(edge.id)) {
    throw new InputError(`${place} should have an id in kebab-case.`);
  }
  const shape = Object.hasOwn(edgeShapes, edge.kind) ? edgeShapes[edge.kind] : undefined;
  if (shape === undefined) {
    const derived = `A rule exists for ${Object.keys(edgeShapes).join(", ")}.`;
    throw new InputError(
      `${place} is of kind "${edge.kind}", from which no rule derives anything.`,
      {
        metaMessages: [derived],
      },
    );
  }
  refuseUnknown(place, edge, [...edgeAttributes, ...shape.attributes]);
  refuseUnlessEnd(nodes, `${place} goes from`, edge.kind, edge.from, shape.from);
  refuseUnlessEnd(nodes, `${place} goes to`, edge.kind, edge.to, shape.to);
  for (const credential of credentialsOf(edge)) {
    refuseUnlessEnd(nodes, `${place} asks for`, edge.kind, credential, ["credential"]);
  }
  validateTimes(place, edge);
  if (edge.kind === "memberOf") refuseUnlessCount(place, "weight", edge.weight);
  if (edge.kind === "combines") refuseUnlessCount(place, "threshold", edge.threshold);
  if (edge.kind === "holds" && edge.mode !== "use" && edge.mode !== "extract") {
    throw new InputError(`${place} has the mode "${edge.mode}", which is neither use nor extract.`);
  }
  if (edge.kind === "administers" && edge.latency) {
    throw new InputError(
      `${place} waits ${edge.latency} s, but no rule derives a change that can be vetoed meanwhile.`,
    );
  }
  if (!certainties.includes(edge.certainty)) {
    throw new InputError(
      `${place} has the certainty "${edge.certainty}", which is none of ${certainties.join(", ")}.`,
    );
  }
  if (edge.source === "") throw new InputError(`${place} names no source.`);
}

function validateTimes(place: string, edge: CustodyEdge): void {
  const { since, until, latency } = edge;
  if (since !== null) refuseUnlessTime(place, "since", since);
  if (until !== null) refuseUnlessTime(place, "until", until);
  if (latency !== undefined) refuseUnlessTime(place, "latency", latency);
  if (until !== null && (since ?? 0) >= until) {
    throw new InputError(`${place} ends at ${until}, no later than it begins, at ${since ?? 0}.`);
  }
  if (edge.kind !== "maySignFor") return;
  const { revokedAt = null, shouldHaveEnded } = edge;
  if (revokedAt !== null) refuseUnlessTime(place, "revokedAt", revokedAt);
  if (shouldHaveEnded !== undefined) refuseUnlessTime(place, "shouldHaveEnded", shouldHaveEnded);
}

/** Refuses a threshold that all members together miss, and shares that disagree on theirs. */
function validateCounts(graph: CustodyGraph): void {
  refuseTwiceCounted(graph);
  for (const node of graph.nodes) {
    if (node.kind === "quorum") {
      const weight = graph.edges
        .map((edge) => (edge.kind === "memberOf" && edge.to === node.id ? edge.weight : 0))
        .reduce((sum, next) => sum + next, 0);
      if (weight >= node.threshold) continue;
      throw new InputError(
        `Node "${node.id}" needs a weight of ${node.threshold}, and its members have ${weight}.`,
      );
    }
    const thresholds = graph.edges.flatMap((edge) =>
      edge.kind === "combines" && edge.to === node.id ? [edge.threshold] : [],
    );
    const [first] = thresholds;
    if (first === undefined) continue;
    if (thresholds.some((threshold) => threshold !== first)) {
      throw new InputError(
        `Node "${node.id}" is combined from shares of which the edges say ${thresholds.join(", ")}.`,
      );
    }
    if (first > thresholds.length) {
      throw new InputError(
        `Node "${node.id}" is combined from ${first} shares, and there are ${thresholds.length}.`,
      );
    }
  }
}

/** Refuses a key that is a member twice at a time, or a share that is combined twice. */
function refuseTwiceCounted(graph: CustodyGraph): void {
  const counted = graph.edges.filter(({ kind }) => kind === "memberOf" || kind === "combines");
  for (const [index, edge] of counted.entries()) {
    const again = counted
      .slice(index + 1)
      .find((other) => other.from === edge.from && other.to === edge.to && overlap(edge, other));
    if (again === undefined) continue;
    throw new InputError(
      `Edges "${edge.id}" and "${again.id}" both count "${edge.from}" for "${edge.to}" at one time.`,
    );
  }
}

const overlap = (one: CustodyEdge, other: CustodyEdge): boolean =>
  within([windowOf(one)], windowOf(other)).length > 0;

const kebabCase = "[a-z0-9]+(-[a-z0-9]+)*";

const certainties: readonly string[] = ["documented", "alleged", "assumed"];

const nodeAttributes: Readonly<Record<NodeKind, readonly string[]>> = {
  person: [],
  organization: [],
  host: ["isPublic"],
  service: ["isPublic"],
  credential: ["rotatedAt"],
  key: ["rotatedAt"],
  share: ["rotatedAt"],
  quorum: ["threshold"],
  role: [],
  dataSource: [],
  display: [],
};

const edgeAttributes: readonly string[] = [
  ...["id", "kind", "from", "to", "since", "until"],
  ...["source", "certainty", "latency", "note"],
];

type Shape = {
  readonly from: readonly NodeKind[];
  readonly to: readonly NodeKind[];
  readonly attributes: readonly string[];
};

const kinds = Object.keys(nodeAttributes) as readonly NodeKind[];
const machines: readonly NodeKind[] = ["host", "service"];
const secrets: readonly NodeKind[] = ["key", "share", "credential"];

/** What each kind of edge that a rule derives may connect. */
const edgeShapes: Readonly<Partial<Record<EdgeKind, Shape>>> = {
  belongsTo: { from: kinds, to: ["organization"], attributes: [] },
  operates: { from: ["person"], to: machines, attributes: ["needs"] },
  runsOn: { from: ["service", "dataSource", "display"], to: machines, attributes: [] },
  reaches: { from: ["host"], to: machines, attributes: [] },
  opens: { from: ["credential"], to: machines, attributes: ["secondFactor"] },
  holds: {
    from: ["host", "person", "service"],
    to: secrets,
    attributes: ["mode", "sealedBy"],
  },
  combines: { from: ["share"], to: ["key"], attributes: ["threshold"] },
  memberOf: { from: ["key"], to: ["quorum"], attributes: ["weight"] },
  maySignFor: {
    from: ["service"],
    to: ["key"],
    attributes: ["scope", "revokedAt", "shouldHaveEnded"],
  },
  authorizes: { from: ["quorum", "key"], to: ["role"], attributes: [] },
  administers: { from: ["role"], to: ["role", "quorum"], attributes: [] },
  recovers: { from: ["credential", "person"], to: ["key"], attributes: [] },
};

const credentialsOf = (edge: CustodyEdge): readonly string[] =>
  [
    edge.kind === "operates" ? edge.needs : undefined,
    edge.kind === "opens" ? edge.secondFactor : undefined,
    edge.kind === "holds" ? edge.sealedBy : undefined,
  ].filter((id) => id !== undefined);

function refuseUnlessEnd(
  nodes: ReadonlyMap<string, CustodyNode>,
  place: string,
  kind: EdgeKind,
  id: string,
  allowed: readonly NodeKind[],
): void {
  const node = nodes.get(id);
  if (node === undefined) {
    throw new InputError(`${place} "${id}", which is no node of the custody graph.`);
  }
  if (!allowed.includes(node.kind)) {
    throw new InputError(
      `${place} "${id}", a ${node.kind}, where "${kind}" takes ${allowed.join(" or ")}.`,
    );
  }
}

function refuseUnknown(place: string, value: object, known: readonly string[]): void {
  for (const attribute of Object.keys(value)) {
    if (known.includes(attribute)) continue;
    throw new InputError(`${place} has "${attribute}", from which no rule derives anything.`, {
      metaMessages: [`It may have ${known.join(", ")}.`],
    });
  }
}

function refuseUnlessCount(place: string, attribute: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw new InputError(`${place} has the ${attribute} ${value}, which is no whole number above 0.`);
}

function refuseUnlessTime(place: string, attribute: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new InputError(`${place} has the ${attribute} ${value}, which is no whole second.`);
}
