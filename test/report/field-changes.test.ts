import { describe, expect, it } from "vitest";
import { fieldChanges } from "../../sim/report/field-changes.ts";

const balance = (account: string, amount: string) => ({
  chain: "mainchain",
  account,
  token: "ETH",
  amount,
});

describe("fieldChanges", () => {
  it("finds nothing in equal values, in whatever order their keys stand", () => {
    expect(fieldChanges({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] })).toEqual(
      [],
    );
  });

  it("goes down to the single field", () => {
    expect(fieldChanges({ quorum: { numerator: 5 } }, { quorum: { numerator: 6 } })).toEqual([
      { path: "quorum.numerator", left: "5", right: "6" },
    ]);
  });

  it("says null where one has nothing, and writes what the other has", () => {
    expect(fieldChanges({ a: null, b: { c: 1 } }, { a: 1 })).toEqual([
      { path: "a", left: "null", right: "1" },
      { path: "b", left: '{"c":1}', right: null },
    ]);
  });

  it("matches members of a list by their names, wherever they stand", () => {
    const [one, two] = [
      { name: "one", x: 1 },
      { name: "two", x: 2 },
    ];
    expect(fieldChanges([one, two], [two, { ...one, x: 3 }])).toEqual([
      { path: "one.x", left: "1", right: "3" },
    ]);
    expect(fieldChanges(["a", "b"], ["b"])).toEqual([{ path: "a", left: "a", right: null }]);
  });

  it("matches balances by chain, account and token", () => {
    const left = [balance("vault", "5"), balance("thief", "0")];
    expect(fieldChanges(left, [balance("thief", "0"), balance("vault", "4")])).toEqual([
      { path: "mainchain.vault.ETH.amount", left: "5", right: "4" },
    ]);
  });

  it("goes by position where names are missing or shared", () => {
    expect(fieldChanges([1, 2], [1, 3])).toEqual([{ path: "1", left: "2", right: "3" }]);
    expect(fieldChanges(["a", "a"], ["a"])).toEqual([{ path: "1", left: "a", right: null }]);
  });

  it("does not take a list for an object", () => {
    expect(fieldChanges({ a: [1] }, { a: { 0: 1 } })).toEqual([
      { path: "a", left: "[1]", right: '{"0":1}' },
    ]);
  });

  it("cuts long values", () => {
    const [change] = fieldChanges("x".repeat(100), "y");
    expect(change?.left).toBe(`${"x".repeat(79)}…`);
  });
});
