import { expect, it } from "vitest";
import { baseUnit } from "../../sim/metric/metric.ts";
import type { RunDiff } from "../../sim/report/diff.ts";
import { amountInField, lossWords } from "../../sim/report/diff-words.ts";
import { pricesText } from "../../sim/report/price.ts";

const tokens = [
  { symbol: "ETH", decimals: 18 },
  { symbol: "USDC", decimals: 6 },
];

/** A comparison in which these losses changed, in base units. */
const losing = (losses: { readonly [token: string]: readonly [string, string] }): RunDiff => {
  const figures = Object.entries(losses).map(([token, [left, right]]) => {
    const figure = (value: string) => ({ value, unit: baseUnit(token), better: "lower" as const });
    return { name: `loss.${token}`, left: figure(left), right: figure(right) };
  });
  return { left: { tokens }, right: { tokens }, run: { figures } } as unknown as RunDiff;
};

it("says what each run lost", () => {
  const both = { ETH: ["1500000000000000000", "0"], USDC: ["25000000", "0"] } as const;
  expect(lossWords(losing(both))).toBe("Left lost 1.5 ETH and 25 USDC, right nothing.");
});

it("does not say that nothing was lost where a token is not told of", () => {
  expect(lossWords(losing({ USDC: ["0", "25000000"] }))).toBe("Left lost 0 USDC, right 25 USDC.");
});

it("says nothing where both lost as much", () => {
  expect(lossWords(losing({}))).toBe(null);
});

it.each([
  ["balances.mainchain.vault.USDC.amount", "25000000", "ETH", "25 USDC"],
  ["result.paid", "1500000000000000000", "ETH", "1.5 ETH"],
  ["result.paid", "7", undefined, "7"],
  ["result.credited", "true", "ETH", "true"],
])("writes the field %s, %s of %s, as %s", (path, value, token, words) => {
  expect(amountInField(path, value, tokens, token)).toBe(words);
});

it("rounds prices to the cent", () => {
  const price = (token: string, numerator: number, denominator: number) => ({
    ...{ token, basis: "" },
    dollars: { numerator, denominator },
  });
  const prices = [price("ETH", 194370779, 62500), price("USDC", 999705451, 1000000000)];
  expect(pricesText({ prices })).toBe("about 3,109.93 USD per ETH, about 1 USD per USDC");
});
