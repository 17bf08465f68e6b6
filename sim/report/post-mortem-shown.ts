import { money } from "../check/money.ts";
import { formatDuration } from "../core/time.ts";
import { plural } from "../core/words.ts";
import { type Theft, theftsOf } from "../money/thefts.ts";
import type { Cause } from "../scenario/causes.ts";
import { hostileActors } from "../scenario/scenario.ts";
import type { Results } from "../study/results.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, scenarioOf, stepsOf } from "../trace/trace.ts";
import { alarmAfter } from "./post-mortem-response.ts";

/** A cause that a trace shows, and the events that show it. */
export type ShownCause = {
  readonly cause: Cause;
  /** As a sentence. */
  readonly because: string;
  readonly seqs: readonly number[];
};

type Verdicts = Results["verdicts"];

/**
 * Returns the causes that a trace shows by itself, without any source; `null` where nothing was lost.
 * It names no more than the trace can show: that others relied on what was robbed, it cannot.
 */
export function shownCauses(trace: Trace, verdicts: Verdicts): readonly ShownCause[] | null {
  const thefts = theftsOf(trace);
  if (thefts.length === 0) return null;
  return [
    ...footholds(trace, thefts),
    ...delegations(trace),
    ...deceived(trace, thefts),
    ...fromVerdicts(verdicts),
    ...unnoticed(trace, thefts),
    ...unlimited(trace, thefts),
  ];
}

/** Keys that fell together, and machines that were on the way to them. */
function footholds(trace: Trace, thefts: readonly Theft[]): readonly ShownCause[] {
  const { custody } = scenarioOf(trace);
  const last = thefts.at(-1)?.seq ?? 0;
  const label = (id: string) => custody.nodes.find((node) => node.id === id)?.label ?? id;
  return stepsOf(trace).flatMap((step): readonly ShownCause[] => {
    if (!isOk(step, "compromise") || step.seq > last) return [];
    const reached = step.result.reached ?? [];
    const nodes = new Set(reached.map(({ node }) => node));
    const keys = [...nodes].filter((node) => node.startsWith("key:"));
    const machines = [...nodes].filter((node) => /^(host|service):/.test(node));
    const owned = new Set(
      reached.flatMap(({ node, capability }) =>
        capability === "extract" && node.startsWith("key:") ? [node] : [],
      ),
    );
    const from = `one foothold, ${label(step.action.node)},`;
    const found: ShownCause[] = [];
    if (keys.length > 0)
      found.push({
        cause: "key-custody",
        because: `From ${from} ${plural(keys.length, "key was", "keys were")} within reach, ${owned.size} of them for good: ${keys.map(label).join(", ")}.`,
        seqs: [step.seq],
      });
    if (keys.length > 0 && machines.length > 0)
      found.push({
        cause: "signer-infrastructure",
        because: `On the way lay ${machines.map(label).join(", ")}.`,
        seqs: [step.seq],
      });
    return found;
  });
}

/** Signatures that a permission gave. */
function delegations(trace: Trace): readonly ShownCause[] {
  const signed = stepsOf(trace).flatMap((step) =>
    isOk(step, "sign") && step.result.obtained === "delegation"
      ? [{ seq: step.seq, signer: step.action.signer, path: step.result.path ?? [] }]
      : [],
  );
  return [...Map.groupBy(signed, ({ signer }) => signer)].map(([signer, all]) => ({
    cause: "stale-permission",
    because: `${signer} signed for the thief through a permission that still stood (${all[0]?.path.join(", ")}).`,
    seqs: all.map(({ seq }) => seq),
  }));
}

/** Validators who signed with their own keys what was stolen. */
function deceived(trace: Trace, thefts: readonly Theft[]): readonly ShownCause[] {
  const hostile = hostileActors(scenarioOf(trace));
  const steps = stepsOf(trace);
  const stolen = new Set(thefts.map(({ seq }) => seq));
  const ids = new Set(
    steps.flatMap((step) =>
      stolen.has(step.seq) && "withdrawal" in step.action && step.action.withdrawal !== undefined
        ? [step.action.withdrawal.id]
        : [],
    ),
  );
  const signed = steps.flatMap((step) =>
    isOk(step, "sign") && !hostile.has(step.actor) && ids.has(step.action.over.id) ? [step] : [],
  );
  if (signed.length === 0) return [];
  const who = [...new Set(signed.map(({ action }) => action.signer))];
  return [
    {
      cause: "blind-signing",
      because: `${who.join(", ")} signed with their own keys what nobody had asked for.`,
      seqs: signed.map(({ seq }) => seq),
    },
  ];
}

/** What the checks say of the contracts. */
function fromVerdicts(verdicts: Verdicts): readonly ShownCause[] {
  const failed = (check: string) => {
    const verdict = verdicts[check];
    return verdict?.valid === false ? (verdict.first ?? undefined) : undefined;
  };
  const found: ShownCause[] = [];
  const add = (cause: Cause, first: ReturnType<typeof failed>) => {
    if (first !== undefined) found.push({ cause, because: first.text, seqs: [first.seq] });
  };
  add("upgrade-bug", failed("upgrade"));
  // A quorum of nothing without an upgrade was put there by whoever may set it.
  if (failed("upgrade") === undefined) add("control-change", failed("quorum"));
  if (failed("quorum") === undefined) add("verification-bug", failed("authority"));
  add("replay", failed("replay"));
  add("unbound-value", failed("conservation"));
  return found;
}

/** Whether it took longer to notice than an honest withdrawal is declared to take. */
function unnoticed(trace: Trace, thefts: readonly Theft[]): readonly ShownCause[] {
  const { declared, end } = scenarioOf(trace);
  const [first] = thefts;
  if (first === undefined) return [];
  const alarm = alarmAfter(trace, first.seq);
  const span = (alarm?.at ?? end) - first.at;
  if (span <= declared.paidWithin) return [];
  const gone = thefts.filter(({ at }) => at < first.at + span).length;
  return [
    {
      cause: "no-monitoring",
      because:
        alarm === undefined
          ? `Nobody noticed within the ${formatDuration(span)} until the run ended.`
          : `For ${formatDuration(span)} nobody noticed; by then ${gone} of ${plural(thefts.length, "theft")} had gone through.`,
      seqs: alarm === undefined ? [first.seq] : [first.seq, alarm.seq],
    },
  ];
}

/** Whether one payment took at least half of what an account held of a token at the first theft. */
function unlimited(trace: Trace, thefts: readonly Theft[]): readonly ShownCause[] {
  const scenario = scenarioOf(trace);
  const heldAtFirst = new Map<string, bigint>();
  const steps = new Map(stepsOf(trace).map((step) => [step.seq, step]));
  for (const { seq, token, amount, from } of thefts) {
    const step = steps.get(seq);
    if (step?.status !== "ok" || heldAtFirst.has(`${from} ${token}`)) continue;
    const left = step.balances.find(
      (balance) =>
        balance.account === from && balance.token === token && balance.chain === "mainchain",
    );
    if (left !== undefined) heldAtFirst.set(`${from} ${token}`, BigInt(left.amount) + amount);
  }
  const large = thefts.filter(({ token, amount, from }) => {
    const held = heldAtFirst.get(`${from} ${token}`);
    return held !== undefined && 2n * amount >= held;
  });
  if (large.length === 0) return [];
  return [
    {
      cause: "no-limits",
      because: `At once there went ${large
        .map(({ token, amount, from }) => `${money(scenario, token, amount)} out of ${from}`)
        .join(" and ")}, each at least half of what was there.`,
      seqs: large.map(({ seq }) => seq),
    },
  ];
}
