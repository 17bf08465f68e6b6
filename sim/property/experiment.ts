import type { Trace } from "../trace/event.ts";
import type { Defect } from "./defects.ts";
import type { Menu } from "./drawing.ts";
import { type Harm, harmOf, isHarmless } from "./harm.ts";
import { hunt } from "./hunt.ts";
import { submissionsOf } from "./judges.ts";
import type { Draw } from "./move.ts";
import { play, type Stage } from "./play.ts";
import { type Change, settingWith } from "./setting.ts";

/** What goes on around the attacker in the experiment: the operators pause now and then. */
const around = { pauses: true } as const;

/** Draws in which nothing should be taken. */
export type Sweep = {
  readonly draws: number;
  readonly harmful: number;
  /** The first that took something, shrunk, and fast-check's name of it. */
  readonly example: { readonly draw: Draw; readonly path: string; readonly trace: Trace } | null;
  /** What the attacker's submissions were answered, and how often. */
  readonly answers: { readonly [answer: string]: number };
};

/** Plays draws with four stolen keys, or what a change says, and counts those that took anything. */
export async function sweep(
  stage: Stage,
  seed: number,
  runs: number,
  change: Change = {},
): Promise<Sweep> {
  const answers = new Map<string, number>();
  const ground = { setting: settingWith(change), stage, menu: around, seed, runs };
  const judged = (trace: Trace): boolean => {
    for (const step of submissionsOf(trace)) {
      if (step.actor !== "attacker") continue;
      const answer = step.status === "ok" ? "paid, and owed" : step.error.name;
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    return !isHarmless(harmOf(trace));
  };
  const { tried, draw, path } = await hunt(ground, judged, true);
  const example =
    draw === null
      ? null
      : { draw, path: path ?? "", trace: await play(ground.setting, draw, stage) };
  return {
    draws: tried,
    harmful: example === null ? 0 : 1,
    example,
    answers: Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** In which draw a search ended, by seed; `null` where it found nothing. */
export type Finds = readonly (number | null)[];

/** Looks for the theft with five keys, once a seed. */
export const findTheft = (
  stage: Stage,
  seeds: readonly number[],
  runs: number,
): Promise<{ readonly finds: Finds; readonly alsoBroken: readonly string[] }> =>
  search(stage, seeds, runs, { stolenKeys: 5 }, ({ lost }) => Object.keys(lost).length > 0);

/** Looks for a planted defect by the check that should find it, once a seed. */
export const findDefect = (stage: Stage, seeds: readonly number[], runs: number, defect: Defect) =>
  search(
    stage,
    seeds,
    runs,
    defect.change,
    ({ broken }) => broken.includes(defect.check),
    defect.menu,
  );

async function search(
  stage: Stage,
  seeds: readonly number[],
  runs: number,
  change: Change,
  isFound: (harm: Harm) => boolean,
  menu: Menu = {},
): Promise<{ readonly finds: Finds; readonly alsoBroken: readonly string[] }> {
  const setting = settingWith(change);
  const finds: (number | null)[] = [];
  const broken = new Set<string>();
  for (const seed of seeds) {
    let last: Harm | null = null;
    const { tried, draw } = await hunt(
      { setting, stage, menu: { ...around, ...menu }, seed, runs },
      (trace) => {
        last = harmOf(trace);
        return isFound(last);
      },
    );
    finds.push(draw === null ? null : tried);
    if (draw !== null) for (const name of (last as Harm | null)?.broken ?? []) broken.add(name);
  }
  return { finds, alsoBroken: [...broken] };
}

/** Returns the least, the middle and the most draws that a search took. */
export function spread(finds: Finds): string {
  const found = finds.filter((draw) => draw !== null).sort((a, b) => a - b);
  if (found.length === 0) return "never";
  return `${found[0]} / ${found[Math.floor((found.length - 1) / 2)]} / ${found.at(-1)}`;
}
