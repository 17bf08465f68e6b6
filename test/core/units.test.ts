import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../sim/core/errors.ts";
import {
  formatAmount,
  parseAmount,
  parseCount,
  parseDuration,
  shortenAmount,
} from "../../sim/core/units.ts";

const ether = { symbol: "ETH", decimals: 18 };
const usdCoin = { symbol: "USDC", decimals: 6 };

describe("parseAmount", () => {
  it("reads whole and broken amounts exactly", () => {
    expect(parseAmount("173600 ETH", ether, "x")).toBe(173_600n * 10n ** 18n);
    expect(parseAmount("0.000000000000000001 ETH", ether, "x")).toBe(1n);
    expect(parseAmount("25.5M USDC", usdCoin, "x")).toBe(25_500_000_000_000n);
    expect(parseAmount("1_000ETH", ether, "x")).toBe(1000n * 10n ** 18n);
    expect(parseAmount("1.5 gwei", ether, "x")).toBe(1_500_000_000n);
    expect(parseAmount("7 wei", ether, "x")).toBe(7n);
  });

  it.each([
    ["5000", "without a unit: write one of ETH, gwei, wei"],
    ["5000 USDC", 'whose unit "USDC" does not fit'],
    ["-5 ETH", "cannot be negative"],
    ["1.5 wei", "no more than 0 decimals"],
    ["0.0000000000000000001 ETH", "no more than 18 decimals"],
    [`${2n ** 256n} wei`, "more than a uint256 holds"],
    ["many ETH", "must be an amount"],
    ["1e3 ETH", "must be an amount"],
    ["", "must be an amount"],
  ])("refuses %j", (text, why) => {
    expect(() => parseAmount(text, ether, "theft.ETH")).toThrow(InputError);
    expect(() => parseAmount(text, ether, "theft.ETH")).toThrow(why);
    expect(() => parseAmount(text, ether, "theft.ETH")).toThrow(/^theft\.ETH is /);
  });

  it("reads back what formatAmount writes, to the last unit", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 256n - 1n),
        fc.constantFrom(ether, usdCoin),
        (value, token) => {
          const written = formatAmount(value, token).replaceAll(",", "");
          expect(parseAmount(written, token, "x")).toBe(value);
        },
      ),
    );
  });
});

describe("formatAmount and shortenAmount", () => {
  it("write thousands apart, and what is cut off with an ellipsis", () => {
    expect(formatAmount(173_600n * 10n ** 18n, ether)).toBe("173,600 ETH");
    expect(formatAmount(-1n, usdCoin)).toBe("-0.000001 USDC");
    expect(shortenAmount(1_234_567_890_000_000_000n, ether)).toBe("1.2345… ETH");
    expect(shortenAmount(1_500_000_000_000_000_000n, ether)).toBe("1.5 ETH");
  });
});

describe("parseDuration", () => {
  it("reads units alone and together", () => {
    expect(parseDuration("90s", "x")).toBe(90);
    expect(parseDuration("6d", "x")).toBe(518_400);
    expect(parseDuration("1h 30m", "x")).toBe(5400);
    expect(parseDuration("2w", "x")).toBe(1_209_600);
  });

  it.each(["5", "5 minutes", "-5m", "1.5h", "", "h", "100y", "99999w"])("refuses %j", (text) => {
    expect(() => parseDuration(text, "detection.delay")).toThrow(InputError);
  });
});

describe("parseCount", () => {
  it("takes digits within bounds and nothing else", () => {
    expect(parseCount("40", "x", 0, 1000)).toBe(40);
    for (const text of ["1001", "-1", "4.0", "40 users", "0x10", ""])
      expect(() => parseCount(text, "honest.count", 0, 1000)).toThrow(InputError);
  });
});
