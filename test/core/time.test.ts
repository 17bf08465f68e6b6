import { expect, it } from "vitest";
import { formatDuration, formatUtc, utcSeconds } from "../../sim/core/time.ts";

it("reads and writes UTC, to the second", () => {
  expect(utcSeconds("2022-03-23T13:29:09Z")).toBe(1_648_042_149);
  expect(formatUtc(1_648_042_264)).toBe("2022-03-23 13:31:04");
});

it("writes lengths of time without what is zero", () => {
  expect(formatDuration(0)).toBe("0s");
  expect(formatDuration(518_451)).toBe("6d 51s");
  expect(formatDuration(3661)).toBe("1h 1m 1s");
});
