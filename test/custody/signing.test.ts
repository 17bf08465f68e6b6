import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rotate } from "../../sim/custody/change.ts";
import { evict } from "../../sim/custody/foothold.ts";
import { canUse, reach } from "../../sim/custody/reach.ts";
import { isQuorumSigned, type Signature, signersAt, signingAt } from "../../sim/custody/signing.ts";
import { edge, foothold, graphOf, nodeOf } from "./build.ts";
import { draws } from "./drawn.ts";

const graph = graphOf(
  [
    edge("host:signer", "holds", "key:one", { mode: "extract" }),
    edge("host:signer", "holds", "key:two", { mode: "use" }),
    edge("service:rpc", "runsOn", "host:signer"),
    edge("service:rpc", "maySignFor", "key:three"),
    ...["one", "two", "three", "four"].map((name) =>
      edge(`key:${name}`, "memberOf", "quorum:q", { weight: 1 }),
    ),
  ],
  [nodeOf("quorum:q", { threshold: 2 })],
);
const signed = (signer: string, more: Partial<Signature> = {}): Signature => ({
  payload: "withdrawal 1",
  signer,
  madeAt: 0,
  validUntil: null,
  ...more,
});

describe("signingAt", () => {
  it("tells a copied key from one that signs in place, and either from a delegation", () => {
    const signers = signersAt(reach(graph, [foothold("host:signer")]), "quorum:q", 5);
    expect(signers.map(({ key, mode, delegation }) => [key, mode, delegation])).toEqual([
      ["key:one", "extract", null],
      ["key:two", "use", null],
      ["key:three", "use", "rpc-maysignfor-three"],
    ]);
    expect(signers.map(({ path }) => path.at(-1)?.node)).toEqual([
      "key:one",
      "key:two",
      "key:three",
    ]);
  });

  it("prefers a copy to a delegation", () => {
    const both = [foothold("service:rpc"), foothold("key:three", 3, 4, "extract")];
    const reached = reach(graph, both);
    expect(signingAt(reached, "key:three", 2)?.delegation).toBe("rpc-maysignfor-three");
    expect(signingAt(reached, "key:three", 3)).toMatchObject({ mode: "extract", delegation: null });
  });

  it("is null for a key that cannot be used", () => {
    const reached = reach(graph, [foothold("host:signer", 5, 9)]);
    expect(signingAt(reached, "key:two", 4)).toBeNull();
    expect(signingAt(reached, "key:two", 9)).toBeNull();
    expect(signingAt(reached, "key:four", 5)).toBeNull();
  });
});

describe("isQuorumSigned", () => {
  const isSigned = (signatures: readonly Signature[], at = 9) =>
    isQuorumSigned(graph, "quorum:q", "withdrawal 1", signatures, at);

  it("accepts signatures of enough weight and refuses fewer", () => {
    expect(isSigned([signed("key:one"), signed("key:two")])).toBe(true);
    expect(isSigned([signed("key:one")])).toBe(false);
  });

  it("counts a key once, members only, and one payload only", () => {
    expect(isSigned([signed("key:one"), signed("key:one", { madeAt: 1 })])).toBe(false);
    expect(isSigned([signed("key:one"), signed("key:stranger")])).toBe(false);
    expect(isSigned([signed("key:one"), signed("key:two", { payload: "withdrawal 2" })])).toBe(
      false,
    );
  });

  it("accepts a signature up to its deadline and not at it, and none from the future", () => {
    const until = (validUntil: number) => [signed("key:one"), signed("key:two", { validUntil })];
    expect([8, 9].map((at) => isSigned(until(9), at))).toEqual([true, false]);
    const later = [signed("key:one"), signed("key:two", { madeAt: 9 })];
    expect([8, 9].map((at) => isSigned(later, at))).toEqual([false, true]);
  });

  it("asks who is a member when it is submitted, not when it was signed", () => {
    const epochs = graphOf([edge("key:one", "memberOf", "quorum:q", { weight: 1, until: 5 })]);
    const submitted = [4, 5].map((at) =>
      isQuorumSigned(epochs, "quorum:q", "withdrawal 1", [signed("key:one")], at),
    );
    expect(submitted).toEqual([true, false]);
  });

  it("is false for what is no quorum", () => {
    expect(isQuorumSigned(graph, "key:one", "withdrawal 1", [signed("key:one")], 9)).toBe(false);
  });
});

describe("a signature made outlasts the control that made it (K02)", () => {
  it("at t - 1, submitted at t + 1, with the host rebuilt and both keys rotated at t", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (t) => {
        const rotated = rotate(rotate(graph, "key:one", t), "key:two", t);
        const footholds = [foothold("host:signer")];
        const reached = reach(rotated, evict(footholds, "host:signer", t));
        const keys = ["key:one", "key:two"];
        expect(keys.map((key) => canUse(reached, key, t - 1))).toEqual([true, true]);
        expect(keys.map((key) => canUse(reached, key, t))).toEqual([false, false]);
        expect(canUse(reached, "quorum:q", t + 1)).toBe(false);
        const made = signersAt(reached, "quorum:q", t - 1)
          .filter(({ key }) => keys.includes(key))
          .map(({ key }) => signed(key, { madeAt: t - 1 }));
        expect(isQuorumSigned(rotated, "quorum:q", "withdrawal 1", made, t + 1)).toBe(true);
      }),
      draws,
    );
  });
});
