import { expect, it } from "vitest";
import { isNothing, readableValue } from "../../sim/report/figure.ts";

const amount = (value: string) => ({ value, unit: "wei", better: "lower" }) as const;
const none = { value: null, why: "nothing was stolen", unit: "wei", better: "lower" } as const;

it("writes a ratio without the zeros that say nothing", () => {
  const written = ["0.840000", "0.000000", "1.000000", "10.050000"].map((value) =>
    readableValue([], "recovered.share", { value, unit: "ratio" }),
  );
  expect(written).toEqual(["0.84", "0", "1", "10.05"]);
});

it("has nothing to show where both sides are zero, or the control none", () => {
  expect(isNothing("dark.ETH", amount("0"), amount("0"))).toBe(true);
  expect(isNothing("dark.ETH", amount("0"), none)).toBe(true);
  expect(isNothing("dark.ETH", amount("0"), undefined)).toBe(true);
  expect(isNothing("dark.ETH", amount("1"), amount("0"))).toBe(false);
  expect(isNothing("dark.ETH", amount("0"), amount("1"))).toBe(false);
  expect(isNothing("loss.ETH", amount("0"), amount("0"))).toBe(false);
});

it("shows a time of zero where the control has none", () => {
  const atOnce = { value: "0", unit: "seconds", better: "lower" } as const;
  expect(isNothing("timeToDetect", atOnce, { ...none, unit: "seconds" })).toBe(false);
});
