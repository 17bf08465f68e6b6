import fc from "fast-check";
import type { OpenBridge } from "../bridge/port.ts";
import { invariant } from "../core/invariant.ts";
import type { Trace } from "../trace/event.ts";
import { draws, type Menu } from "./drawing.ts";
import { type Caught, hunt, shortest } from "./hunt.ts";
import type { Draw } from "./move.ts";
import { mutants } from "./mutants.ts";
import { freshStage, play, type Stage, sisterOf } from "./play.ts";
import type { Property } from "./property.ts";
import { type Change, settingWith } from "./setting.ts";

/** What became of a property over many draws. */
export type Surveyed = {
  readonly property: Property;
  readonly draws: number;
  /** Draws of which it was false. */
  readonly failures: number;
  readonly accepted: number;
  readonly refused: number;
  /** The shortest draw of which it is false, if there is one. */
  readonly attack: Attack | null;
};

/** A draw that breaks a property, with all that it takes to play it again. */
export type Attack = {
  readonly draw: Draw;
  readonly trace: Trace;
  readonly seed: number;
  /** fast-check's name of the draw under that seed. */
  readonly path: string;
};

/** Plays draws for a property, judges each, and shrinks the first of which it is false. */
export async function survey(
  property: Property,
  stage: Stage,
  seed: number,
  runs: number,
): Promise<Surveyed> {
  const { changes, menu, judge, accepting, refusing } = property;
  const sister = menu.sister ? await sisterOf(stage) : null;
  const share = Math.ceil(runs / changes.length);
  let [played, failures, accepted, refused] = [0, 0, 0, 0];
  let attack: Attack | null = null;
  for (const change of changes) {
    const setting = settingWith(change);
    for (const draw of fc.sample(draws(menu), { numRuns: share, seed })) {
      const trace = await play(setting, draw, stage, sister);
      played += 1;
      accepted += accepting.count(trace);
      refused += refusing.count(trace);
      if (!judge(trace)) failures += 1;
    }
    if (failures > 0) attack ??= await attackOn(property, change, stage, seed, share);
  }
  return { property, draws: played, failures, accepted, refused, attack };
}

async function attackOn(
  { menu, judge }: Property,
  change: Property["changes"][number],
  stage: Stage,
  seed: number,
  runs: number,
): Promise<Attack | null> {
  const setting = settingWith(change);
  const sister = menu.sister ? await sisterOf(stage) : null;
  const isBad = (trace: Trace) => !judge(trace);
  // Looking longer than surveying: fast-check's draws are not the sample's.
  const ground = { setting, stage, menu, sister, seed, runs: runs * 20 };
  const { draw, path } = await hunt(ground, isBad, true);
  if (draw === null) return null;
  const least = await shortest(ground, draw, isBad);
  const trace = await play(setting, least, stage, sister);
  return { draw: least, trace, seed, path: path ?? "" };
}

/** Returns in which draw a property's mutant is found, or `null` if it is not. */
export async function findMutant(
  { planted, changes, menu, judge }: Property,
  open: OpenBridge,
  seed: number,
  runs: number,
): Promise<number | null> {
  invariant(planted !== null && "mutant" in planted, "The property has a mutant.");
  const [change = {}] = changes;
  const stage = freshStage(mutants[planted.mutant](open));
  const ground = { setting: settingWith(change), stage, menu, seed, runs };
  const { draw, tried } = await hunt(ground, (trace) => !judge(trace));
  return draw === null ? null : tried;
}

/** Looks for a draw of which a property is false, with something changed about the bridge. */
export const findFailure = (
  { changes, menu, judge }: Property,
  stage: Stage,
  planted: { readonly change: Change; readonly menu?: Menu },
  seed: number,
  runs: number,
): Promise<Caught> =>
  hunt(
    {
      setting: settingWith({ ...changes[0], ...planted.change }),
      stage,
      menu: { ...menu, ...planted.menu },
      seed,
      runs,
    },
    (trace) => !judge(trace),
  );

/** Whether a survey came out as expected, with both branches seen. */
export const isAsExpected = ({ property, failures, accepted, refused, attack }: Surveyed) =>
  (property.expected ? failures === 0 : attack !== null) && accepted > 0 && refused > 0;
