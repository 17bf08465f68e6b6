import { describe, expect, it } from "vitest";
import {
  addEdge,
  removeEdge,
  revokeDelegation,
  rotate,
  shutDown,
  withThreshold,
} from "../../sim/custody/change.ts";
import { edge, graphOf, nodeOf } from "./build.ts";

const graph = graphOf(
  [
    edge("service:rpc", "maySignFor", "key:one", { revokedAt: null }),
    edge("key:one", "memberOf", "quorum:q", { weight: 1 }),
  ],
  [nodeOf("key:one", { rotatedAt: [3] })],
);
const before = structuredClone(graph);
const delegation = "rpc-maysignfor-one";

describe("a change of the graph", () => {
  it("removes one edge", () => {
    expect(removeEdge(graph, delegation).edges.map(({ id }) => id)).toEqual(["one-memberof-q"]);
  });

  it("adds an edge, assumed and for always unless it says otherwise", () => {
    const drawn = {
      id: "backup",
      kind: "holds",
      from: "host:a",
      to: "key:one",
      mode: "use",
    } as const;
    expect(addEdge(graph, drawn).edges.at(-1)).toEqual({
      ...drawn,
      source: "No source: assumed",
      certainty: "assumed",
      since: null,
      until: null,
    });
    expect(addEdge(graph, { ...drawn, since: 5 }).edges.at(-1)).toMatchObject({ since: 5 });
    expect(() => addEdge(graph, { ...drawn, id: delegation })).toThrow("already");
  });

  it("revokes a delegation", () => {
    expect(revokeDelegation(graph, delegation, 7).edges[0]).toEqual({
      ...graph.edges[0],
      revokedAt: 7,
    });
  });

  it("rotates a key once more", () => {
    expect(rotate(graph, "one", 8).nodes[0]).toEqual(nodeOf("key:one", { rotatedAt: [3, 8] }));
  });

  it("sets a threshold", () => {
    expect(withThreshold(graph, "q", 4).nodes.at(-1)).toEqual(nodeOf("quorum:q", { threshold: 4 }));
  });

  it("leaves the graph it was given as it was", () => {
    expect(graph).toEqual(before);
  });

  it("refuses what is not there or cannot change so", () => {
    expect(() => removeEdge(graph, "none")).toThrow(/no edge "none".*rpc-maysignfor-one/);
    expect(() => revokeDelegation(graph, "one-memberof-q", 7)).toThrow(/of kind "memberOf"/);
    expect(() => rotate(graph, "quorum:q", 7)).toThrow(/"quorum:q" is a quorum/);
    expect(() => withThreshold(graph, "key:one", 7)).toThrow(/"key:one" is a key/);
  });
});

describe("shutDown", () => {
  const machines = graphOf([
    edge("person:operator", "operates", "host:signer"),
    edge("host:signer", "holds", "key:one", { mode: "use", since: 5 }),
    edge("host:other", "holds", "key:one", { mode: "use" }),
    edge("host:signer", "holds", "key:two", { mode: "use", since: 20 }),
  ]);

  it("ends every edge of the machine, and no other; what would begin later never does", () => {
    const { edges } = shutDown(machines, "host:signer", 10);
    expect(edges.map(({ id, since, until }) => [id, since, until])).toEqual([
      ["operator-operates-signer", null, 10],
      ["signer-holds-one", 5, 10],
      ["other-holds-one", null, null],
    ]);
  });

  it("refuses what is no machine", () => {
    expect(() => shutDown(machines, "person:operator", 10)).toThrow(
      '"person:operator" is a person; only a host or a service is shut down.',
    );
  });
});
