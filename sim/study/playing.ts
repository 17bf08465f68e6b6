import type { OpenBridge } from "../bridge/port.ts";
import { worthOf } from "../metric/worth.ts";
import type { Definition, Setting } from "../scenario/define.ts";
import { resolveScenario } from "../scenario/define.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import {
  type Choice,
  type Decision,
  decisionsOf,
  firstAlarm,
  readChoice,
  settingsOf,
  undone,
} from "./decisions.ts";
import { type Finished, finish, live } from "./experiment.ts";
import { keptIn } from "./race.ts";

/** Where the run stands when it asks. */
export type Situation = {
  readonly number: number;
  readonly of: number;
  readonly decision: Decision;
  /** What the step waits for, and the moment of the question, in seconds since 1970. */
  readonly alarmAt: number;
  readonly at: number;
  /** The moment of the question before; `null` at the first. */
  readonly lastAt: number | null;
  /** What has happened until then, and nothing of what comes. */
  readonly trace: Trace;
  readonly taken: readonly Taken[];
};

/** A decision with what was chosen. */
export type Taken = {
  readonly decision: Decision;
  /** As it was written; `null`: nobody was asked, because what it waits for did not happen. */
  readonly text: string | null;
  readonly choice: Choice;
  readonly settings: readonly Setting[];
};

/** What is answered to a situation, and where it comes from. */
export type Answer = { readonly text: string; readonly place: string };

/** What is played: a definition, with a seed and what else is set. */
export type Subject = {
  readonly definition: Definition;
  readonly seed: number;
  readonly settings: readonly Setting[];
};

/**
 * Plays a scenario's responder: at each decision runs it again until that moment, asks, and goes on.
 * A decision comes when the one before was carried out and what it waits for has happened; until
 * then nobody makes that step.
 *
 * @returns What was chosen, in order.
 * @throws InputError when there is nothing to decide, or an answer is no choice.
 */
export async function play(
  subject: Subject,
  open: OpenBridge,
  ask: (situation: Situation) => Promise<Answer>,
): Promise<readonly Taken[]> {
  const whole = resolved(subject, []);
  const decisions = decisionsOf(
    subject.definition,
    subject.settings,
    whole,
    (await live(whole, open)).trace,
  );
  const taken: Taken[] = [];
  let now = whole.start;
  let lastAt: number | null = null;
  for (const [index, decision] of decisions.entries()) {
    const left = decisions.slice(index).map(undone);
    const scenario = resolved(subject, [...taken.flatMap(({ settings }) => settings), ...left]);
    const { trace } = await live(scenario, open);
    const alarmAt = firstAlarm(trace, decision.after);
    if (alarmAt === null) {
      taken.push(unasked(decision));
      continue;
    }
    const at = Math.max(now, alarmAt);
    const seen = { decision, alarmAt, at, lastAt, taken, trace: until(trace, at) };
    const answer = await ask({ number: index + 1, of: decisions.length, ...seen });
    const occasion = { alarmAt, at, end: scenario.end };
    const choice = readChoice(answer.text, answer.place, decision, occasion);
    const settings = settingsOf(decision, alarmAt, choice);
    taken.push({ decision, text: answer.text.trim(), choice, settings });
    now = choice.at ?? at;
    lastAt = at;
  }
  return taken;
}

const unasked = (decision: Decision): Taken => ({
  decision,
  text: null,
  choice: { at: null, isRecord: false },
  settings: [undone(decision)],
});

const resolved = ({ definition, seed, settings }: Subject, more: readonly Setting[]): Scenario =>
  resolveScenario(definition, seed, [...settings, ...more]);

/** What of a trace has happened by a time. */
const until = (trace: Trace, at: number): Trace => trace.filter((event) => event.at <= at);

/** What play came to beside the record. */
export type Compared = {
  readonly record: Finished;
  readonly played: Finished;
  readonly choices: readonly (Taken & {
    /**
     * Base units that the thief has more of, by token, when of the record this choice alone is
     * changed; `null` where nobody was asked.
     */
    readonly cost: ReadonlyMap<string, bigint> | null;
  })[];
};

/** Compares what was chosen with the record: all of it together, and each choice alone. */
export async function compareWithRecord(
  subject: Subject,
  taken: readonly Taken[],
  open: OpenBridge,
): Promise<Compared> {
  const record = await finish(resolved(subject, []), open);
  const all = taken.flatMap(({ settings }) => settings);
  const played = await finish(resolved(subject, all), open);
  const choices: Compared["choices"][number][] = [];
  for (const one of taken) {
    if (one.text === null) {
      choices.push({ ...one, cost: null });
      continue;
    }
    // Where nothing was changed, the run is the record's own.
    const { trace } =
      one.settings.length === 0 ? record : await live(resolved(subject, one.settings), open);
    choices.push({ ...one, cost: keptBeside(record.trace, trace) });
  }
  return { record, played, choices };
}

/** What the thief has more of in a run than in the record, by token. */
function keptBeside(record: Trace, trace: Trace): ReadonlyMap<string, bigint> {
  const [had, has] = [keptIn(record), keptIn(trace)];
  const tokens = new Set([...had.keys(), ...has.keys()]);
  return new Map(
    [...tokens].map((token) => [token, (has.get(token) ?? 0n) - (had.get(token) ?? 0n)]),
  );
}

/** What amounts are worth in whole dollars, cut off; `null` where one has no price. */
export function dollarsOf(scenario: Scenario, amounts: ReadonlyMap<string, bigint>): bigint | null {
  const worth = worthOf(scenario, amounts);
  return "unpriced" in worth ? null : worth.numerator / worth.denominator;
}
