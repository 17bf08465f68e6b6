import { describe, expect, it } from "vitest";
import type { Foothold } from "../../sim/custody/foothold.ts";
import type { Capability, CustodyEdge, CustodyGraph } from "../../sim/custody/graph.ts";
import { canUse, isReached, reach } from "../../sim/custody/reach.ts";
import { edge, foothold, graphOf, nodeOf } from "./build.ts";

/** The seconds, of those asked, at which a capability is held. */
const when = (
  graph: CustodyGraph,
  footholds: readonly Foothold[],
  node: string,
  seconds: readonly number[],
  capability: Capability = "use",
): readonly number[] => {
  const reached = reach(graph, footholds);
  return seconds.filter((second) => isReached(reached, node, capability, second));
};

const span = { since: 10, until: 20 };
const edges = [9, 10, 19, 20];

describe("an edge gives use from its first second up to, and not at, its end (K01)", () => {
  const cases: readonly (readonly [CustodyEdge, string, string])[] = [
    [edge("person:ann", "operates", "host:desk", span), "person:ann", "host:desk"],
    [edge("service:rpc", "runsOn", "host:desk", span), "host:desk", "service:rpc"],
    [edge("credential:pin", "opens", "host:public", span), "credential:pin", "host:public"],
    [edge("host:desk", "holds", "key:one", { mode: "use", ...span }), "host:desk", "key:one"],
    [edge("service:rpc", "maySignFor", "key:one", span), "service:rpc", "key:one"],
    [edge("share:a", "combines", "key:one", { threshold: 1, ...span }), "share:a", "key:one"],
    [edge("key:one", "memberOf", "quorum:q", { weight: 1, ...span }), "key:one", "quorum:q"],
    [edge("key:one", "authorizes", "role:pay", span), "key:one", "role:pay"],
  ];
  for (const [connection, held, gained] of cases) {
    it(connection.kind, () => {
      const graph = graphOf([connection], [nodeOf("host:public", { isPublic: true })]);
      expect(when(graph, [foothold(held)], gained, edges)).toEqual([10, 19]);
      expect(when(graph, [foothold(held, 15, 17)], gained, [14, 15, 16, 17])).toEqual([15, 16]);
      expect(when(graph, [], gained, edges)).toEqual([]);
    });
  }

  it("administers, behind a role that is authorized", () => {
    const graph = graphOf([
      edge("key:one", "authorizes", "role:admin"),
      edge("role:admin", "administers", "role:pay", span),
    ]);
    expect(when(graph, [foothold("key:one")], "role:pay", edges)).toEqual([10, 19]);
  });

  it("reaches, for a credential to be tried", () => {
    const graph = graphOf([
      edge("host:desk", "reaches", "host:signer", span),
      edge("credential:pin", "opens", "host:signer"),
    ]);
    const both = [foothold("host:desk"), foothold("credential:pin")];
    expect(when(graph, both, "host:signer", edges)).toEqual([10, 19]);
  });

  it("recovers, which gives extract and so outlasts the edge", () => {
    const graph = graphOf([edge("credential:words", "recovers", "key:one", span)]);
    const words = [foothold("credential:words")];
    expect(when(graph, words, "key:one", edges, "extract")).toEqual([10, 19, 20]);
  });

  it("belongsTo gives nothing", () => {
    const graph = graphOf([edge("host:desk", "belongsTo", "organization:firm")]);
    expect(when(graph, [foothold("host:desk")], "organization:firm", edges)).toEqual([]);
  });
});

describe("a delegation", () => {
  it("counts only until it is revoked, or until it ends if that is earlier (R3)", () => {
    const delegation = (until: number | null, revokedAt: number | null) =>
      graphOf([edge("service:rpc", "maySignFor", "key:one", { since: 10, until, revokedAt })]);
    const rpc = [foothold("service:rpc")];
    const seconds = [9, 10, 14, 15, 19, 20, 99];
    expect(when(delegation(null, null), rpc, "key:one", seconds)).toEqual([10, 14, 15, 19, 20, 99]);
    expect(when(delegation(20, 15), rpc, "key:one", seconds)).toEqual([10, 14]);
    expect(when(delegation(20, 30), rpc, "key:one", seconds)).toEqual([10, 14, 15, 19]);
    expect(when(delegation(null, 5), rpc, "key:one", seconds)).toEqual([]);
  });

  it("gives use and not extract, whatever it should have ended", () => {
    const left = edge("service:rpc", "maySignFor", "key:one", { shouldHaveEnded: 5 });
    const rpc = [foothold("service:rpc")];
    expect(when(graphOf([left]), rpc, "key:one", [9])).toEqual([9]);
    expect(when(graphOf([left]), rpc, "key:one", [9], "extract")).toEqual([]);
  });
});

