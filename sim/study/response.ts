import type { ActorSpec, ResponderSpec, RunbookStep, ScriptSpec } from "../scenario/actors.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import type { Action } from "../trace/event.ts";
import type { Step } from "../trace/trace.ts";

/** What defenders do about a theft; everything else is everyday life. */
const answerVerbs: ReadonlySet<Action["verb"]> = new Set<Action["verb"]>([
  "pause",
  "cancel",
  "cancelEpoch",
  "replaceSigner",
  "raiseQuorum",
  "updateQuorum",
  "removeValidator",
  "clearMapToken",
  "shutDown",
  "freeze",
  "blockAccount",
  "reissue",
  "returnBlocked",
]);

/** Whether a step answers a theft: a power that is used, or whatever a team does or says. */
export const isAnswer = (scenario: Scenario, { actor, action }: Step): boolean =>
  answerVerbs.has(action.verb)
    ? !hostileActors(scenario).has(actor)
    : scenario.actors.some(({ name, kind }) => name === actor && kind === "team");

/** One thing that somebody stands ready to notice, or to do about it. */
export type ResponseStep = {
  readonly actor: string;
  /** What it is, in words, after the actor's name: `pauses the mainchain's gateway`. */
  readonly does: string;
  /** The actor without it, under the same name. */
  readonly without: (actor: ActorSpec) => ActorSpec;
};

/** Returns every step of a scenario's response, in the order of its actors. */
export const responseSteps = ({ actors }: Pick<Scenario, "actors">): readonly ResponseStep[] =>
  actors.flatMap(stepsOf);

/** Returns the scenario in which one step of its response is left out, and nothing else changed. */
export const withoutStep = (scenario: Scenario, step: ResponseStep): Scenario =>
  changed(scenario, `without: ${step.actor} ${step.does}`, (actor) =>
    actor.name === step.actor ? step.without(actor) : actor,
  );

/** Returns the scenario in which nobody notices and nobody answers. */
export const unanswered = (scenario: Scenario): Scenario =>
  changed(scenario, "with no response", (actor) =>
    stepsOf(actor).reduce((left, step) => step.without(left), actor),
  );

function stepsOf(actor: ActorSpec): readonly ResponseStep[] {
  const { name } = actor;
  switch (actor.kind) {
    case "user":
      return actor.complains
        ? [{ actor: name, does: "complains", without: () => ({ ...actor, complains: false }) }]
        : [];
    case "monitor":
      return [{ actor: name, does: "raises the alarm", without: silenced }];
    case "responder":
      return powersOf(actor);
    case "team":
      return actor.runbook.map((step) => ({
        actor: name,
        does: `${step.name}: ${powerWords(step.does)}`,
        without: (team) =>
          team.kind === "team"
            ? { ...team, runbook: team.runbook.filter((one) => one !== step) }
            : team,
      }));
    case "script":
      return actor.steps.flatMap((step) => (isPower(actor, step) ? [leavingOut(actor, step)] : []));
    default:
      return [];
  }
}

/** The same monitor, that gets to see nothing: others may wait for its alarm by name. */
export const silenced = (actor: ActorSpec): ActorSpec => {
  if (actor.kind !== "monitor") return actor;
  // What one is told cannot be missed, so that this one looks, and sees nothing.
  const watches = actor.watches.rule === "told" ? ({ rule: "backing" } as const) : actor.watches;
  return { ...actor, watches, misses: { numerator: 1, denominator: 1 } };
};

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

/** Whether a step of a script uses a power against a theft. */
export const isPower = ({ isHonest }: ScriptSpec, { command }: ScriptStep): boolean =>
  isHonest && answerVerbs.has(command.verb);

const leavingOut = ({ name }: ScriptSpec, step: ScriptStep): ResponseStep => ({
  actor: name,
  does: `${step.command.verb}${aboutWords(step.command)}`,
  without: (actor) =>
    actor.kind === "script"
      ? { ...actor, steps: actor.steps.filter((one) => one !== step) }
      : actor,
});

const powerWords = (does: RunbookStep["does"]): string => `${does.power}${aboutWords(does)}`;

/** What a command or a power is about, in the words of its fields. */
function aboutWords(subject: object): string {
  const field = (name: string): string | undefined => {
    const value: unknown = (subject as { readonly [name: string]: unknown })[name];
    return typeof value === "string" ? value : undefined;
  };
  const [token, node, account, venue] = ["token", "node", "account", "venue"].map(field);
  return [
    token === undefined ? "" : ` ${token}`,
    node === undefined ? "" : ` ${node}`,
    account === undefined ? "" : ` of ${account}`,
    venue === undefined ? "" : ` at ${venue}`,
  ].join("");
}

/** Nothing is expected of a scenario that was changed. */
export const changed = (
  scenario: Scenario,
  how: string,
  change: (actor: ActorSpec) => ActorSpec,
): Scenario => ({
  ...scenario,
  title: `${scenario.title}, ${how}`,
  actors: scenario.actors.map(change),
  expect: {},
});
