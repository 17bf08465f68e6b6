import type { Trace } from "../trace/event.ts";
import { isVerb, type Step, stepsOf } from "../trace/trace.ts";
import type { Both } from "./field-changes.ts";

/** A withdrawal that somebody took to the mainchain, and what the gateway said. */
export type Attempt = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly id: string;
  readonly token: string;
  readonly amount: string;
  readonly recipient: string;
  /** How many signatures it brought. */
  readonly signatures: number;
} & (
  | { readonly outcome: "paid" }
  | { readonly outcome: "refused" | "held"; readonly error: Refusal }
);

type Refusal = Extract<Step, { status: "fail" | "info" }>["error"];

/** Attempts of one run that the other never makes. */
export type Lone = { readonly count: number; readonly first: Attempt | null };

/** How the payments of two runs differ. */
export type PaymentsDiff = {
  /** The first that both attempt, and that one pays and the other does not, or for another reason. */
  readonly first: Both<Attempt> | null;
  /** How many there are of these. */
  readonly count: number;
  readonly only: Both<Lone>;
};

/**
 * Returns how the payments of two runs differ. An attempt is matched by recipient, token and
 * amount, the first with the first and the second with the second: the sidechain numbers
 * withdrawals as they come, so one user who asks later has another id, and so has everybody after.
 */
export function diffPayments(left: Trace, right: Trace): PaymentsDiff {
  const [lefts, rights] = [attemptsOf(left), attemptsOf(right)];
  const changed: Both<Attempt>[] = [];
  const alone = { left: [] as Attempt[], right: [] as Attempt[] };
  for (const what of new Set([...lefts.keys(), ...rights.keys()])) {
    const [ours = [], theirs = []] = [lefts.get(what), rights.get(what)];
    const both = Math.min(ours.length, theirs.length);
    alone.left.push(...ours.slice(both));
    alone.right.push(...theirs.slice(both));
    ours.slice(0, both).forEach((attempt, index) => {
      const other = theirs[index];
      if (other && saidOf(attempt) !== saidOf(other)) changed.push({ left: attempt, right: other });
    });
  }
  const moment = (change: Both<Attempt>) => Math.min(change.left.at, change.right.at);
  return {
    first: changed.toSorted((a, b) => moment(a) - moment(b))[0] ?? null,
    count: changed.length,
    only: { left: loneOf(alone.left), right: loneOf(alone.right) },
  };
}

function attemptsOf(trace: Trace): ReadonlyMap<string, readonly Attempt[]> {
  const attempts = stepsOf(trace).flatMap((step): Attempt[] => {
    if (!isVerb(step, "submitWithdrawal")) return [];
    const { seq, at, actor, action } = step;
    const { id, token, amount, recipient } = action.withdrawal;
    const signatures = action.signatures.length;
    const what = { seq, at, actor, id, token, amount, recipient, signatures };
    if (step.status === "ok") return [{ ...what, outcome: "paid" }];
    return [{ ...what, outcome: step.status === "fail" ? "refused" : "held", error: step.error }];
  });
  return Map.groupBy(attempts, ({ recipient, token, amount }) => `${recipient} ${token} ${amount}`);
}

/** What the gateway said; the numbers beside a reason differ with every vault. */
const saidOf = (attempt: Attempt): string =>
  attempt.outcome === "paid" ? "paid" : `${attempt.outcome} ${attempt.error.name}`;

const loneOf = (attempts: readonly Attempt[]): Lone => ({
  count: attempts.length,
  first: attempts.toSorted((a, b) => a.seq - b.seq)[0] ?? null,
});
