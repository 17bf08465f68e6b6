import { money } from "../check/money.ts";
import { formatDuration, formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import { type Theft, theftsOf } from "../money/thefts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { scenarios } from "../scenarios/registry.ts";
import type { Results } from "../study/results.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { markdownTable } from "./markdown.ts";
import { alarmAfter } from "./post-mortem-response.ts";
import { prose } from "./prose.ts";

/**
 * Returns the lines of the section: which checks could have told, when; what a pause would still have
 * saved at each time; which payments would have failed without a permission. The thief is taken to do
 * the same: what another would have done, the matrix says.
 */
export function counterfactualSection(trace: Trace, results: Results): readonly string[] {
  const scenario = scenarioOf(trace);
  const thefts = theftsOf(trace);
  const [first] = thefts;
  return [
    ...signs(trace, results, first),
    "",
    ...(first === undefined ? [] : [...savings(trace, thefts, first), ""]),
    ...withoutPermission(trace, thefts),
    ...furtherReading(scenario, results),
  ];
}

/** Checks that failed: whoever had asked them then would have known. */
function signs(trace: Trace, { verdicts }: Results, first: Theft | undefined): readonly string[] {
  const alarm = first === undefined ? undefined : alarmAfter(trace, first.seq);
  const failed = Object.entries(verdicts).flatMap(([check, { valid, first: example }]) =>
    valid === false && example !== null ? [{ check, ...example }] : [],
  );
  if (failed.length === 0) return ["No check of this run is false: none would have told."];
  return [
    "Whoever had asked these would have known:",
    "",
    ...failed
      .toSorted((one, other) => one.seq - other.seq)
      .map(({ check, at, seq, text }) => {
        const lead =
          alarm === undefined || alarm.at <= at
            ? ""
            : `, ${formatDuration(alarm.at - at)} before the alarm`;
        return `- \`${check}\`, from ${formatUtc(at)} on (${seq})${lead}: ${prose(text)}`;
      }),
  ];
}

/** What went after each moment at which somebody could have stopped it. */
function savings(trace: Trace, thefts: readonly Theft[], first: Theft): readonly string[] {
  const scenario = scenarioOf(trace);
  const reaction = reactionIn(trace, first);
  const rows = [
    { delay: 0, how: "in the second of the first loss" },
    { delay: 60, how: "a minute later" },
    { delay: 600, how: "ten minutes later" },
    { delay: 3600, how: "an hour later" },
    ...(reaction === null
      ? []
      : [{ delay: reaction, how: "as long after as the alarm was from the pause" }]),
  ].toSorted((one, other) => one.delay - other.delay);
  return [
    "Had everything been stopped after the first loss, and had the thief done the same:",
    "",
    markdownTable(
      ["stopped", "after", "would have been saved"],
      rows.map(({ delay, how }) => [
        how,
        formatDuration(delay),
        laterThan(scenario, thefts, first.at + delay),
      ]),
    ),
  ];
}

/** Seconds from the alarm to the mainchain's pause, where both came. */
function reactionIn(trace: Trace, first: Theft): number | null {
  const alarm = alarmAfter(trace, first.seq);
  const pause = stepsOf(trace).find(
    (step) =>
      step.seq > (alarm?.seq ?? Number.POSITIVE_INFINITY) &&
      isOk(step, "pause") &&
      step.action.chain === "mainchain",
  );
  return alarm === undefined || pause === undefined ? null : pause.at - alarm.at;
}

/** Sums what was stolen after a moment, exactly. */
function laterThan(scenario: Scenario, thefts: readonly Theft[], moment: number): string {
  const sums = new Map<string, bigint>();
  for (const { at, token, amount } of thefts)
    if (at > moment) sums.set(token, (sums.get(token) ?? 0n) + amount);
  return [...sums].map(([token, sum]) => money(scenario, token, sum)).join(" and ") || "nothing";
}

/** Payments that had too few signatures without those that a permission gave. */
function withoutPermission(trace: Trace, thefts: readonly Theft[]): readonly string[] {
  const { threshold } = scenarioOf(trace).declared;
  const stolen = new Set(thefts.map(({ seq }) => seq));
  const steps = stepsOf(trace);
  const given = new Map(
    [...Map.groupBy(steps.filter(isByPermission), ({ action }) => idOf(action))].map(
      ([id, signed]) => [id, new Set(signed.map(({ action }) => signerOf(action)))],
    ),
  );
  const lines = steps.flatMap((step) => {
    if (!stolen.has(step.seq) || !isOk(step, "submitWithdrawal")) return [];
    const signers = new Set(step.result.signers ?? []);
    const lent = [...signers].filter((name) => given.get(step.action.withdrawal.id)?.has(name));
    const own = signers.size - lent.length;
    if (lent.length === 0) return [];
    return [
      `- Withdrawal ${step.action.withdrawal.id}, without the permission to sign for ${prose(lent.join(", "))}: ${plural(own, "signature")}, ${own < threshold ? `fewer than the ${threshold} that are declared` : `still the ${threshold} that are declared`}.`,
    ];
  });
  return lines.length === 0 ? [] : [...lines, ""];
}

const isByPermission = (step: Step): boolean =>
  isOk(step, "sign") && step.result.obtained === "delegation";
const idOf = (action: Step["action"]): string => (action.verb === "sign" ? action.over.id : "");
const signerOf = (action: Step["action"]): string => (action.verb === "sign" ? action.signer : "");

/** Where the program says more. */
function furtherReading({ name, world }: Scenario, { verdicts }: Results): readonly string[] {
  if (!scenarios.some((scenario) => scenario.name === name))
    return ["`--defense NAME` puts a defense in its way and runs it again."];
  return [
    ...(name === "ronin-2022"
      ? [
          "- `docs/what-would-have-stopped-it.md`: every defense, against this thief and cleverer ones.",
        ]
      : []),
    ...(verdicts.upgrade === undefined
      ? []
      : [
          `- \`npm run sim -- rehearse ${name}\`: what a rehearsal of the upgrade would have told.`,
        ]),
    `- \`npm run sim -- race ${name}\`: what could still be stopped since the theft, and what each step of the response saved.`,
    ...(world.validators.length === 0
      ? []
      : [
          `- \`npm run sim -- list\` names the defenses; \`npm run sim -- run ${name} --defense NAME\` puts one in its way.`,
        ]),
  ];
}
