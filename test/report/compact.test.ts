import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compactDecimal, compactFigure, shifted } from "../../sim/report/compact.ts";

const tokens = [
  { symbol: "ETH", decimals: 18 },
  { symbol: "USDC", decimals: 6 },
];

describe("a decimal in few letters", () => {
  it.each([
    ["0", "0"],
    ["0.00", "0"],
    ["7", "7"],
    ["12.50", "12.5"],
    ["999", "999"],
    ["999.99", "999"],
    ["1000", "1K"],
    ["25492489.00", "25.4M"],
    ["565376764.75", "565M"],
    ["1000000", "1M"],
    ["3540000000", "3.54B"],
    ["0.000123456", "0.000123"],
    ["0.5", "0.5"],
    ["-1234.5", "-1.23K"],
    ["123456789012345678", "123456T"],
  ])("%s is %s", (value, label) => {
    expect(compactDecimal(value)).toBe(label);
  });

  it("is never zero unless the value is, and never more than it", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.integer({ min: 0, max: 20 }),
        (n, d) => {
          const label = compactDecimal(shifted(`${n}`, d));
          expect(label === "0").toBe(n === 0n);
          const scale = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[label.at(-1) as "K"] ?? 1;
          const shown = Number.parseFloat(label) * scale;
          const exact = Number(n) / 10 ** d;
          expect(shown).toBeLessThanOrEqual(exact * (1 + 1e-12));
          expect(shown).toBeGreaterThanOrEqual(exact * 0.99);
        },
      ),
    );
  });
});

describe("a power of ten", () => {
  it.each([
    ["45900000000000000000000", 18, "45900.000000000000000000"],
    ["1", 18, "0.000000000000000001"],
    ["0.472750", -2, "47.2750"],
    ["1.000000", -2, "100.0000"],
    ["12", 0, "12"],
    ["-5", 1, "-0.5"],
    ["5", -2, "500"],
  ])("takes %s by %i to %s", (value, power, result) => {
    expect(shifted(value, power)).toBe(result);
  });
});

describe("a figure in few letters", () => {
  it.each([
    ["loss.ETH", "91799999999999999999998", "wei", "91.7K"],
    ["loss.USDC", "25500000000000", "base units of USDC", "25.5M"],
    ["loss.usd", "565376764.75", "USD", "565M"],
    ["timeToDetect", "518451", "seconds", "6d 51s"],
    ["timeToContain", "505801", "seconds", "5d 20h"],
    ["honest.blocked.share", "0.420258", "ratio", "42 %"],
    ["honest.delayed.share", "1.000000", "ratio", "100 %"],
    ["grief.cost", "9360000000000000", "wei per hour", "0.00936"],
    ["keysStolen", "4", "count", "4"],
    ["gas.withdrawal", "123456", "gas", "123K"],
  ])("%s of %s %s is %s", (name, value, unit, label) => {
    expect(compactFigure(tokens, name, { value, unit })).toBe(label);
  });
});
