import type { OpenBridge } from "../bridge/port.ts";
import { InputError } from "../core/errors.ts";
import { day, formatDuration, hour, minute } from "../core/time.ts";
import { type Amount, toAmount } from "../core/units.ts";
import { shareOf } from "../metric/metric.ts";
import { worthOf } from "../metric/worth.ts";
import type { Standing } from "../money/standing.ts";
import { theftsOf } from "../money/thefts.ts";
import { trailOf } from "../money/trail.ts";
import { scenarioHash } from "../scenario/hash.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { finish } from "./experiment.ts";
import { responseSteps, unanswered, withoutStep } from "./response.ts";
import { answeredAfter, type Begun, begunIn } from "./response-delay.ts";

/** Amounts in base units, by token. */
export type Amounts = { readonly [token: string]: Amount };

/** How a run ended: what the thief took, and what it still had. */
export type Ending = {
  readonly taken: Amounts;
  /** Taken, and neither back with its owners nor stopped. */
  readonly kept: Amounts;
  /** Of what is taken when nobody answers, what the thief does not have; `null` without prices. */
  readonly saved: string | null;
};

/** The race between those who stop money and a thief who moves it. */
export type Race = {
  readonly format: 1;
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly tenant: string;
  /** The first theft, in seconds since 1970; `null`: nothing was stolen, and there is no race. */
  readonly theftAt: number | null;
  /** As the scenario has it, and with no response at all. */
  readonly asItIs: Ending;
  readonly unanswered: Ending;
  /** With no response: what could still be stopped, from each moment at which that changes. */
  readonly stoppable: readonly { readonly after: number; readonly amounts: Amounts }[];
  /** Seconds from the theft to the first answer, as the scenario has it; `null`: there was none. */
  readonly firstAnswerAfter: number | null;
  /** What comes of it when the first answer comes so long after the theft; none without answers. */
  readonly curve: readonly (Ending & {
    readonly after: number;
    readonly scenarioHash: string;
  })[];
  /** What each step of the response saved: what the thief has more of when it is left out. */
  readonly steps: readonly {
    readonly actor: string;
    readonly does: string;
    readonly saved: Amounts;
    readonly scenarioHash: string;
  }[];
};

/** A race, and the scenarios of its runs by their hash. */
export type RunRace = { readonly race: Race; readonly scenarios: ReadonlyMap<string, Scenario> };

/**
 * Runs a scenario as it is, with no response, with each step of its response left out, and with its
 * response begun after each delay.
 *
 * @param delays Seconds from the first theft to the first answer; `null`: the usual ones.
 * @throws InputError when a delay is past the end of the run.
 */
export async function runRace(
  scenario: Scenario,
  open: OpenBridge,
  tenant: string,
  delays: readonly number[] | null = null,
): Promise<RunRace> {
  const traced = async (subject: Scenario): Promise<Trace> => (await finish(subject, open)).trace;
  const asItIs = await traced(scenario);
  const quiet = unanswered(scenario);
  const alone = await traced(quiet);
  const all = takenIn(alone);
  const begun = begunIn(asItIs);
  const scenarios = new Map<string, Scenario>();
  const filed = (subject: Scenario): string => {
    const hash = scenarioHash(subject);
    scenarios.set(hash, subject);
    return hash;
  };
  const curve: Race["curve"][number][] = [];
  for (const after of begun === null ? [] : delaysWithin(scenario, begun, delays)) {
    const subject = answeredAfter(scenario, begun as Begun, after);
    const trace = await traced(subject);
    curve.push({ after, ...endingOf(scenario, trace, all), scenarioHash: filed(subject) });
  }
  const steps: Race["steps"][number][] = [];
  for (const step of responseSteps(scenario)) {
    const subject = withoutStep(scenario, step);
    const trace = await traced(subject);
    const { actor, does } = step;
    steps.push({ actor, does, saved: more(asItIs, trace), scenarioHash: filed(subject) });
  }
  return {
    scenarios,
    race: {
      format: 1,
      scenario: scenario.name,
      scenarioHash: scenarioHash(scenario),
      seed: scenario.seed,
      tenant,
      theftAt: theftsOf(asItIs)[0]?.at ?? null,
      asItIs: endingOf(scenario, asItIs, all),
      unanswered: endingOf(scenario, alone, all),
      stoppable: stoppableIn(alone),
      firstAnswerAfter: begun === null ? null : begun.firstAnswerAt - begun.theftAt,
      curve,
      steps,
    },
  };
}

