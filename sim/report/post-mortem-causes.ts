import { type Cause, causes } from "../scenario/causes.ts";
import { sourceOf } from "../scenario/facts.ts";
import { type Entry, ledgerEntries } from "../scenario/ledger.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { scenarios } from "../scenarios/registry.ts";
import type { Results } from "../study/results.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { cutsAnswer } from "./custody-cuts.ts";
import { type ShownCause, shownCauses } from "./post-mortem-shown.ts";
import { prose } from "./prose.ts";

/** Returns the lines of the section: causes of record with their sources, and those that the run shows. */
export function causesSection(trace: Trace, results: Results): readonly string[] {
  const scenario = scenarioOf(trace);
  const entry = incidentBehind(scenario);
  return [
    ...(entry === null ? [] : [...recorded(entry, isChanged(scenario, results)), ""]),
    "### As this run shows",
    "",
    ...shown(shownCauses(trace, results.verdicts)),
    ...whoCouldPay(scenario),
  ];
}

/**
 * Returns the incident of the ledger that a registered scenario replays, itself or in part; `null`
 * for a scenario of the user's own, whatever its name.
 */
function incidentBehind({ name }: Scenario): Entry | null {
  if (!scenarios.some((scenario) => scenario.name === name)) return null;
  const isOf = ({ incident: { id } }: Entry) => name === id || name.startsWith(`${id}-`);
  return ledgerEntries.find(isOf) ?? null;
}

const isChanged = ({ provenance }: Scenario, { defenses }: Results): boolean =>
  defenses.length > 0 || provenance.some(({ status }) => status === "set");

function recorded({ incident, file }: Entry, changed: boolean): readonly string[] {
  const { party, standing } = incident.attribution.value;
  const { note, source } = incident.attribution;
  const who =
    party === null ? "Who did it is not known" : `Who did it: ${prose(party)}, ${standing}`;
  return [
    "### On record",
    "",
    ...(changed
      ? ["Of the incident as it was; this run changes it, and shows what it shows below.", ""]
      : []),
    ...incident.causes.value.map(causeLine),
    "",
    `Who says so: ${prose(sourceOf(file, incident.causes))}; the sorting into causes is ours (${incident.causes.status}).`,
    "",
    `${who}.${note === undefined ? "" : ` ${prose(note)}`} ${source.length === 0 ? "No source read here says more" : `Who says so: ${prose(sourceOf(file, incident.attribution))}`}.`,
  ];
}

const causeLine = (cause: Cause): string => `- \`${cause}\`: ${causes[cause]}.`;

function shown(found: readonly ShownCause[] | null): readonly string[] {
  if (found === null) return ["Nothing was lost, so that there is no cause to name."];
  if (found.length === 0) return ["Of the thirteen causes this trace shows none."];
  return found.map(
    ({ cause, because, seqs }) =>
      `- \`${cause}\`: ${causes[cause]}. ${prose(because)}${seqs.length === 0 ? "" : ` (${seqs.join(", ")})`}`,
  );
}

/** Says how many people, hosts and organizations a payment really takes, where a graph says it. */
function whoCouldPay(scenario: Scenario): readonly string[] {
  if (scenario.custody.nodes.length === 0) return [];
  const answer = cutsAnswer(scenario);
  if ("refusal" in answer) return ["", prose(answer.refusal)];
  const words = answer.cuts.flatMap(({ nominal, effective, smallest }) =>
    effective === null || nominal === null
      ? []
      : [`${effective} (${smallest.map(({ labels }) => labels.join(" and ")).join("; or ")})`],
  );
  const nominal = answer.cuts.find((cut) => cut.nominal !== null)?.nominal;
  if (nominal == null) return ["", "By the custody graph, nobody's keys could pay."];
  const inEffect =
    words.length === 0
      ? "no people, hosts or organizations of the graph have them"
      : words.join(", ");
  return ["", prose(`To pay takes ${nominal} keys; in effect, ${answer.moment}: ${inEffect}.`)];
}
