import type { ActorSpec, MonitorSpec, ResponderSpec, ScriptSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action } from "../trace/event.ts";

/** What defenders do about a theft; everything else is everyday life. */
export const answerVerbs: ReadonlySet<Action["verb"]> = new Set<Action["verb"]>([
  "pause",
  "cancel",
  "cancelEpoch",
  "replaceSigner",
  "raiseQuorum",
  "updateQuorum",
  "removeValidator",
  "clearMapToken",
  "freeze",
  "blockAccount",
  "reissue",
  "returnBlocked",
]);

/** One thing that somebody stands ready to notice, or to do about it. */
export type ResponseStep = {
  readonly actor: string;
  /** What it is, in words, after the actor's name: `pauses the mainchain's gateway`. */
  readonly does: string;
  /** The actor without it; `null`: there is nothing else that it does. */
  readonly without: (actor: ActorSpec) => ActorSpec | null;
};

/** Returns every step of a scenario's response, in the order of its actors. */
export const responseSteps = ({ actors, victims = [] }: Scenario): readonly ResponseStep[] =>
  actors.flatMap((actor) => stepsOf(actor, victims));

/** Returns the scenario in which one step of its response is left out, and nothing else changed. */
export const withoutStep = (scenario: Scenario, step: ResponseStep): Scenario =>
  changed(scenario, `without: ${step.actor} ${step.does}`, (actor) =>
    actor.name === step.actor ? step.without(actor) : actor,
  );

/** Returns the scenario in which nobody notices and nobody answers. */
export const unanswered = (scenario: Scenario): Scenario =>
  changed(scenario, "with no response", (actor) =>
    // From the last on, so that the places of those before stay as they are.
    responseSteps({ ...scenario, actors: [actor] })
      .toReversed()
      .reduce<ActorSpec | null>((left, step) => left && step.without(left), actor),
  );

/** When a response of a scenario began, as its run had it, in seconds since 1970. */
export type Begun = {
  readonly theftAt: number;
  /** The first alarm after the theft; `null` where nobody raised one. */
  readonly alarmAt: number | null;
  readonly firstAnswerAt: number;
};

/**
 * Returns the scenario in which its first answer comes so long after the first theft, and every
 * other as long after that as before. Whoever answers alarms hears one then, whoever else notices
 * or not.
 *
 * @param delay Seconds from the first theft.
 */
export function answeredAfter(scenario: Scenario, begun: Begun, delay: number): Scenario {
  const { theftAt, alarmAt, firstAnswerAt } = begun;
  const shift = theftAt + delay - firstAnswerAt;
  const hears = alarmAt !== null && scenario.actors.some(({ kind }) => kind === "responder");
  const later = changed(scenario, `first answer ${delay} s after the theft`, (actor) => {
    switch (actor.kind) {
      case "user":
        return { ...actor, complains: false };
      case "monitor":
        return null;
      case "responder":
        return { ...actor, reaction: Math.max(0, (alarmAt ?? 0) + actor.reaction - firstAnswerAt) };
      case "script":
        return withSteps(actor, (step) =>
          isAnswer(actor, step, scenario.victims ?? []) ? { ...step, at: step.at + shift } : step,
        );
      default:
        return actor;
    }
  });
  return hears ? { ...later, actors: [...later.actors, teller(scenario, delay)] } : later;
}

/** Somebody who tells of the first theft after so long, without fail. */
function teller({ actors }: Scenario, delay: number): MonitorSpec {
  const names = new Set(actors.map(({ name }) => name));
  let name = "teller";
  while (names.has(name)) name = `${name}-x`;
  return {
    kind: "monitor",
    name,
    watches: { rule: "backing" },
    poll: 1,
    lag: { min: delay, max: delay },
    misses: { numerator: 0, denominator: 1 },
    gaps: { numerator: 0, denominator: 1 },
    down: [],
  };
}

/** Nothing is expected of a scenario that was changed. */
function changed(
  scenario: Scenario,
  how: string,
  change: (actor: ActorSpec) => ActorSpec | null,
): Scenario {
  return {
    ...scenario,
    title: `${scenario.title}, ${how}`,
    actors: scenario.actors.flatMap((actor) => change(actor) ?? []),
    expect: {},
  };
}

function stepsOf(actor: ActorSpec, victims: readonly string[]): readonly ResponseStep[] {
  const { name } = actor;
  switch (actor.kind) {
    case "user":
      return actor.complains
        ? [{ actor: name, does: "complains", without: () => ({ ...actor, complains: false }) }]
        : [];
    case "monitor":
      return [{ actor: name, does: "watches", without: () => null }];
    case "responder":
      return powersOf(actor);
    case "script":
      return actor.steps.flatMap((step) =>
        isAnswer(actor, step, victims) ? [leavingOut(actor, step)] : [],
      );
    default:
      return [];
  }
}

function powersOf({ name, pauses, cancels, cancelsEpoch }: ResponderSpec): readonly ResponseStep[] {
  const power = (does: string, change: (actor: ResponderSpec) => ResponderSpec): ResponseStep => ({
    actor: name,
    does,
    without: (actor) => (actor.kind === "responder" ? change(actor) : actor),
  });
  return [
    ...pauses.map((chain) =>
      power(`pauses the ${chain}'s gateway`, (actor) => ({
        ...actor,
        pauses: actor.pauses.filter((one) => one !== chain),
      })),
    ),
    ...(cancels
      ? [power("cancels what an alarm is about", (actor) => ({ ...actor, cancels: false }))]
      : []),
    ...(cancelsEpoch
      ? [power("ends what the signers authorized", (actor) => ({ ...actor, cancelsEpoch: false }))]
      : []),
  ];
}

type ScriptStep = ScriptSpec["steps"][number];

const leavingOut = ({ name }: ScriptSpec, step: ScriptStep): ResponseStep => ({
  actor: name,
  does: wordsOf(step),
  without: (actor) =>
    actor.kind === "script"
      ? { ...actor, steps: actor.steps.filter((one) => one !== step) }
      : actor,
});

function wordsOf({ command }: ScriptStep): string {
  const token = "token" in command && command.token !== undefined ? ` ${command.token}` : "";
  const account = "account" in command && command.account !== null ? ` of ${command.account}` : "";
  const venue = "venue" in command ? ` at ${command.venue}` : "";
  return `${command.verb}:${token}${account}${venue}`;
}

/** Whether a step of a script answers a theft: a power that is used, or money put out of reach. */
function isAnswer(
  { isHonest }: ScriptSpec,
  { command }: ScriptStep,
  victims: readonly string[],
): boolean {
  if (!isHonest) return false;
  if (command.verb === "transfer") return victims.includes(command.sender);
  return answerVerbs.has(command.verb);
}

const withSteps = (actor: ScriptSpec, change: (step: ScriptStep) => ScriptStep): ScriptSpec => ({
  ...actor,
  steps: actor.steps.map(change).toSorted((one, other) => one.at - other.at),
});
