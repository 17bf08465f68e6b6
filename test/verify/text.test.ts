import { describe, expect, it } from "vitest";
import { verificationText } from "../../sim/verify/text.ts";
import type { Compared } from "../../sim/verify/verification.ts";

const loss: Compared = {
  run: "run",
  name: "loss.ETH",
  claimed: "1",
  found: "1",
  agrees: true,
  how: "logs of payments without a request",
};
const hash: Compared = {
  run: "control",
  name: "traceHash",
  claimed: "0123456789abcdef".repeat(4),
  found: "0123456789abcdef".repeat(4),
  agrees: true,
  how: "SHA-256 of trace.jsonl",
};
const gap = { name: "keysStolen", why: "copying a key leaves no mark on a chain" };

describe("verificationText", () => {
  it("says first that all agrees, then shows run and control, and what was not recomputed", () => {
    const text = verificationText({
      format: 1,
      agrees: true,
      figures: [loss, hash],
      notRecomputed: [gap],
    });
    expect(text).toMatchInlineSnapshot(`
      "All 2 lines agree: the chains' balances, logs and calls say what results.json says.

      Run       claimed  found again
      loss.ETH        1            1  agrees

      Control              claimed        found again
      traceHash  0123456789abcdef…  0123456789abcdef…  agrees

      Not recomputed from the chains:
        keysStolen: copying a key leaves no mark on a chain.
      "
    `);
  });

  it("says first what differs, and how it was found", () => {
    const wrong = { ...loss, claimed: null, agrees: false };
    const text = verificationText({
      format: 1,
      agrees: false,
      figures: [wrong, hash],
      notRecomputed: [],
    });
    expect(text).toMatchInlineSnapshot(`
      "One line differs: loss.ETH of the run.

      Run       claimed  found again
      loss.ETH     none            1  DIFFERS

      Control              claimed        found again
      traceHash  0123456789abcdef…  0123456789abcdef…  agrees

      How they were recomputed:
        loss.ETH of the run: logs of payments without a request.
      "
    `);
  });

  it("counts several lines that differ", () => {
    const figures = [loss, hash].map((line) => ({ ...line, agrees: false }));
    const text = verificationText({ format: 1, agrees: false, figures, notRecomputed: [] });
    expect(text.split("\n")[0]).toBe(
      "2 lines differ: loss.ETH of the run, traceHash of the control.",
    );
  });
});