describe("a rule that asks for more than one thing", () => {
  const pin = foothold("credential:pin", 5, 20);
  const atOnce = [foothold("person:ann", 0, 10), pin];

  it("operates with a credential, while both are held", () => {
    const graph = graphOf([
      edge("person:ann", "operates", "host:desk", { needs: "credential:pin" }),
    ]);
    expect(when(graph, atOnce, "host:desk", [4, 5, 9, 10])).toEqual([5, 9]);
  });

  it("opens with a second factor, while both are held", () => {
    const graph = graphOf(
      [edge("credential:word", "opens", "host:desk", { secondFactor: "credential:pin" })],
      [nodeOf("host:desk", { isPublic: true })],
    );
    const word = foothold("credential:word", 0, 10);
    expect(when(graph, [word], "host:desk", [4, 5, 9, 10])).toEqual([]);
    expect(when(graph, [word, pin], "host:desk", [4, 5, 9, 10])).toEqual([5, 9]);
  });

  it("holds a sealed key, read at the first second at which both are held", () => {
    const sealed = { mode: "extract", sealedBy: "credential:pin" } as const;
    const graph = graphOf([edge("person:ann", "holds", "key:one", sealed)]);
    expect(when(graph, atOnce, "key:one", [4, 5, 9, 10, 99])).toEqual([5, 9, 10, 99]);
    expect(when(graph, [foothold("person:ann")], "key:one", [4, 99])).toEqual([]);
  });

  it("reaches and opens give nothing one without the other", () => {
    const reaches = edge("host:desk", "reaches", "host:signer");
    const opens = edge("credential:pin", "opens", "host:signer");
    const both = [foothold("host:desk"), foothold("credential:pin")];
    const nodes = [nodeOf("host:desk"), nodeOf("credential:pin")];
    expect(when(graphOf([reaches], nodes), both, "host:signer", [0])).toEqual([]);
    expect(when(graphOf([opens], nodes), both, "host:signer", [0])).toEqual([]);
    expect(when(graphOf([reaches, opens]), both, "host:signer", [0])).toEqual([0]);
  });
});

describe("a quorum", () => {
  const members = (threshold: number, weights: readonly number[]) =>
    graphOf(
      weights.map((weight, index) => edge(`key:k${index}`, "memberOf", "quorum:q", { weight })),
      [nodeOf("quorum:q", { threshold })],
    );

  it("is reached by enough keys, and by one fewer not", () => {
    const held = ["key:k0", "key:k1", "key:k2"].map((key) => foothold(key));
    expect(when(members(3, [1, 1, 1, 1]), held, "quorum:q", [0])).toEqual([0]);
    expect(when(members(4, [1, 1, 1, 1]), held, "quorum:q", [0])).toEqual([]);
  });

  it("counts weights, not keys", () => {
    expect(when(members(3, [1, 3, 1]), [foothold("key:k1")], "quorum:q", [0])).toEqual([0]);
    const light = [foothold("key:k0"), foothold("key:k2")];
    expect(when(members(3, [1, 3, 1]), light, "quorum:q", [0])).toEqual([]);
  });

  it("needs its keys at the same time", () => {
    const graph = members(2, [1, 1]);
    const apart = [foothold("key:k0", 0, 5), foothold("key:k1", 5, 9)];
    const together = [foothold("key:k0", 0, 6), foothold("key:k1", 5, 9)];
    expect(when(graph, apart, "quorum:q", [4, 5, 6])).toEqual([]);
    expect(when(graph, together, "quorum:q", [4, 5, 6])).toEqual([5]);
  });
});

