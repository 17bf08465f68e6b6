import { invariant } from "../core/invariant.ts";
import { formatDuration } from "../core/time.ts";
import { theftsOf } from "../money/thefts.ts";
import type { ActorSpec, MonitorSpec, TeamSpec } from "../scenario/actors.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, scenarioOf, stepsOf } from "../trace/trace.ts";
import { changed, isAnswer, isPower, silenced } from "./response.ts";

/** How a response went in a run, in seconds since 1970. */
export type Begun = {
  readonly theftAt: number;
  readonly firstAnswerAt: number;
  /** First alarms after the theft of those who notice by themselves, by who raised them. */
  readonly alarms: ReadonlyMap<string, number>;
};

/** Returns when a response began; `null` where nothing was stolen, or nobody answered. */
export function begunIn(trace: Trace): Begun | null {
  const scenario = scenarioOf(trace);
  const [theft] = theftsOf(trace);
  if (theft === undefined) return null;
  const hostile = hostileActors(scenario);
  const later = stepsOf(trace).filter(({ seq, status }) => seq > theft.seq && status === "ok");
  const answer = later.find((step) => isAnswer(scenario, step));
  if (answer === undefined) return null;
  const alarms = new Map<string, number>();
  for (const step of later)
    if (isOk(step, "alarm") && !hostile.has(step.actor) && !isAnswer(scenario, step))
      alarms.set(step.actor, Math.min(step.at, alarms.get(step.actor) ?? step.at));
  return { theftAt: theft.at, firstAnswerAt: answer.at, alarms };
}

/**
 * Returns the scenario in which its first answer comes so long after the first theft, and every
 * other as long after that as before. Whoever raised an alarm raises it as much sooner or later; no
 * sooner than the theft, and what waits for it waits the less for it.
 *
 * @param delay Seconds from the first theft.
 */
export function answeredAfter(scenario: Scenario, begun: Begun, delay: number): Scenario {
  const shift = begun.theftAt + delay - begun.firstAnswerAt;
  const heard = new Map(
    [...begun.alarms].map(([name, at]) => [name, Math.max(begun.theftAt, at + shift)]),
  );
  const [first, firstHeard] = [earliest(begun.alarms), earliest(heard)];
  const how = `first answer ${formatDuration(delay)} after the theft`;
  const later = changed(scenario, how, (actor): ActorSpec => {
    switch (actor.kind) {
      case "user":
        return { ...actor, complains: false };
      case "monitor":
        return toldAt(actor, heard.get(actor.name), begun);
      case "responder":
        return { ...actor, reaction: Math.max(0, first + actor.reaction + shift - firstHeard) };
      case "team":
        return rushed(actor, begun, heard, shift, tellerOf(scenario));
      case "script":
        return {
          ...actor,
          steps: actor.steps
            .map((step) => (isPower(actor, step) ? { ...step, at: step.at + shift } : step))
            .toSorted((one, other) => one.at - other.at),
        };
      default:
        return actor;
    }
  });
  return { ...later, actors: [...later.actors, ...tellers(scenario, heard)] };
}

const earliest = (times: ReadonlyMap<string, number>): number =>
  times.size === 0 ? 0 : Math.min(...times.values());

/** A monitor that notices at a set time; one of backing goes on to say which payment it is about. */
function toldAt(actor: MonitorSpec, at: number | undefined, { theftAt }: Begun): ActorSpec {
  if (at === undefined) return silenced(actor);
  const { name, watches } = actor;
  if (watches.rule !== "backing") return teller(name, at);
  const lag = at - theftAt;
  return { ...teller(name, at), watches, lag: { min: lag, max: lag } };
}

/** Whoever complained is only heard: that it would be refused at that time, nobody can set. */
const tellers = (scenario: Scenario, heard: ReadonlyMap<string, number>): readonly MonitorSpec[] =>
  scenario.actors.flatMap(({ kind, name }) => {
    const at = heard.get(name);
    return kind === "user" && at !== undefined ? [teller(tellerOf(scenario)(name), at)] : [];
  });

/** Returns the name of whoever tells what a user complained about; other actors keep theirs. */
const tellerOf =
  ({ actors }: Scenario) =>
  (name: string): string => {
    if (actors.find((actor) => actor.name === name)?.kind !== "user") return name;
    const told = `${name}-told`;
    invariant(!actors.some((actor) => actor.name === told), `Nobody else is called ${told}.`);
    return told;
  };

const teller = (name: string, at: number): MonitorSpec => ({
  kind: "monitor",
  name,
  watches: { rule: "told", at, says: "money was stolen" },
  poll: 1,
  lag: { min: 0, max: 0 },
  misses: { numerator: 0, denominator: 1 },
  gaps: { numerator: 0, denominator: 1 },
  down: [],
});

/** Has each step done when it is due, however late its alarm could be. */
const rushed = (
  team: TeamSpec,
  { alarms }: Begun,
  heard: ReadonlyMap<string, number>,
  shift: number,
  named: (name: string) => string,
): TeamSpec => ({
  ...team,
  runbook: team.runbook.map((step) => {
    const [before, now] = [alarms.get(step.after), heard.get(step.after)];
    if (before === undefined || now === undefined) return step;
    const delay = Math.max(0, before + step.delay + shift - now);
    return { ...step, after: named(step.after), delay };
  }),
});
