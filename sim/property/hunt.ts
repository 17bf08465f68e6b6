import fc from "fast-check";
import type { Trace } from "../trace/event.ts";
import type { Sister } from "./attack.ts";
import { draws, type Menu } from "./drawing.ts";
import type { Draw } from "./move.ts";
import { play, type Stage } from "./play.ts";
import type { Setting } from "./setting.ts";

/** Where draws are looked for, and how many. */
export type Ground = {
  readonly setting: Setting;
  readonly stage: Stage;
  readonly menu: Menu;
  readonly sister?: Sister;
  readonly seed: number;
  readonly runs: number;
};

/** What a search came to. */
export type Caught = {
  readonly tried: number;
  /** The draw that does it, shrunk if that was asked for, or `null`. */
  readonly draw: Draw | null;
  /** fast-check's own name of that draw under its seed. */
  readonly path: string | null;
};

/**
 * Draws until a draw's trace is bad, or all are played.
 *
 * @param isBad Judges a finished trace; it is called once for every draw that is played.
 * @param isShrunk Whether the draw that is found is made as small as fast-check can make it.
 */
export async function hunt(
  { setting, stage, menu, sister = null, seed, runs }: Ground,
  isBad: (trace: Trace) => boolean,
  isShrunk = false,
): Promise<Caught> {
  let broken: unknown = null;
  const property = fc.asyncProperty(draws(menu), async (draw) => {
    if (broken !== null) return true;
    try {
      return !isBad(await play(setting, draw, stage, sister));
    } catch (error) {
      // A fault of ours is no attack.
      broken = error;
      return true;
    }
  });
  const found = await fc.check(property, { seed, numRuns: runs, endOnFailure: !isShrunk });
  if (broken !== null) throw broken;
  return {
    tried: found.numRuns,
    draw: found.failed ? ((found.counterexample?.[0] as Draw | undefined) ?? null) : null,
    path: found.counterexamplePath,
  };
}

/**
 * Takes away from a draw whatever can be taken away, until no move and no trick is left without
 * which it would still be bad.
 */
export async function shortest(
  { setting, stage, sister = null }: Pick<Ground, "setting" | "stage" | "sister">,
  draw: Draw,
  isBad: (trace: Trace) => boolean,
): Promise<Draw> {
  for (const smaller of smallerThan(draw))
    if (isBad(await play(setting, smaller, stage, sister)))
      return shortest({ setting, stage, sister }, smaller, isBad);
  return draw;
}

/** Every draw with one move, or one trick, less. */
function smallerThan(draw: Draw): readonly Draw[] {
  const withoutMove = draw.map((_, at) => draw.filter((_move, index) => index !== at));
  const withoutTrick = draw.flatMap((move, at) =>
    move.move !== "submit"
      ? []
      : move.tricks.map((_, trick) => {
          const tricks = move.tricks.filter((_one, index) => index !== trick);
          return draw.map((one, index) => (index === at ? { ...move, tricks } : one));
        }),
  );
  return [...withoutMove, ...withoutTrick];
}
