import { formatUtc } from "../core/time.ts";
import type { Rehearsal } from "../study/rehearsal.ts";

const statusWords = {
  made: "made",
  skipped: "SKIPPED, and can never be made: steps only go up",
  open: "NOT MADE; it still can be",
} as const;

/** Writes a rehearsal for a person: what was called, which step is missing, what that breaks. */
export function rehearsalText(rehearsal: Rehearsal): string {
  const { scenario, calls, steps, verdicts, before } = rehearsal;
  const lines = [
    `${scenario}: the upgrade rehearsed, with nobody who takes anything`,
    "",
    `Before it a payment took a weight of ${weightIn(before)}.`,
    ...calls.map(callLine),
    "",
    ...steps.map(
      ({ step, name, status }) => `  step ${step}  ${name.padEnd(14)}${statusWords[status]}`,
    ),
    "",
    ...Object.entries(verdicts).map(
      ([property, { valid, first, note }]) =>
        `  ${property}  ${checkNames[property]?.padEnd(9)}${String(valid).padEnd(7)}${first?.text ?? note}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const checkNames: { readonly [property: string]: string } = { S03: "quorum", A04: "upgrade" };

type Weights = Rehearsal["before"];

const weightIn = ({ leastWeight, totalWeight }: Weights): string =>
  `${leastWeight ?? "nothing that can be computed"}, of ${totalWeight} in all`;

function callLine(call: Rehearsal["calls"][number]): string {
  const { at, actor, verb, step, refused, version } = call;
  const what = `${formatUtc(at)}  ${actor}: ${verb}${step === null ? "" : `, step ${step}`}`;
  if (refused !== null) return `${what}: refused, ${refused}.`;
  return `${what}: version ${version}; a payment takes a weight of ${weightIn(call)}.`;
}
