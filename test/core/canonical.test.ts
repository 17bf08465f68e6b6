import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson, deepFreeze } from "../../sim/core/canonical.ts";

it("orders keys, keeps arrays, leaves out what is undefined", () => {
  expect(canonicalJson({ b: [2, 1], a: { d: null, c: "ä\n" }, e: undefined })).toBe(
    '{"a":{"c":"ä\\n","d":null},"b":[2,1]}',
  );
});

it("does not depend on the order in which keys were written", () => {
  const value = fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean()));
  fc.assert(
    fc.property(value, (record) => {
      const reversed = Object.fromEntries(Object.entries(record).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(record));
      expect(JSON.parse(canonicalJson(record))).toEqual({ ...record });
    }),
  );
});

it("refuses what has no canonical form", () => {
  for (const value of [0.5, Number.NaN, 2 ** 53, 1n, () => 1, undefined])
    expect(() => canonicalJson({ value: [value] })).toThrow();
});

it("freezes a value and everything in it", () => {
  const value = deepFreeze({ a: [{ b: 1 }] });
  expect(() => {
    (value.a[0] as { b: number }).b = 2;
  }).toThrow(TypeError);
});
