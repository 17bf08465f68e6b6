import { describe, expect, it } from "vitest";
import { readCurve, readMatrix } from "../../sim/report/read-study.ts";
import { cellOf } from "./cells.ts";

const token = { symbol: "ETH", decimals: 18 };
const matrix = {
  format: 1,
  seed: 1,
  tenant: "model",
  scenarios: [{ name: "made-up", title: "Made up", tokens: [token] }],
  own: {},
  cells: [cellOf("none", { lost: "1.00", valid: false })],
};
const curve = {
  format: 1,
  scenario: "made-up",
  title: "Made up",
  tokens: [token],
  seed: 1,
  points: [
    {
      defense: "none",
      keys: 5,
      detectionDelay: 60,
      loss: { ETH: "1" },
      strategy: "smash",
      scenario: "runs/0.json",
    },
  ],
};

const matrixIn = (change: object) => () =>
  readMatrix(JSON.stringify({ ...matrix, ...change }), "here/matrix.json");
const curveIn = (change: object) => () =>
  readCurve(JSON.stringify({ ...curve, ...change }), "here/curve.json");
const [point] = curve.points;
const [cell] = matrix.cells;

describe("the file of a study", () => {
  it("is read as it was written", () => {
    expect(matrixIn({})()).toEqual(matrix);
    expect(curveIn({})()).toEqual(curve);
  });

  it.each<[string, () => unknown, string]>([
    ["a matrix that is cut off", () => readMatrix("{", "here/matrix.json"), "is not JSON"],
    ["a curve that is cut off", () => readCurve("[", "here/curve.json"), "is not JSON"],
    ["another format", matrixIn({ format: 2 }), "is of format 2"],
    ["no cells", matrixIn({ cells: [] }), "at cells"],
    ["no scenarios", matrixIn({ scenarios: undefined }), "at scenarios"],
    [
      "an amount that is a float",
      matrixIn({ cells: [{ ...cell, metrics: { loss: { value: 1.5 } } }] }),
      "at cells.0.metrics.loss",
    ],
    ["no points", curveIn({ points: [] }), "at points"],
    [
      "a loss with a point",
      curveIn({ points: [{ ...point, loss: { ETH: "1.5" } }] }),
      "at points.0.loss.ETH",
    ],
    ["a delay below zero", curveIn({ points: [{ ...point, detectionDelay: -1 }] }), "points.0"],
    ["no token", curveIn({ tokens: [] }), "at tokens"],
  ])("is refused with %s, and the place is named", (_, read, said) => {
    expect(read).toThrow(said);
    expect(read).toThrow("here/");
    expect(read).toThrow(/^[^\n]+\.$/);
  });
});
