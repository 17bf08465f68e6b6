import { requiredVotes } from "../quorum.ts";
import { heldOf } from "./guarded.book.ts";
import { bookOf as guardedBook, refuseUnpayable } from "./guarded.rules.ts";
import { judge } from "./guards/stack.ts";
import { balanceOf, type State } from "./state.ts";
import { limitsOf, minimumWeight, refuseDay, bookOf as v2Book } from "./v2.ts";

/** A withdrawal that somebody might bring, and with whose signatures. */
export type Probe = {
  readonly token: string;
  readonly recipient: string;
  readonly amount: bigint;
  readonly signers: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
};

/** Whether a fresh withdrawal would be paid at once. Nothing changes. */
export function wouldPay(state: State, probe: Probe): boolean {
  const { token, amount } = probe;
  if (amount <= 0n || amount > balanceOf(state, "mainchain", "vault", token)) return false;
  if (state.paused.has("mainchain")) return false;
  if (state.guarded !== null) return wouldGuardsPay(state, probe);
  return state.v2 === null ? wouldV1Pay(state, probe) : wouldV2Pay(state, probe);
}

/**
 * Whether signers are enough that the gateway would not refuse the least amount for want of them, be
 * it paid or held, whatever the vault has.
 */
export function wouldTake(state: State, probe: Omit<Probe, "amount">): boolean {
  const least = { ...probe, amount: 1n };
  if (state.guarded !== null) return guardsSay(state, least) !== "refuse";
  return state.v2 === null ? wouldV1Pay(state, least) : wouldV2Pay(state, least);
}

function wouldV1Pay({ sets, missing }: State, { signers }: Probe): boolean {
  const { quorum, validators } = sets.mainchain;
  return (
    !missing.has("mainchain VALIDATOR") &&
    signers.length >= requiredVotes(quorum, validators.length)
  );
}

function wouldV2Pay(state: State, { token, amount, signers, now }: Probe): boolean {
  const book = v2Book(state);
  const { locked, highTier } = limitsOf(book, token);
  const minimum = minimumWeight(state, highTier <= amount);
  if (minimum === null || signers.length < minimum || locked <= amount) return false;
  return refuseDay(book, token, amount, now) === undefined;
}

const wouldGuardsPay = (state: State, probe: Probe): boolean => guardsSay(state, probe) === "allow";

function guardsSay(state: State, { token, recipient, amount, signers, now }: Probe) {
  const book = guardedBook(state);
  const withdrawal = { id: "0" as const, token, recipient, amount: `${amount}` as const };
  if (refuseUnpayable(state, withdrawal)) return "refuse";
  const { quorum, validators } = state.sets.mainchain;
  const total = validators.length + book.vacant;
  const minimum = requiredVotes(quorum, total);
  if (signers.length < minimum) return "refuse";
  return judge(book.guards, {
    id: "0",
    token,
    recipient,
    amount,
    key: "a withdrawal that is not brought",
    quorum: { signers, total, minimum },
    vault: { balance: balanceOf(state, "mainchain", "vault", token), held: heldOf(book, token) },
    phase: "submit",
    heldSince: 0,
    now,
  }).action;
}

/**
 * Returns the largest amount, up to a most, that a withdrawal would be paid with at once; 0 when none
 * would. Whatever a gateway pays, it pays less of as well, so that halving finds the edge.
 *
 * @param guess An amount to try first: often it is the same again.
 */
export function capacityOf(
  state: State,
  probe: Omit<Probe, "amount">,
  most: bigint,
  guess = most,
): bigint {
  const pays = (amount: bigint) => wouldPay(state, { ...probe, amount });
  const vault = balanceOf(state, "mainchain", "vault", probe.token);
  const top = most < vault ? most : vault;
  if (pays(top)) return top;
  if (guess < top && pays(guess) && !pays(guess + 1n)) return guess;
  let [low, high] = [0n, top];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (pays(middle)) low = middle;
    else high = middle;
  }
  return low;
}
