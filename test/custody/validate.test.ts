import { describe, expect, it } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode } from "../../sim/custody/graph.ts";
import { validateGraph } from "../../sim/custody/validate.ts";
import { edge, graphOf, nodeOf } from "./build.ts";

const sound = graphOf([
  edge("person:ann", "operates", "host:desk", { needs: "credential:pin" }),
  edge("host:desk", "holds", "key:one", { mode: "extract", sealedBy: "credential:pin" }),
  edge("key:one", "memberOf", "quorum:q", { weight: 1 }),
  edge("quorum:q", "authorizes", "role:pay"),
]);

const withEdge = (added: CustodyEdge, nodes: readonly CustodyNode[] = []): CustodyGraph => ({
  nodes: [...sound.nodes, ...nodes],
  edges: [...sound.edges, added],
});
const withNode = (added: unknown): CustodyGraph => ({
  nodes: [...sound.nodes, added as CustodyNode],
  edges: sound.edges,
});
const operates = (attributes: object) =>
  withEdge({ ...edge("person:ann", "operates", "host:desk"), ...attributes } as CustodyEdge);

describe("validateGraph", () => {
  it("accepts a sound graph", () => {
    expect(() => validateGraph(sound)).not.toThrow();
    expect(() => validateGraph({ nodes: [], edges: [] })).not.toThrow();
  });

  it("accepts a key that leaves a quorum and later comes back", () => {
    const again = edge("key:one", "memberOf", "quorum:q", { weight: 2, since: 9 });
    const left = { ...sound.edges[2], until: 9 } as CustodyEdge;
    const edges = [...sound.edges.filter(({ kind }) => kind !== "memberOf"), left];
    expect(() =>
      validateGraph({ nodes: sound.nodes, edges: [...edges, { ...again, id: "again" }] }),
    ).not.toThrow();
  });

  const refusals: readonly (readonly [string, CustodyGraph, RegExp])[] = [
    ["a node twice", withNode(nodeOf("key:one")), /^Two nodes have the id "key:one"\.$/],
    ["an unknown kind of node", withNode({ id: "robot:x", kind: "robot", label: "x" }), /"robot"/],
    ["a kind named like a method", withNode({ id: "toString:x", kind: "toString" }), /"toString"/],
    ["an id that belies the kind", withNode({ ...nodeOf("key:two"), kind: "host" }), /"host:"/],
    ["an id in capitals", withNode(nodeOf("key:Two")), /Node "key:Two" should be called "key:"/],
    ["an attribute of another kind", withNode(nodeOf("key:two", { isPublic: true })), /"isPublic"/],
    [
      "a threshold of zero",
      withNode(nodeOf("quorum:r", { threshold: 0 })),
      /"quorum:r" has the threshold 0/,
    ],
    [
      "a threshold above all weights",
      withNode(nodeOf("quorum:r", { threshold: 3 })),
      /"quorum:r" needs a weight of 3, and its members have 0/,
    ],
    [
      "a rotation at no whole second",
      withNode(nodeOf("key:two", { rotatedAt: [1.5] })),
      /"key:two" has the rotatedAt 1\.5/,
    ],
    ["an edge twice", withEdge(sound.edges[0] as CustodyEdge), /Two edges.*"ann-operates-desk"/],
    ["an edge id in capitals", operates({ id: "Ann" }), /Edge "Ann" should have an id/],
    ["an unknown kind of edge", operates({ id: "x", kind: "bribes" }), /"x" is of kind "bribes"/],
    ["an unknown start", operates({ id: "x", from: "person:bob" }), /"x" goes from "person:bob"/],
    ["an unknown end", operates({ id: "x", to: "host:none" }), /"x" goes to "host:none", which is/],
    ["a wrong start", operates({ id: "x", from: "key:one" }), /"key:one", a key, where "operates"/],
    ["a wrong end", operates({ id: "x", to: "role:pay" }), /"role:pay", a role, where "operates"/],
    [
      "an unknown credential",
      operates({ id: "x", needs: "credential:no" }),
      /asks for "credential:no"/,
    ],
    [
      "a credential that is none",
      operates({ id: "x", needs: "key:one" }),
      /asks for "key:one", a key/,
    ],
    ["an attribute no rule reads", operates({ id: "x", scope: "all" }), /"x" has "scope"/],
    ["an edge without time", operates({ id: "x", since: 5, until: 5 }), /ends at 5.*begins, at 5/],
    ["an edge that ends at the start", operates({ id: "x", until: 0 }), /ends at 0.*begins, at 0/],
    ["a time that is none", operates({ id: "x", since: Number.NaN }), /the since NaN/],
    ["a time before 1970", operates({ id: "x", until: -5 }), /the until -5/],
    ["a negative latency", operates({ id: "x", latency: -1 }), /the latency -1/],
    ["an unknown certainty", operates({ id: "x", certainty: "sure" }), /the certainty "sure"/],
    ["an edge without a source", operates({ id: "x", source: "" }), /"x" names no source/],
    [
      "a mode that is none",
      operates({ ...edge("host:desk", "holds", "key:one", { mode: "use" }), id: "x", mode: "see" }),
      /the mode "see"/,
    ],
    [
      "a weight of zero",
      withEdge(edge("key:two", "memberOf", "quorum:q", { weight: 0 }), [nodeOf("key:two")]),
      /the weight 0/,
    ],
    [
      "a key counted twice",
      withEdge({ ...edge("key:one", "memberOf", "quorum:q", { weight: 1 }), id: "again" }),
      /"one-memberof-q" and "again" both count "key:one"/,
    ],
    [
      "a revocation that is no time",
      graphOf([edge("service:rpc", "maySignFor", "key:one", { revokedAt: -1 })]),
      /the revokedAt -1/,
    ],
    [
      "a change that waits",
      graphOf([edge("role:admin", "administers", "role:pay", { latency: 60 })]),
      /waits 60 s/,
    ],
    [
      "shares that disagree",
      graphOf([
        edge("share:a", "combines", "key:one", { threshold: 2 }),
        edge("share:b", "combines", "key:one", { threshold: 1 }),
      ]),
      /of which the edges say 2, 1/,
    ],
    [
      "too few shares",
      graphOf([edge("share:a", "combines", "key:one", { threshold: 2 })]),
      /combined from 2 shares, and there are 1/,
    ],
  ];
  for (const [what, graph, message] of refusals) {
    it(`refuses ${what}`, () => {
      expect(() => validateGraph(graph)).toThrow(message);
      expect(() => validateGraph(graph)).toThrow(InputError);
    });
  }

  for (const kind of ["trustsData", "shows", "suppliesCode", "requests", "joins"] as const) {
    it(`refuses ${kind} rather than leave it out of what is reached`, () => {
      const drawn = graphOf([edge("display:screen", kind, "person:ann")]);
      expect(() => validateGraph(drawn)).toThrow(
        `is of kind "${kind}", from which no rule derives`,
      );
    });
  }
});