describe("shares", () => {
  const graph = graphOf([
    edge("share:a", "combines", "key:one", { threshold: 2 }),
    edge("share:b", "combines", "key:one", { threshold: 2 }),
    edge("share:c", "combines", "key:one", { threshold: 2 }),
  ]);

  it("give use of the key while enough are in use", () => {
    const inUse = [foothold("share:a", 0, 9), foothold("share:c", 5, 20)];
    expect(when(graph, inUse, "key:one", [4, 5, 8, 9])).toEqual([5, 8]);
    expect(when(graph, inUse, "key:one", [5], "extract")).toEqual([]);
  });

  it("give the key for good once enough are extracted", () => {
    const copied = [foothold("share:a", 0, 1, "extract"), foothold("share:b", 7, 8, "extract")];
    expect(when(graph, copied, "key:one", [6, 7, 99], "extract")).toEqual([7, 99]);
  });
});

describe("latency", () => {
  it("delays what the source gives and ends with the source", () => {
    const graph = graphOf([edge("person:ann", "operates", "host:desk", { latency: 4 })]);
    expect(when(graph, [foothold("person:ann", 3, 10)], "host:desk", [6, 7, 9, 10])).toEqual([
      7, 9,
    ]);
    expect(when(graph, [foothold("person:ann", 3, 7)], "host:desk", [6, 7, 8])).toEqual([]);
  });

  it("is not begun anew when one foothold takes over from another", () => {
    const graph = graphOf([edge("person:ann", "operates", "host:desk", { latency: 4 })]);
    const relay = [foothold("person:ann", 0, 5), foothold("person:ann", 5, 9)];
    expect(when(graph, relay, "host:desk", [3, 4, 5, 6, 8, 9])).toEqual([4, 5, 6, 8]);
  });
});

describe("use ends and extract stays (K02)", () => {
  const holds = (mode: "use" | "extract", rotatedAt: readonly number[] = []) =>
    graphOf(
      [edge("host:signer", "holds", "key:one", { mode })],
      [nodeOf("key:one", { rotatedAt })],
    );
  const untilRebuilt = [foothold("host:signer", 10, 20)];

  it("ends use of a key when the host is rebuilt", () => {
    expect(when(holds("use"), untilRebuilt, "key:one", [9, 10, 19, 20, 99])).toEqual([10, 19]);
  });

  it("keeps a copied key when the host is rebuilt", () => {
    expect(when(holds("extract"), untilRebuilt, "key:one", [9, 10, 19, 20, 99])).toEqual([
      10, 19, 20, 99,
    ]);
    expect(when(holds("extract"), untilRebuilt, "host:signer", [19, 20])).toEqual([19]);
  });

  it("makes a copied key worthless at the rotation and not before", () => {
    const rotated = holds("extract", [30]);
    expect(when(rotated, untilRebuilt, "key:one", [20, 29, 30, 99])).toEqual([20, 29]);
  });

  it("gains nothing from rotating a key on a host that is still held", () => {
    const rotated = holds("extract", [15]);
    expect(when(rotated, untilRebuilt, "key:one", [14, 15, 20, 99])).toEqual([14, 15, 20, 99]);
  });

  it("does not end use by rotating a key that signs where it is", () => {
    expect(when(holds("use", [15]), untilRebuilt, "key:one", [14, 15, 19, 20])).toEqual([
      14, 15, 19,
    ]);
  });
});

describe("capabilities", () => {
  it("extract implies use, and use implies see", () => {
    const graph = graphOf([], [nodeOf("key:one"), nodeOf("host:desk")]);
    const reached = reach(graph, [foothold("key:one", 0, 1, "extract"), foothold("host:desk")]);
    const held = (node: string) =>
      (["deny", "see", "mislead", "use", "extract"] as const).filter((capability) =>
        isReached(reached, node, capability, 5),
      );
    expect(held("key:one")).toEqual(["see", "use", "extract"]);
    expect(held("host:desk")).toEqual(["see", "use"]);
  });

  it("do not go against an edge", () => {
    const graph = graphOf([
      edge("person:ann", "operates", "host:desk"),
      edge("service:rpc", "runsOn", "host:signer"),
    ]);
    expect(canUse(reach(graph, [foothold("host:desk")]), "person:ann", 0)).toBe(false);
    expect(canUse(reach(graph, [foothold("service:rpc")]), "host:signer", 0)).toBe(false);
  });
});

it("is plain data: a reach survives JSON", () => {
  const graph = graphOf([edge("host:desk", "holds", "key:one", { mode: "extract" })]);
  const reached = reach(graph, [foothold("host:desk")]);
  expect(JSON.parse(JSON.stringify(reached))).toEqual(reached);
});
