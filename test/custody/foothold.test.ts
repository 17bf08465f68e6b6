import { describe, expect, it } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import { compromise, evict, validateFootholds } from "../../sim/custody/foothold.ts";
import { canUse, reach } from "../../sim/custody/reach.ts";
import { edge, foothold, graphOf, nodeOf } from "./build.ts";

const graph = graphOf(
  [
    edge("person:ann", "belongsTo", "organization:branch"),
    edge("organization:branch", "belongsTo", "organization:firm"),
    edge("host:desk", "belongsTo", "organization:firm"),
    edge("host:other", "belongsTo", "organization:rival"),
    edge("key:one", "authorizes", "role:pay"),
    edge("role:pay", "belongsTo", "organization:firm"),
  ],
  [nodeOf("person:ann"), nodeOf("quorum:q"), nodeOf("key:desk")],
);
const nodes = (name: string) => compromise(graph, name, 3, 9, "phished").map(({ node }) => node);

describe("compromise", () => {
  it("is one foothold on a node, named in full or in short", () => {
    const one = [{ node: "person:ann", at: 3, until: 9, how: "phished" }];
    expect(compromise(graph, "person:ann", 3, 9, "phished")).toEqual(one);
    expect(compromise(graph, "ann", 3, 9, "phished")).toEqual(one);
  });

  it("is a foothold on all that belongs to an organization, and on nothing else", () => {
    expect(nodes("firm")).toEqual(["person:ann", "host:desk"]);
    expect(nodes("branch")).toEqual(["person:ann"]);
    expect(nodes("rival")).toEqual(["host:other"]);
  });

  it("lasts, with an organization, while something belongs to it", () => {
    const sold = graphOf([
      edge("host:desk", "belongsTo", "organization:branch", { since: 5 }),
      edge("organization:branch", "belongsTo", "organization:firm", { until: 8 }),
      edge("host:shop", "belongsTo", "organization:firm", { until: 3 }),
    ]);
    const windows = compromise(sold, "firm", 3, 9, "bribed").map(({ node, at, until }) => [
      node,
      at,
      until,
    ]);
    expect(windows).toEqual([["host:desk", 5, 8]]);
  });

  it("ends in a circle of organizations", () => {
    const circle = graphOf([
      edge("organization:one", "belongsTo", "organization:two"),
      edge("organization:two", "belongsTo", "organization:one"),
      edge("host:desk", "belongsTo", "organization:two"),
    ]);
    expect(compromise(circle, "one", 0, null, "x").map(({ node }) => node)).toEqual(["host:desk"]);
  });

  it("refuses names that no node has, or more than one", () => {
    expect(() => nodes("bob")).toThrow('has no node "bob"; the nearest is');
    expect(() => nodes("desk")).toThrow(/fits more than one.*host:desk/);
  });
});

describe("evict", () => {
  it("ends the footholds that stand, and leaves those that ended before or come later", () => {
    const before = [
      foothold("host:desk", 0, 5),
      foothold("host:desk", 2, 20),
      foothold("host:desk", 4, null),
      foothold("host:desk", 10, null),
      foothold("host:other", 0, null),
    ];
    expect(evict(before, "host:desk", 10).map(({ at, until }) => [at, until])).toEqual([
      [0, 5],
      [2, 10],
      [4, 10],
      [10, null],
      [0, null],
    ]);
  });

  it("ends use at the second it is made", () => {
    const reached = reach(graph, evict([foothold("host:desk")], "host:desk", 10));
    expect([9, 10].map((at) => canUse(reached, "host:desk", at))).toEqual([true, false]);
  });
});

describe("validateFootholds", () => {
  const refusal = (one: Parameters<typeof foothold>) => () =>
    validateFootholds(graph, [foothold(...one)]);
  const cases: readonly (readonly [string, Parameters<typeof foothold>, RegExp])[] = [
    ["an unknown node", ["host:none"], /"host:none" is on no node/],
    ["a role", ["role:pay"], /of kind "role", which nobody breaks into/],
    ["a quorum", ["quorum:q"], /of kind "quorum", which nobody breaks into/],
    [
      "an organization as such",
      ["organization:firm"],
      /of kind "organization", which nobody breaks into/,
    ],
    ["an end that is no later than the start", ["host:desk", 5, 5], /ends at 5.*begins, at 5/],
    ["half a second", ["host:desk", 0.5], /begins at 0.5.*not at whole seconds/],
    ["a time before 1970", ["host:desk", -1], /begins at -1/],
    ["extract of a host", ["host:desk", 0, null, "extract"], /a host cannot be copied away/],
    ["what no rule reads", ["host:desk", 0, null, "deny"], /gives "deny", from which no rule/],
  ];
  for (const [what, one, message] of cases) {
    it(`refuses ${what}`, () => {
      expect(refusal(one)).toThrow(message);
      expect(refusal(one)).toThrow(InputError);
      expect(() => reach(graph, [foothold(...one)])).toThrow(message);
    });
  }
});
