import type { TokenUnit } from "../core/units.ts";
import type { Place, Point } from "./curve.ts";
import type { Cell } from "./matrix.ts";

/** What a reader of a study needs to know of a scenario. */
export type StudiedScenario = {
  readonly name: string;
  readonly title: string;
  readonly tokens: readonly TokenUnit[];
};

/** The content of `matrix.json`. */
export type MatrixDocument = {
  readonly format: 1;
  readonly seed: number;
  readonly tenant: string;
  readonly scenarios: readonly StudiedScenario[];
  /** Files of attacks of the user's own, by name, as the user named them. */
  readonly own: { readonly [attack: string]: string };
  readonly cells: readonly Cell[];
};

/** A point of a curve, whose attack is a file. */
export type FiledPoint = Place &
  Pick<Point, "loss" | "strategy"> & {
    /** The file of the scenario that replays it, as seen from where the user stood. */
    readonly scenario: string;
  };

/** The content of `curve.json`. */
export type CurveDocument = {
  readonly format: 1;
  readonly scenario: string;
  readonly title: string;
  readonly tokens: readonly TokenUnit[];
  readonly seed: number;
  readonly points: readonly FiledPoint[];
};

/** Returns what a study's file says of a scenario. */
export const studied = (scenario: {
  readonly name: string;
  readonly title: string;
  readonly world: { readonly tokens: readonly TokenUnit[] };
}): StudiedScenario => ({
  name: scenario.name,
  title: scenario.title,
  tokens: scenario.world.tokens.map(({ symbol, decimals }) => ({ symbol, decimals })),
});
