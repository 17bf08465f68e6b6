import { formatDuration, formatUtc } from "../core/time.ts";
import type { CustodyEdge, CustodyNode, EdgeKind, NodeKind } from "../custody/graph.ts";

/** The kinds of nodes, as a person reads them. */
export const kindNames: { readonly [kind in NodeKind]: string } = {
  person: "person",
  organization: "organization",
  host: "host",
  service: "service",
  credential: "credential",
  key: "key",
  share: "share",
  quorum: "quorum",
  role: "role",
  dataSource: "data source",
  display: "display",
};

/** The kinds of edges, as they stand between the labels of their ends. */
export const edgeVerbs: { readonly [kind in EdgeKind]: string } = {
  belongsTo: "belongs to",
  operates: "operates",
  runsOn: "runs on",
  reaches: "reaches",
  opens: "opens",
  holds: "holds",
  combines: "makes part of",
  memberOf: "is a member of",
  maySignFor: "may sign for",
  authorizes: "authorizes",
  administers: "administers",
  recovers: "recovers",
  trustsData: "trusts data of",
  shows: "shows to",
  suppliesCode: "supplies code to",
  requests: "requests from",
  joins: "joins",
};

/** Returns a node's label, or its id where the graph has no such node. */
export const labelIn = (nodes: readonly CustodyNode[], id: string): string =>
  nodes.find((node) => node.id === id)?.label ?? id;

/** Returns, in words, all that an edge says besides its ends, its source and when it holds. */
export function edgeDetails(nodes: readonly CustodyNode[], edge: CustodyEdge): readonly string[] {
  const { latency } = edge;
  const delay = latency === undefined ? [] : [`takes ${formatDuration(latency)}`];
  return [...ownDetails((id) => labelIn(nodes, id), edge), ...delay];
}

/** Returns what only edges of its kind say. */
function ownDetails(label: (id: string) => string, edge: CustodyEdge): readonly string[] {
  switch (edge.kind) {
    case "operates":
      return edge.needs === undefined ? [] : [`needs ${label(edge.needs)} as well`];
    case "opens":
      return edge.secondFactor === undefined ? [] : [`needs ${label(edge.secondFactor)} as well`];
    case "holds":
      return [
        edge.mode === "extract" ? "can be copied away" : "can be used where it is",
        ...(edge.sealedBy === undefined ? [] : [`sealed by ${label(edge.sealedBy)}`]),
      ];
    case "combines":
      return [`${edge.threshold} shares make it`];
    case "memberOf":
      return [`weight ${edge.weight}`];
    case "maySignFor":
      return [
        ...(edge.scope === undefined ? [] : [`meant for ${edge.scope}`]),
        ...(edge.shouldHaveEnded === undefined
          ? []
          : [`should have ended ${formatUtc(edge.shouldHaveEnded)}`]),
        edge.revokedAt == null ? "never revoked" : `revoked ${formatUtc(edge.revokedAt)}`,
      ];
    default:
      return [];
  }
}
