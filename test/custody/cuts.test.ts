import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CountedKind, minimalCuts } from "../../sim/custody/cuts.ts";
import { compromise } from "../../sim/custody/foothold.ts";
import { canUse, reach } from "../../sim/custody/reach.ts";
import { edge, graphOf, nodeOf } from "./build.ts";
import { drawnGraph, draws } from "./drawn.ts";

const twoOfThree = graphOf(
  [
    ...["a", "b", "c"].flatMap((name) => [
      edge(`host:${name}`, "holds", `key:${name}`, { mode: "use" }),
      edge(`key:${name}`, "memberOf", "quorum:q", { weight: 1 }),
      edge(`host:${name}`, "belongsTo", `organization:${name === "c" ? "two" : "one"}`),
    ]),
    edge("person:ann", "operates", "host:a"),
    edge("person:ann", "operates", "host:b"),
    edge("person:bob", "operates", "host:b", { until: 10 }),
    edge("person:cat", "operates", "host:c"),
    edge("person:dan", "operates", "host:aside"),
    edge("quorum:q", "authorizes", "role:pay"),
  ],
  [nodeOf("quorum:q", { threshold: 2 })],
);

describe("minimalCuts", () => {
  it("finds every smallest set of hosts", () => {
    expect(minimalCuts(twoOfThree, "role:pay", 5, "host")).toEqual({
      role: "role:pay",
      at: 5,
      by: "host",
      nominal: { keys: 2, of: 3 },
      effective: 2,
      cuts: [
        ["host:a", "host:b"],
        ["host:a", "host:c"],
        ["host:b", "host:c"],
      ],
    });
  });

  it("finds the one person behind two hosts, and larger sets without that person", () => {
    expect(minimalCuts(twoOfThree, "pay", 5, "person")).toMatchObject({
      effective: 1,
      cuts: [["person:ann"], ["person:bob", "person:cat"]],
    });
  });

  it("looks at the moment asked about", () => {
    expect(minimalCuts(twoOfThree, "pay", 10, "person").cuts).toEqual([["person:ann"]]);
  });

  it("takes all that belongs to an organization together", () => {
    expect(minimalCuts(twoOfThree, "pay", 5, "organization")).toMatchObject({
      effective: 1,
      cuts: [["organization:one"]],
    });
  });

  it("says so when no set of the kind, or nothing at all, reaches the role", () => {
    const alone = graphOf([edge("key:one", "authorizes", "role:pay", { since: 8 })]);
    expect(minimalCuts(alone, "pay", 8, "host")).toMatchObject({
      nominal: { keys: 1, of: 1 },
      effective: null,
      cuts: [],
    });
    expect(minimalCuts(alone, "pay", 7, "host").nominal).toBeNull();
  });

  it("counts, for the nominal number, the heaviest keys of the least demanding quorum", () => {
    const weighted = graphOf(
      [
        edge("key:a", "memberOf", "quorum:q", { weight: 1 }),
        edge("key:b", "memberOf", "quorum:q", { weight: 3 }),
        edge("key:c", "memberOf", "quorum:q", { weight: 2 }),
        edge("key:a", "memberOf", "quorum:strict", { weight: 1 }),
        edge("key:b", "memberOf", "quorum:strict", { weight: 1 }),
        edge("key:c", "memberOf", "quorum:strict", { weight: 1 }),
        edge("quorum:strict", "authorizes", "role:pay"),
        edge("quorum:q", "authorizes", "role:pay"),
      ],
      [nodeOf("quorum:q", { threshold: 5 }), nodeOf("quorum:strict", { threshold: 3 })],
    );
    expect(minimalCuts(weighted, "pay", 0, "person").nominal).toEqual({ keys: 2, of: 3 });
  });

  it("refuses what is no role, and more candidates than it can go through", () => {
    expect(() => minimalCuts(twoOfThree, "key:a", 5, "host")).toThrow(/"key:a" is a key/);
    const many = Array.from({ length: 21 }, (_, index) => [
      edge(`host:h${index}`, "holds", "key:one", { mode: "use" }),
    ]).flat();
    const wide = graphOf([...many, edge("key:one", "authorizes", "role:pay")]);
    expect(() => minimalCuts(wide, "pay", 5, "host")).toThrow(/among 21 nodes, more than 20/);
  });

  it("returns cuts that suffice, of which no part does, and misses none", () => {
    let found = 0;
    const kinds = fc.constantFrom<CountedKind>("person", "host");
    const moments = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(drawnGraph, kinds, moments, (graph, by, at) => {
        const { cuts } = minimalCuts(graph, "role:pay", at, by);
        const isCut = (ids: readonly string[]) =>
          canUse(
            reach(
              graph,
              ids.flatMap((id) => compromise(graph, id, 0, null, "x")),
            ),
            "role:pay",
            at,
          );
        for (const cut of cuts) {
          found += 1;
          expect(isCut(cut)).toBe(true);
          for (const gone of cut) expect(isCut(cut.filter((id) => id !== gone))).toBe(false);
        }
        const all = graph.nodes.filter(({ kind }) => kind === by).map(({ id }) => id);
        for (const cut of cuts) expect(all).toEqual(expect.arrayContaining([...cut]));
        // what avoids one member of every cut contains no cut, and so must not reach the role
        for (const choice of choices(cuts)) {
          expect(isCut(all.filter((id) => !choice.includes(id)))).toBe(false);
        }
      }),
      draws,
    );
    expect(found).toBeGreaterThan(20);
  });
});

/** All ways to pick one member of each cut. */
const choices = (cuts: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  cuts.reduce<readonly (readonly string[])[]>(
    (chosen, cut) => chosen.flatMap((ids) => cut.map((id) => [...ids, id])),
    [[]],
  );
