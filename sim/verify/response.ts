import type { Evidence } from "./evidence.ts";
import { type Crosscheck, crosscheck, type Finding } from "./finding.ts";
import { completed, type Step } from "./trace.ts";

const nothingLost = "nothing was lost";

/**
 * Returns how long the loss, its detection and its end took, in seconds. The times of the loss and
 * of the pause are the mainchain's.
 */
export function response(evidence: Evidence): readonly Finding[] {
  const [loss] = evidence.forged;
  const entry = completed(evidence.steps, "compromise")[0];
  const stop = evidence.history.switches.find(
    ({ chain, isPaused, line }) => chain === "mainchain" && isPaused && line > (loss?.line ?? 0),
  );
  const seconds = (
    name: string,
    from: number | undefined,
    to: number | undefined,
    otherwise: string,
    how: string,
  ): Finding =>
    loss === undefined || from === undefined || to === undefined
      ? { name, found: null, because: loss === undefined ? nothingLost : otherwise, how }
      : { name, found: `${to - from}`, how };
  return [
    seconds(
      "timeToFirstLoss",
      entry?.at,
      loss?.at,
      "no node was compromised",
      "from the first compromise, which only the trace knows, to the first payment without origin on the mainchain",
    ),
    seconds(
      "timeToDetect",
      loss?.at,
      detectedAt(evidence),
      "nobody noticed",
      detectionHow(evidence),
    ),
    seconds(
      "timeToContain",
      loss?.at,
      stop?.at,
      "nobody paused the gateway",
      "from the first payment without origin to the next Paused log of the mainchain gateway",
    ),
  ];
}

const alarms = ({ steps }: Evidence): readonly Step[] => completed(steps, "alarm");

/** Names of those who raise an alarm when they are refused for lack of money. */
const complainants = ({ scenario }: Evidence): ReadonlySet<string> =>
  new Set(scenario.actors.filter(({ complains }) => complains === true).map(({ name }) => name));

/**
 * Returns when somebody noticed. An alarm is a message beside the chains; what a chain shows of a
 * complaint is the refusal that it is about, and that is the time taken. An alarm of anybody else
 * has nothing on a chain, and its time is the trace's.
 */
function detectedAt(evidence: Evidence): number | undefined {
  const loss = evidence.forged[0]?.at ?? Number.POSITIVE_INFINITY;
  const refusal = shortfalls(evidence).find(({ at }) => at >= loss);
  const names = complainants(evidence);
  const other = alarms(evidence).find(({ at, actor }) => at >= loss && !names.has(actor));
  const times = [refusal?.at, other?.at].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function detectionHow(evidence: Evidence): string {
  const names = complainants(evidence);
  const alarm = alarms(evidence)[0];
  if (alarm !== undefined && !names.has(alarm.actor))
    return `from the first payment without origin to the alarm of ${alarm.actor}, which only the trace knows`;
  return "from the first payment without origin to the first withdrawal refused with VaultShort for somebody who complains; the alarm itself is off the chains";
}

/** Returns the refusals for lack of money that hit somebody who complains. */
function shortfalls(evidence: Evidence): Evidence["history"]["refusals"] {
  const { accounts } = evidence.scenario.world;
  const owners = new Set([...complainants(evidence)].map((name) => accounts[name]));
  return evidence.history.refusals.filter(
    ({ error, owner }) => error === "VaultShort" && owners.has(owner),
  );
}

/** Holds each alarm of a complainant in the trace against the refusals on the mainchain. */
export function complaints(evidence: Evidence): readonly Crosscheck[] {
  const names = complainants(evidence);
  const heard = alarms(evidence).filter(({ actor }) => names.has(actor));
  const refused = shortfalls(evidence);
  if (heard.length === 0 && refused.length === 0) return [];
  const list = (times: readonly { readonly at: number }[]) => times.map(({ at }) => at).join(", ");
  return [
    crosscheck(
      "alarm",
      list(heard),
      list(refused),
      "seconds since 1970 of the alarms that complainants raise in the trace, beside those of the mainchain's refusals with VaultShort",
    ),
  ];
}
