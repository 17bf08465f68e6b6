import { money } from "../check/money.ts";
import { formatDuration, formatUtc } from "../core/time.ts";
import type { Standing } from "../money/standing.ts";
import { theftsOf } from "../money/thefts.ts";
import { type Moment, trailOf } from "../money/trail.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isAnswer } from "../study/response.ts";
import type { Action, Trace } from "../trace/event.ts";
import { isOk, isVerb, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { reasonWords } from "./event-words.ts";
import { markdownTable } from "./markdown.ts";
import { prose } from "./prose.ts";

/** Rows of the table, at most. */
const most = 40;

/** Returns the first alarm after an event that went through. */
export const alarmAfter = (trace: Trace, seq: number): Step | undefined =>
  stepsOf(trace).find((step) => step.seq > seq && isOk(step, "alarm"));

/** Returns what was done about a theft, in order, by those who are not hostile. */
export function answersIn(trace: Trace): readonly Step[] {
  const [first] = theftsOf(trace);
  const scenario = scenarioOf(trace);
  const after = first?.seq ?? Number.POSITIVE_INFINITY;
  return stepsOf(trace).filter((step) => step.seq > after && isAnswer(scenario, step));
}

/** Returns the lines of the section: who noticed what, when, and what was done about it. */
export function detectionSection(trace: Trace): readonly string[] {
  const [first] = theftsOf(trace);
  if (first === undefined) return undisturbed(trace);
  const alarm = alarmAfter(trace, first.seq);
  return [
    alarm === undefined
      ? `Nobody noticed before the run ended, ${formatDuration(scenarioOf(trace).end - first.at)} after the first loss.`
      : alarmWords(trace, alarm, first.at),
    "",
    ...answerTable(trace, first.at),
  ];
}

/** Where nothing was lost, there may still have been alarms. */
function undisturbed(trace: Trace): readonly string[] {
  const alarms = stepsOf(trace).filter((step) => isOk(step, "alarm"));
  if (alarms.length === 0) return ["There was no loss to detect, and no alarm."];
  return alarms.map(
    (step) =>
      `- ${formatUtc(step.at)}: ${prose(step.actor)} raised the alarm: ${prose(reasonOf(trace, step))} (${step.seq})`,
  );
}

const reasonOf = (trace: Trace, step: Step): string =>
  isVerb(step, "alarm") ? reasonWords(scenarioOf(trace), step.action.reason) : "";

function alarmWords(trace: Trace, alarm: Step, lossAt: number): string {
  const { actors } = scenarioOf(trace);
  const kind = actors.find(({ name }) => name === alarm.actor)?.kind ?? "somebody";
  return prose(
    `${alarm.actor} (${kindWords[kind] ?? kind}) raised the alarm at ${formatUtc(alarm.at)}, ${formatDuration(alarm.at - lossAt)} after the first loss: ${reasonOf(trace, alarm)} (${alarm.seq}).`,
  );
}

const kindWords: { readonly [kind: string]: string } = {
  user: "an honest user, not somebody who watches",
  monitor: "a monitor",
};

function answerTable(trace: Trace, lossAt: number): readonly string[] {
  const steps = answersIn(trace);
  if (steps.length === 0) return ["Nothing was done about it before the run ended."];
  const scenario = scenarioOf(trace);
  const rows = steps
    .slice(0, most)
    .map((step) => [
      formatUtc(step.at),
      formatDuration(step.at - lossAt),
      prose(step.actor),
      `${answerWords(step.action)} (${step.seq})`,
      step.status === "ok" ? stoppedWords(scenario, trace, step) : refusedWords(step),
    ]);
  const left = steps.length - most;
  return [
    markdownTable(
      ["when", "after the loss", "who", "did", "what it stopped or brought back"],
      rows,
    ),
    ...(left > 0 ? ["", `And ${left} more.`] : []),
  ];
}

const refusedWords = (step: Step): string =>
  step.status === "ok" ? "" : `refused: ${step.error.name}`;

function answerWords(action: Action): string {
  const about = "token" in action && action.token !== undefined ? ` ${action.token}` : "";
  const whose = "account" in action && action.account !== null ? ` of ${action.account}` : "";
  const where =
    "venue" in action ? ` at ${action.venue}` : "chain" in action ? ` on the ${action.chain}` : "";
  const what = action.verb === "shutDown" ? ` ${action.node}` : "";
  return `${action.verb}${prose(`${what}${about}${whose}${where}`)}`;
}

/** What of the stolen money stands otherwise after a step than before it. */
function stoppedWords(scenario: Scenario, trace: Trace, { seq }: Step): string {
  const { moments } = trailOf.haircut(trace);
  const index = moments.findIndex((moment) => moment.seq === seq);
  if (index < 0) return "no stolen money";
  const standings = (moment: Moment | undefined, token: string): Standing | undefined =>
    moment?.standings.get(token);
  const words = [...(moments[index]?.standings ?? [])].flatMap(([token, after]) => {
    const before = standings(moments[index - 1], token);
    return (["frozen", "recovered"] as const).flatMap((status) => {
      const gained = after[status] - (before?.[status] ?? 0n);
      return gained > 0n ? [`${money(scenario, token, gained)} ${status}`] : [];
    });
  });
  return words.join(", ") || "no stolen money";
}
