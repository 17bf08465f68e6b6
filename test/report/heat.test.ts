import { describe, expect, it } from "vitest";
import { heatMap, heatOf } from "../../sim/report/heat.ts";
import { cellOf, value } from "./cells.ts";

const tokens = [{ symbol: "ETH", decimals: 18 }];

describe("a heat map of cells", () => {
  const cells = [
    cellOf("none", { lost: "200.00", valid: false }),
    cellOf("none", { attack: "adapted", strategy: "smash", lost: "200.00", valid: false }),
    cellOf("none", { attack: "admin-key", lost: { why: "nobody has it" } }),
    cellOf("limit", { lost: "0.00", valid: true }),
    cellOf("limit", { attack: "adapted", strategy: "daily", lost: "50.00", valid: "unknown" }),
  ];
  const heat = heatOf(cells, "loss.usd", tokens);

  it("has defenses down and attacks across, in their order, however many", () => {
    expect(heat.rows).toEqual(["none", "limit"]);
    expect(heat.columns).toEqual(["replayed", "adapted", "admin-key"]);
  });

  it("shades by the share of the worst, labels in few letters, and keeps strategy and verdict", () => {
    expect(heat.squares).toEqual([
      [
        { shade: 1, label: "200", why: null, note: null, valid: false },
        { shade: 1, label: "200", why: null, note: "smash", valid: false },
        { shade: null, label: "–", why: "nobody has it", note: null, valid: null },
      ],
      [
        { shade: 0, label: "0", why: null, note: null, valid: true },
        { shade: 0.25, label: "50", why: null, note: "daily", valid: "unknown" },
        null,
      ],
    ]);
  });

  it("says so of a figure that no cell has", () => {
    const [[square] = []] = heatOf(cells, "loss.DAI", tokens).squares;
    expect(square).toMatchObject({ shade: null, why: "it has no loss.DAI" });
  });
});

describe("the shade of a figure", () => {
  const shades = (better: "lower" | "higher", ...values: readonly string[]) =>
    heatMap(
      values.map((text, index) => ({
        row: "one",
        column: `${index}`,
        figure: value(text, "wei", better),
        note: null,
        valid: null,
      })),
      "loss.ETH",
      tokens,
    ).squares[0]?.map((square) => square?.shade);

  it("is the other way round where higher is better", () => {
    expect(shades("higher", "0", "4", "1")).toEqual([1, 0, 0.75]);
  });

  it("compares amounts beyond what a float holds, and of other decimals", () => {
    expect(shades("lower", `1${"0".repeat(30)}`, `25${"0".repeat(28)}`)).toEqual([1, 0.25]);
    expect(shades("lower", "0.5", "0.25", "1.000000")).toEqual([0.5, 0.25, 1]);
  });

  it("is none where all are zero", () => {
    expect(shades("lower", "0", "0.00")).toEqual([0, 0]);
  });

  it("tells two names from one that looks like them joined", () => {
    const input = { figure: value("1", "wei"), note: null, valid: null };
    const { squares } = heatMap(
      [
        { row: "a b", column: "c", ...input },
        { row: "a", column: "b c", ...input },
      ],
      "loss.ETH",
      tokens,
    );
    expect(squares.map((row) => row.map((square) => square === null))).toEqual([
      [false, true],
      [true, false],
    ]);
  });
});
