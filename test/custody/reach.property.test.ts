import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Capability, CustodyGraph } from "../../sim/custody/graph.ts";
import { edgesOf, pathTo } from "../../sim/custody/path.ts";
import { isReached, type Reach, reach } from "../../sim/custody/reach.ts";
import { drawnFootholds, drawnGraph, draws, lastSecond } from "./drawn.ts";
import { pointwise } from "./pointwise.ts";

const capabilities: readonly Capability[] = ["see", "use", "extract"];
const seconds = Array.from({ length: lastSecond + 1 }, (_, second) => second);

/** Everything held at a second, as `capability node`. */
const heldAt = (reached: Reach, second: number): readonly string[] =>
  reached.graph.nodes.flatMap(({ id }) =>
    capabilities
      .filter((capability) => isReached(reached, id, capability, second))
      .map((capability) => `${capability} ${id}`),
  );

/** Every node in use at some seconds. */
const usedAt = (reached: Reach, at: readonly number[]): readonly (readonly [string, number])[] =>
  at.flatMap((second) =>
    reached.graph.nodes
      .filter(({ id }) => isReached(reached, id, "use", second))
      .map(({ id }) => [id, second] as const),
  );

const restrictedTo = (graph: CustodyGraph, ids: readonly string[]): CustodyGraph => ({
  nodes: graph.nodes,
  edges: graph.edges.filter(({ id }) => ids.includes(id)),
});

describe("reach", () => {
  it("agrees, second by second, with a reference that knows no intervals", () => {
    const kinds = new Set<string>();
    const attributes = new Set<string>();
    fc.assert(
      fc.property(drawnGraph, drawnFootholds, (graph, footholds) => {
        const reached = reach(graph, footholds);
        const reference = pointwise(graph, footholds, lastSecond);
        for (const second of seconds) {
          expect(new Set(heldAt(reached, second)), `second ${second}`).toEqual(reference[second]);
        }
        const used = new Set(
          Object.values(reached.facts).flatMap(({ pieces }) => pieces.flatMap(({ via }) => via)),
        );
        for (const edge of graph.edges.filter(({ id }) => used.has(id))) {
          kinds.add(edge.kind);
          for (const name of Object.keys(edge)) attributes.add(name);
        }
      }),
      draws,
    );
    expect([...kinds].sort(), "every kind of edge mattered in some draw").toEqual([
      "administers",
      "authorizes",
      "combines",
      "holds",
      "maySignFor",
      "memberOf",
      "opens",
      "operates",
      "reaches",
      "recovers",
      "runsOn",
    ]);
    expect([...attributes]).toEqual(
      expect.arrayContaining(["needs", "secondFactor", "sealedBy", "revokedAt", "latency"]),
    );
  });

  it("never shrinks when another node is compromised (K01)", () => {
    fc.assert(
      fc.property(drawnGraph, drawnFootholds, drawnFootholds, (graph, footholds, more) => {
        const before = reach(graph, footholds);
        const after = reach(graph, [...more, ...footholds]);
        for (const second of seconds) {
          expect(heldAt(after, second)).toEqual(
            expect.arrayContaining([...heldAt(before, second)]),
          );
        }
      }),
      draws,
    );
  });

  it("has for everything held a path whose edges suffice (K01)", () => {
    let paths = 0;
    fc.assert(
      fc.property(drawnGraph, drawnFootholds, (graph, footholds) => {
        const reached = reach(graph, footholds);
        for (const [node, second] of usedAt(reached, [0, 4, 8, 12, 16])) {
          const path = pathTo(reached, node, "use", second) ?? [];
          const alone = reach(restrictedTo(graph, edgesOf(path)), footholds);
          expect(isReached(alone, node, "use", second), `${node} at ${second}`).toBe(true);
          if (path.length > 2) paths += 1;
        }
      }),
      draws,
    );
    expect(paths).toBeGreaterThan(draws.numRuns);
  });

  it("has a path whose last edge removed removes it, as does every other (K01)", () => {
    let paths = 0;
    fc.assert(
      fc.property(drawnGraph, drawnFootholds, fc.constantFrom(3, 8, 14), (graph, footholds, at) => {
        for (const [node, second] of usedAt(reach(graph, footholds), [at])) {
          const isEnough = (edges: readonly string[]) =>
            isReached(reach(restrictedTo(graph, edges), footholds), node, "use", second);
          let kept = edgesOf(pathTo(reach(graph, footholds), node, "use", second) ?? []);
          for (const edge of kept) {
            const rest = kept.filter((other) => other !== edge);
            if (isEnough(rest)) kept = rest;
          }
          const path = pathTo(reach(restrictedTo(graph, kept), footholds), node, "use", second);
          expect(edgesOf(path ?? []).toSorted(), `${node} at ${second}`).toEqual(kept.toSorted());
          for (const last of path?.at(-1)?.via ?? []) {
            expect(isEnough(kept.filter((other) => other !== last))).toBe(false);
            paths += 1;
          }
        }
      }),
      draws,
    );
    expect(paths).toBeGreaterThan(draws.numRuns / 3);
  });

  it("loses extract at a rotation and at no other moment (K02)", () => {
    let losses = 0;
    fc.assert(
      fc.property(drawnGraph, drawnFootholds, (graph, footholds) => {
        const reached = reach(graph, footholds);
        for (const node of graph.nodes) {
          for (const second of seconds) {
            const isLost =
              isReached(reached, node.id, "extract", second) &&
              !isReached(reached, node.id, "extract", second + 1);
            if (!isLost) continue;
            losses += 1;
            expect("rotatedAt" in node && node.rotatedAt).toContain(second + 1);
          }
        }
      }),
      draws,
    );
    expect(losses).toBeGreaterThan(0);
  });

  it("keeps, after every foothold has ended, only what a copied secret still gives (K02)", () => {
    let kept = 0;
    fc.assert(
      fc.property(drawnGraph, drawnFootholds, (graph, footholds) => {
        const evicted = footholds.map((one) => ({ ...one, until: one.at + 2 }));
        const reached = reach(graph, evicted);
        const end = Math.max(...evicted.map(({ until }) => until));
        for (const second of seconds.filter((one) => one >= end)) {
          for (const { id } of graph.nodes) {
            const path = pathTo(reached, id, "use", second);
            if (path === null) continue;
            kept += 1;
            expect(
              path.some(({ capability, at }) => capability === "extract" && at <= second),
            ).toBe(true);
          }
        }
      }),
      draws,
    );
    expect(kept).toBeGreaterThan(0);
  });
});
