import { describe, expect, it } from "vitest";
import { edgesOf, pathTo, reachedAt } from "../../sim/custody/path.ts";
import { reach } from "../../sim/custody/reach.ts";
import { edge, foothold, graphOf, nodeOf } from "./build.ts";

const graph = graphOf(
  [
    edge("person:ann", "operates", "host:desk"),
    edge("host:desk", "holds", "credential:pin", { mode: "extract" }),
    edge("host:desk", "reaches", "host:signer", { since: 10 }),
    edge("credential:pin", "opens", "host:signer"),
    edge("host:signer", "holds", "key:one", { mode: "use" }),
    edge("key:one", "memberOf", "quorum:q", { weight: 1 }),
    edge("key:two", "memberOf", "quorum:q", { weight: 1 }),
    edge("quorum:q", "authorizes", "role:pay"),
  ],
  [nodeOf("quorum:q", { threshold: 2 })],
);
const footholds = [foothold("person:ann", 5), foothold("key:two", 0, 1, "extract")];
const reached = reach(graph, footholds);

describe("pathTo", () => {
  it("lists footholds and edges, each step after those it rests on", () => {
    const path = pathTo(reached, "role:pay", "use", 12) ?? [];
    expect(path.map(({ node, at, via }) => [node, at, ...via].join(" "))).toEqual([
      "person:ann 12",
      "host:desk 12 ann-operates-desk",
      "credential:pin 12 desk-holds-pin",
      "host:signer 12 desk-reaches-signer pin-opens-signer",
      "key:one 12 signer-holds-one",
      "key:two 12",
      "quorum:q 12 one-memberof-q two-memberof-q",
      "role:pay 12 q-authorizes-pay",
    ]);
    expect(path.map((step) => step.foothold)).toEqual([
      footholds[0],
      ...[null, null, null, null],
      footholds[1],
      ...[null, null],
    ]);
  });

  it("needs what was extracted only at the moment of extraction", () => {
    const evicted = reach(graph, [foothold("person:ann", 5, 8)]);
    const path = pathTo(evicted, "credential:pin", "extract", 99) ?? [];
    expect(path.map(({ node, capability, at }) => [node, capability, at])).toEqual([
      ["person:ann", "use", 5],
      ["host:desk", "use", 5],
      ["credential:pin", "extract", 99],
    ]);
  });

  it("is null for what is not held at the moment, and for what does not exist", () => {
    expect(pathTo(reached, "role:pay", "use", 9)).toBeNull();
    expect(pathTo(reached, "key:one", "extract", 12)).toBeNull();
    expect(pathTo(reached, "role:none", "use", 12)).toBeNull();
  });

  it("takes the way with the fewest steps", () => {
    const twoWays = graphOf([
      edge("person:ann", "operates", "host:desk"),
      edge("service:rpc", "runsOn", "host:desk"),
      edge("service:rpc", "maySignFor", "key:one"),
      edge("host:desk", "holds", "key:one", { mode: "use" }),
    ]);
    const path = pathTo(reach(twoWays, [foothold("person:ann")]), "key:one", "use", 0) ?? [];
    expect(edgesOf(path)).toEqual(["ann-operates-desk", "desk-holds-one"]);
  });

  it("takes the heaviest members of a quorum, so that none can be spared", () => {
    const weighted = graphOf(
      [
        edge("key:one", "memberOf", "quorum:q", { weight: 1 }),
        edge("key:two", "memberOf", "quorum:q", { weight: 2 }),
      ],
      [nodeOf("quorum:q", { threshold: 2 })],
    );
    const both = reach(weighted, [foothold("key:one"), foothold("key:two")]);
    expect(edgesOf(pathTo(both, "quorum:q", "use", 0) ?? [])).toEqual(["two-memberof-q"]);
  });

  it("covers the whole wait of an edge with latency, whoever held the source meanwhile", () => {
    const relay = graphOf([
      edge("person:ann", "operates", "host:desk"),
      edge("person:bob", "operates", "host:desk"),
      edge("service:rpc", "runsOn", "host:desk", { latency: 6 }),
    ]);
    const path = pathTo(
      reach(relay, [foothold("person:ann", 0, 5), foothold("person:bob", 5)]),
      "service:rpc",
      "use",
      8,
    );
    expect(edgesOf(path ?? [])).toEqual([
      "ann-operates-desk",
      "bob-operates-desk",
      "rpc-runson-desk",
    ]);
  });
});

describe("reachedAt", () => {
  it("lists what is held, with the strongest capability, in the order in which it fell", () => {
    const list = reachedAt(reached, 12).map(({ node, capability, since }) => [
      node,
      capability,
      since,
    ]);
    expect(list).toEqual([
      ["key:two", "extract", 0],
      ["person:ann", "use", 5],
      ["host:desk", "use", 5],
      ["credential:pin", "extract", 5],
      ["host:signer", "use", 10],
      ["key:one", "use", 10],
      ["quorum:q", "use", 10],
      ["role:pay", "use", 10],
    ]);
  });

  it("says since when without a break, across footholds", () => {
    const desk = graphOf([], [nodeOf("host:desk")]);
    const relay = [
      foothold("host:desk", 0, 2),
      foothold("host:desk", 3, 6),
      foothold("host:desk", 6),
    ];
    expect(reachedAt(reach(desk, relay), 9).map(({ since }) => since)).toEqual([3]);
  });

  it("is empty before the first foothold", () => {
    expect(reachedAt(reach(graph, [foothold("person:ann", 5)]), 4)).toEqual([]);
  });
});
