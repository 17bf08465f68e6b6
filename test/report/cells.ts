import type { Figure } from "../../sim/metric/metric.ts";
import type { Cell } from "../../sim/study/matrix.ts";

/** What a test says of a cell; the rest is as in a cell in which nothing is lost and nobody waits. */
export type CellSketch = {
  readonly attack?: string;
  readonly strategy?: string | null;
  /** In dollars with two decimals, or why there is none. */
  readonly lost?: string | { readonly why: string };
  readonly delayed?: string;
  readonly blocked?: string;
  readonly valueSeconds?: string;
  readonly valid?: boolean | "unknown";
};

export const value = (text: string, unit: string, better: Figure["better"] = "lower"): Figure => ({
  value: text,
  unit,
  better,
});

/** Returns a cell of a made-up matrix. */
export function cellOf(defense: string, sketch: CellSketch = {}): Cell {
  const { attack = "replayed", strategy = null, lost = "0.00", valid } = sketch;
  const { delayed = "0", blocked = "0", valueSeconds = "0" } = sketch;
  const loss: Figure =
    typeof lost === "string"
      ? value(lost, "USD")
      : { value: null, why: lost.why, unit: "USD", better: "lower" };
  return {
    scenario: "made-up",
    defense,
    attack: attack as Cell["attack"],
    strategy,
    traceHash: null,
    verdicts:
      valid === undefined
        ? {}
        : { defense: { valid, count: 0, exercised: 1, first: null, worst: null, note: "" } },
    metrics: {
      "loss.usd": loss,
      "honest.delayed.value.ETH": value(delayed, "wei"),
      "honest.blocked.value.ETH": value(blocked, "wei"),
      "honest.delay.valueSeconds.ETH": value(valueSeconds, "wei times seconds"),
    },
  };
}
