import { describe, expect, it } from "vitest";
import type { CustodyGraph } from "../../sim/custody/graph.ts";
import { openControl } from "../../sim/engine/control.ts";

const edge = { source: "test", certainty: "assumed", since: null, until: null } as const;
const graph: CustodyGraph = {
  nodes: [
    { id: "person:operator", kind: "person", label: "an operator" },
    { id: "host:signer", kind: "host", label: "a signer" },
    { id: "service:rpc", kind: "service", label: "a service" },
    { id: "key:a", kind: "key", label: "a key" },
    { id: "key:b", kind: "key", label: "another" },
  ],
  edges: [
    { id: "operates", kind: "operates", from: "person:operator", to: "host:signer", ...edge },
    { id: "holds-a", kind: "holds", from: "host:signer", to: "key:a", mode: "extract", ...edge },
    { id: "runs", kind: "runsOn", from: "service:rpc", to: "host:signer", ...edge },
    { id: "delegates", kind: "maySignFor", from: "service:rpc", to: "key:b", ...edge, since: 50 },
  ],
};
const foothold = { node: "person:operator", at: 10, until: 100, how: "phished" };
const fresh = () => openControl(graph, new Map([["clerk", ["till"]]]), new Map());

describe("keyOf", () => {
  it("gives everyone the account of their own name, and those they were given", () => {
    expect(fresh().keyOf("alice", "alice", 0)).toEqual({ obtained: "own", path: [] });
    expect(fresh().keyOf("clerk", "till", 0)).toEqual({ obtained: "own", path: [] });
    expect(fresh().keyOf("alice", "till", 0)).toBeNull();
  });

  it("gives what a foothold reaches, and says by which path and in which way", () => {
    const control = fresh();
    expect(control.keyOf("thief", "a", 20)).toBeNull();
    control.gain("thief", foothold);
    expect(control.keyOf("thief", "a", 20)).toEqual({
      obtained: "extract",
      path: ["operates", "holds-a"],
    });
    expect(control.keyOf("thief", "b", 60)).toEqual({
      obtained: "delegation",
      path: ["operates", "runs", "delegates"],
    });
    expect(control.keyOf("somebody else", "a", 20)).toBeNull();
  });

  it("follows time: no delegation before it is given, no use after the eviction, a copy for good", () => {
    const control = fresh();
    control.gain("thief", foothold);
    expect(control.keyOf("thief", "b", 49)).toBeNull();
    expect(control.keyOf("thief", "b", 50)).not.toBeNull();
    expect(control.keyOf("thief", "b", 99)).not.toBeNull();
    expect(control.keyOf("thief", "b", 100)).toBeNull();
    expect(control.keyOf("thief", "a", 100)).toMatchObject({ obtained: "extract" });
  });
});

describe("gain", () => {
  it("tells everything that is reached at that moment", () => {
    const reached = fresh().gain("thief", foothold);
    expect(reached.map(({ node, capability }) => `${capability} ${node}`).sort()).toEqual([
      "extract key:a",
      "use host:signer",
      "use person:operator",
      "use service:rpc",
    ]);
  });
});

describe("shut", () => {
  const owners = new Map([
    ["team", [{ node: "host:signer", at: 0, until: null, how: "their own" }]],
  ]);
  const opened = () => openControl(graph, new Map(), owners);

  it("ends the use of a key through a machine for everybody, and leaves copies", () => {
    const control = opened();
    control.gain("thief", foothold);
    expect(control.keyOf("thief", "b", 60)).not.toBeNull();
    expect(control.shut("team", "host:signer", 60)).toBe(true);
    expect(control.keyOf("thief", "b", 60)).toBeNull();
    expect(control.keyOf("thief", "a", 60)).toMatchObject({ obtained: "extract" });
    control.gain("thief", { node: "host:signer", at: 70, until: null, how: "came back" });
    expect(control.keyOf("thief", "b", 70)).toBeNull();
  });

  it("is for who has the use of the machine", () => {
    const control = opened();
    control.gain("thief", foothold);
    expect(control.shut("somebody else", "host:signer", 60)).toBe(false);
    expect(control.keyOf("thief", "b", 60)).not.toBeNull();
  });
});