const usualDelays = [0, minute, 5 * minute, 15 * minute, hour, 6 * hour, day, 3 * day, 6 * day];

/** The delays asked for in order, or the usual ones, and the scenario's own among them. */
function delaysWithin(
  { end }: Scenario,
  { theftAt, firstAnswerAt }: Begun,
  delays: readonly number[] | null,
): readonly number[] {
  const longest = end - theftAt;
  const tried = delays ?? usualDelays.filter((delay) => delay <= longest);
  const beyond = tried.find((delay) => delay > longest);
  if (beyond !== undefined)
    throw new InputError(
      `--delay ${formatDuration(beyond)} is after the run's end, which is ${formatDuration(longest)} after the theft.`,
    );
  return [...new Set([...tried, firstAnswerAt - theftAt])].toSorted((one, other) => one - other);
}

type Standings = ReadonlyMap<string, Standing>;

const standingsIn = (trace: Trace): Standings =>
  trailOf.haircut(trace).moments.at(-1)?.standings ?? new Map();

/** Returns what was taken in a run, in base units by token. */
export const takenIn = (trace: Trace): ReadonlyMap<string, bigint> =>
  new Map([...standingsIn(trace)].map(([token, { taken }]) => [token, taken]));

/** What the thief has at a run's end, by token: neither recovered nor frozen. */
export const keptIn = (trace: Trace): ReadonlyMap<string, bigint> =>
  new Map([...standingsIn(trace)].map(([token, standing]) => [token, keptOf(standing)]));

const keptOf = ({ taken, recovered, frozen }: Standing): bigint => taken - recovered - frozen;

/**
 * Returns how a run ended.
 *
 * @param all What is taken when nobody answers, in base units by token.
 */
export function endingOf(
  scenario: Scenario,
  trace: Trace,
  all: ReadonlyMap<string, bigint>,
): Ending {
  const kept = keptIn(trace);
  return {
    taken: amountsOf(takenIn(trace)),
    kept: amountsOf(kept),
    saved: savedShare(scenario, kept, all),
  };
}

/** What the thief does not have, of all that it takes when nobody answers. */
function savedShare(
  scenario: Scenario,
  kept: ReadonlyMap<string, bigint>,
  all: ReadonlyMap<string, bigint>,
): string | null {
  if (all.size === 0) return null;
  // What was taken of no token is none of it: both sums are over the same tokens.
  const same = new Map([...all.keys()].map((token) => [token, kept.get(token) ?? 0n]));
  const [rest, whole] = [worthOf(scenario, same), worthOf(scenario, all)];
  if (!("unpriced" in rest) && !("unpriced" in whole))
    return shareOf(whole.numerator - rest.numerator, whole.numerator);
  const [only, ...others] = all;
  if (only === undefined || others.length > 0) return null;
  return shareOf(only[1] - (same.get(only[0]) ?? 0n), only[1]);
}

/** What the thief has more of in one run than in another, by token; nothing is left out. */
function more(before: Trace, after: Trace): Amounts {
  const [had, has] = [keptIn(before), keptIn(after)];
  const tokens = new Set([...had.keys(), ...has.keys()]);
  return amountsOf(
    new Map([...tokens].map((token) => [token, (has.get(token) ?? 0n) - (had.get(token) ?? 0n)])),
  );
}

/**
 * What is not stolen yet, or is where an issuer or an exchange could still stop it, or needs no
 * stopping any more; from the first theft on.
 */
function stoppableIn(trace: Trace): Race["stoppable"] {
  const all = takenIn(trace);
  const theftAt = theftsOf(trace)[0]?.at ?? 0;
  const points = new Map<number, Amounts>();
  for (const { at, standings } of trailOf.haircut(trace).moments)
    points.set(
      at - theftAt,
      amountsOf(
        new Map(
          [...all].map(([token, sum]) => {
            const standing = standings.get(token);
            return [token, sum - (standing?.traceable ?? 0n) - (standing?.dark ?? 0n)];
          }),
        ),
      ),
    );
  return [...points].map(([after, amounts]) => ({ after, amounts }));
}

const amountsOf = (amounts: ReadonlyMap<string, bigint>): Amounts =>
  Object.fromEntries([...amounts].map(([token, amount]) => [token, toAmount(amount)]));
