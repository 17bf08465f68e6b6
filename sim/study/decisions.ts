import { InputError } from "../core/errors.ts";
import { formatDuration, formatUtc } from "../core/time.ts";
import { parseDuration } from "../core/units.ts";
import type { Definition, Setting } from "../scenario/define.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, stepsOf } from "../trace/trace.ts";

/** One step of a runbook, to which whoever plays says when, or not at all. */
export type Decision = {
  readonly name: string;
  /** What is done, in a sentence. */
  readonly means: string;
  /** The actor whose first alarm it waits for. */
  readonly after: string;
  /** Seconds from that alarm, as the record has it. */
  readonly delay: number;
};

/** What was chosen: `null` for not at all; `isRecord` where it is left as the record has it. */
export type Choice = { readonly at: number | null; readonly isRecord: boolean };

const delayPath = ({ name }: Pick<Decision, "name">): string => `runbook.${name}.delay`;
const donePath = ({ name }: Pick<Decision, "name">): string => `runbook.${name}.done`;

/**
 * Returns the decisions of a scenario, in the order in which the record has them carried out. A step
 * is one when its fields `runbook.STEP.delay` and `runbook.STEP.done` can be set.
 *
 * @param settings What the user has set; no decision may be among them.
 * @param record The trace of the scenario with those settings.
 * @throws InputError when there are none, or one of them is set.
 */
export function decisionsOf(
  { name, parameters }: Definition,
  settings: readonly Setting[],
  scenario: Scenario,
  record: Trace,
): readonly Decision[] {
  const decisions: (Decision & { readonly recordedAt: number })[] = [];
  for (const [path, parameter] of Object.entries(parameters)) {
    const step = /^runbook\.(.+)\.delay$/.exec(path)?.[1];
    if (step === undefined || parameter.kind !== "duration") continue;
    if (parameters[donePath({ name: step })] === undefined) continue;
    const set = settings.find((one) => [path, donePath({ name: step })].includes(one.path));
    if (set !== undefined)
      throw new InputError(
        `${set.path} is set with --set, but --play asks about it; leave it out.`,
      );
    const after = waitedFor(scenario, step);
    const alarmAt = after === null ? null : firstAlarm(record, after);
    if (after === null || alarmAt === null) continue;
    const means = parameter.means.replace(/ From the [^.]+\.$/, "");
    const { default: delay } = parameter;
    decisions.push({ name: step, means, after, delay, recordedAt: alarmAt + delay });
  }
  if (decisions.length === 0)
    throw new InputError(
      `${name} leaves nothing for a responder to decide, so there is nothing to play; kucoin-2020 does.`,
      { docsPath: "docs/errors.md#playing" },
    );
  return decisions
    .toSorted((one, other) => one.recordedAt - other.recordedAt)
    .map(({ recordedAt: _, ...decision }) => decision);
}

/** Whose alarm a step waits for; a step of several assets has one entry for each. */
function waitedFor({ actors }: Scenario, step: string): string | null {
  const entries = actors.flatMap((actor) => (actor.kind === "team" ? actor.runbook : []));
  const entry =
    entries.find(({ name }) => name === step) ??
    entries.find(({ name }) => name.startsWith(`${step}-`));
  return entry?.after ?? null;
}

/** When an actor first raised an alarm in a trace, in seconds since 1970; `null`: it did not. */
export function firstAlarm(trace: Trace, actor: string): number | null {
  return stepsOf(trace).find((step) => step.actor === actor && isOk(step, "alarm"))?.at ?? null;
}

/** The moment of a choice: what it waits for, now, and the last that can be chosen. */
export type Occasion = {
  readonly alarmAt: number;
  readonly at: number;
  readonly end: number;
};

/**
 * Reads a choice: `now`, `later LENGTH`, `record` or `never`.
 *
 * @param place Where it comes from, for the error.
 * @throws InputError when it is none of them, is past, or is after the run's end.
 */
export function readChoice(
  text: string,
  place: string,
  decision: Decision,
  { alarmAt, at, end }: Occasion,
): Choice {
  const [word = "", length, ...more] = text.trim().split(/\s+/);
  if (word === "later" && length !== undefined) {
    const later = at + parseDuration([length, ...more].join(" "), place);
    if (later <= end) return { at: later, isRecord: false };
    throw new InputError(
      `${place} is "${text}", but ${formatUtc(later)} is after the run's end, which is ${formatDuration(end - at)} from there.`,
    );
  }
  if (length === undefined) {
    if (word === "now") return { at, isRecord: false };
    if (word === "never") return { at: null, isRecord: false };
    if (word === "record")
      return { at: recorded(text, place, decision, alarmAt, at), isRecord: true };
  }
  throw new InputError(
    `${place} is "${text}", but ${decision.name} takes "now", "later" with a length of time such as "later 20m", "record" or "never".`,
    { docsPath: "docs/errors.md#playing" },
  );
}

function recorded(
  text: string,
  place: string,
  { name, delay }: Decision,
  alarmAt: number,
  at: number,
): number {
  if (alarmAt + delay >= at) return alarmAt + delay;
  throw new InputError(
    `${place} is "${text}", but the time at which the record has ${name}, ${formatUtc(alarmAt + delay)}, is past: it is ${formatUtc(at)}.`,
    { docsPath: "docs/errors.md#playing" },
  );
}

/** Returns the settings that a choice comes to: none where it is the record's. */
export function settingsOf(
  decision: Decision,
  alarmAt: number,
  { at, isRecord }: Choice,
): readonly Setting[] {
  if (isRecord) return [];
  if (at === null) return [{ path: donePath(decision), text: "no" }];
  return [{ path: delayPath(decision), text: formatDuration(at - alarmAt) }];
}

/** Returns the setting by which a step is not made: until it is decided, nobody makes it. */
export const undone = (decision: Decision): Setting => ({ path: donePath(decision), text: "no" });
