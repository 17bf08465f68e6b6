import { type Strategy, strategies } from "../attack/strategy.ts";
import { openModel } from "../bridge/model/model.ts";
import { day, minute } from "../core/time.ts";
import { defend } from "../defense/registry.ts";
import type { ThiefSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { adapt } from "./adapt.ts";
import { type Finished, finish } from "./experiment.ts";
import { dollars, tookAll } from "./taken.ts";

/** Where on a curve: how many keys the thief has, and how long nobody stops it. */
export type Place = {
  readonly defense: string;
  /** Validators' keys that are stolen. */
  readonly keys: number;
  /** Seconds from the first payment, or from when it was first held, to the pause. */
  readonly detectionDelay: number;
};

/** What is lost there to the best strategy, and the attack, as a scenario that replays. */
export type Point = Place & {
  readonly loss: { readonly [token: string]: string };
  readonly strategy: string;
  readonly scenario: Scenario;
};

/**
 * Returns what the best strategy takes at a place of the curve. Ties go to the strategy that comes
 * first; losses are compared in dollars.
 *
 * @param base The incident, without honest traffic that would use up a limit.
 */
export async function pointAt(base: Scenario, place: Place): Promise<Point> {
  const scenario = defend(stage(base, place), place.defense);
  // With too few keys every strategy ends at the quorum, so one shows it.
  const tried = place.keys < scenario.declared.threshold ? strategies.slice(0, 1) : strategies;
  let best: { finished: Finished; strategy: string } | undefined;
  for (const strategy of tried) {
    const finished = await attempt(scenario, place, strategy);
    if (best === undefined || dollars(finished) > dollars(best.finished))
      best = { finished, strategy: strategy.name };
    if (tookAll(finished, scenario)) break;
  }
  if (best === undefined) return { ...place, loss: {}, strategy: "none", scenario };
  const { finished, strategy } = best;
  return { ...place, loss: lossesIn(finished), strategy, scenario: finished.scenario };
}

/** Returns the run, on the model, in which the thief follows one strategy at a place of the curve. */
export const attemptAt = (base: Scenario, place: Place, strategy: Strategy): Promise<Finished> =>
  attempt(defend(stage(base, place), place.defense), place, strategy);

const attempt = async (
  scenario: Scenario,
  { detectionDelay, keys }: Place,
  strategy: Strategy,
): Promise<Finished> => finish(await adapt(scenario, strategy, detectionDelay, keys), openModel);

const lossesIn = ({ scenario, figures }: Finished): Point["loss"] =>
  Object.fromEntries(
    scenario.world.tokens.map(({ symbol }) => [symbol, figures[`loss.${symbol}`]?.value ?? "0"]),
  );

/**
 * Returns the incident with a thief who has so many keys outright, a pause that comes so long after the
 * first payment, and nobody else who would notice.
 */
function stage(base: Scenario, { keys, detectionDelay }: Place): Scenario {
  const { validators } = base.world;
  const first = base.actors.find((actor) => actor.kind === "thief")?.payments[0]?.submitAt ?? 0;
  const stolen = validators.slice(0, keys);
  return {
    ...base,
    end: Math.max(base.end, first + detectionDelay + 2 * day),
    actors: [
      ...base.actors.map((actor) => {
        if (actor.kind === "user") return { ...actor, withdrawal: null, complains: false };
        if (actor.kind === "responder") return { ...actor, reaction: 0 };
        return actor.kind === "thief" ? withStolen(actor, stolen) : actor;
      }),
      {
        kind: "monitor",
        name: "detection",
        watches: { rule: "backing" },
        poll: 1,
        lag: { min: detectionDelay, max: detectionDelay },
        misses: { numerator: 0, denominator: 1 },
        gaps: { numerator: 0, denominator: 1 },
        down: [],
      },
    ],
  };
}

const withStolen = (thief: ThiefSpec, stolen: readonly string[]): ThiefSpec => {
  const first = Math.min(...thief.payments.map(({ signAt }) => signAt));
  return {
    ...thief,
    targets: stolen,
    footholds: stolen.map((name) => ({
      at: first - minute,
      node: `key:${name}`,
      how: "what if: stolen",
      capability: "extract",
      until: null,
    })),
  };
};
