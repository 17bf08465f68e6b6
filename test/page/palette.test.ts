import { describe, expect, it } from "vitest";
import { type Palette, palettes, type Theme } from "../../sim/page/palette.ts";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/**
 * How people without one kind of cone see a color, on linear RGB: the matrices of severity 1 of
 * Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision
 * Deficiency, IEEE TVCG 15 (2009), doi 10.1109/TVCG.2009.113.
 */
const visions: { readonly [name: string]: Matrix } = {
  "all three cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Colors that lines, marks and words are drawn in. */
const lines = ["vault", "attack", "honest", "alarm", "delegation", "quiet"] as const;

/** Distances in CIELAB (1976): about 2.3 can just be told apart, side by side and in large areas. */
const enough = 10;

const times = (matrix: Matrix, [a, b, c]: Triple): Triple =>
  matrix.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Triple;

function linear(hex: string): Triple {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Linear sRGB to CIE XYZ, divided by the white point D65. */
const xyz: Matrix = [
  [0.4338, 0.3762, 0.19],
  [0.2126, 0.7152, 0.0722],
  [0.0178, 0.1095, 0.8727],
];

function lab(color: Triple): Triple {
  const cut = color.map((channel) => Math.min(1, Math.max(0, channel))) as unknown as Triple;
  const [x, y, z] = times(xyz, cut).map((value) =>
    value > 216 / 24389 ? Math.cbrt(value) : (value * 24389) / 3132 + 4 / 29,
  ) as unknown as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (one: string, other: string, vision: Matrix): number => {
  const [first, second] = [one, other].map((hex) => lab(times(vision, linear(hex))));
  return Math.hypot(...[0, 1, 2].map((at) => (first?.[at] ?? 0) - (second?.[at] ?? 0)));
};

/** Returns the pairs of lines that somebody could take for each other. */
const confused = (palette: Palette, vision: Matrix): readonly string[] =>
  lines.flatMap((one, index) =>
    lines
      .slice(index + 1)
      .filter((other) => distance(palette[one], palette[other], vision) < enough)
      .map((other) => `${one} and ${other}`),
  );

const luminance = (hex: string): number => times(xyz, linear(hex))[1];

const contrast = (one: string, other: string): number => {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};

describe.each(["light", "dark"] as const)("the %s palette", (theme: Theme) => {
  const palette = palettes[theme];

  it.each(Object.entries(visions))("keeps its lines apart for eyes with %s", (_, vision) => {
    expect(confused(palette, vision)).toEqual([]);
  });

  it("has a contrast of 4.5 to 1 for words on every shade of a heat map", () => {
    const channels = (hex: string) =>
      [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    const [paper, heat] = [channels(palette.paper), channels(palette.heat)];
    for (let percent = 0; percent <= 100; percent++) {
      const mixed = paper.map((from, index) =>
        Math.round(from + (((heat[index] ?? 0) - from) * percent) / 100),
      );
      const hex = `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
      expect(contrast(palette.ink, hex), hex).toBeGreaterThanOrEqual(4.5);
    }
    expect(
      distance(palette.paper, palette.heat, visions["all three cones"] as Matrix),
    ).toBeGreaterThan(enough);
  });

  it("has words of a contrast of 4.5 to 1 on both grounds, and marks of 3 to 1", () => {
    for (const ground of [palette.paper, palette.panel])
      for (const name of ["ink", "faint", "vault", "attack", "honest", "alarm"] as const)
        expect(contrast(palette[name], ground), name).toBeGreaterThanOrEqual(4.5);
    for (const name of lines)
      expect(contrast(palette[name], palette.paper), name).toBeGreaterThanOrEqual(3);
  });
});

describe("the simulation", () => {
  it("confuses what is the same, and what differs for full sight alone", () => {
    const { light } = palettes;
    const same = { ...light, alarm: light.attack };
    for (const vision of Object.values(visions))
      expect(confused(same, vision)).toEqual(["attack and alarm"]);
    const redAndGreen = { ...light, attack: "#b03000", honest: "#5a6400" };
    expect(confused(redAndGreen, visions["all three cones"] as Matrix)).toEqual([]);
    expect(confused(redAndGreen, visions.deuteranopia as Matrix)).toContain("attack and honest");
  });

  it("leaves black and white as they are, for everybody", () => {
    for (const vision of Object.values(visions))
      for (const [hex, lightness] of [
        ["#000000", 0],
        ["#ffffff", 100],
      ] as const) {
        const [l, a, b] = lab(times(vision, linear(hex)));
        expect(l).toBeCloseTo(lightness, 0);
        expect(Math.hypot(a, b)).toBeLessThan(0.5);
      }
  });

  it("computes contrast as the guidelines do", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 1);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 1);
  });
});
