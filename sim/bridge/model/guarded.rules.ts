import { invariant } from "../../core/invariant.ts";
import type { Withdrawal } from "../port.ts";
import { type Entry, type GuardedBook, keyOf } from "./guarded.book.ts";
import { type Done, isNobody, type Refused, refuse, refuseMissing, type State } from "./state.ts";

/** Returns the book of a world whose mainchain gateway is `GuardedGateway`. */
export function bookOf({ guarded }: State): GuardedBook {
  invariant(guarded, "The world's mainchain gateway is GuardedGateway.");
  return guarded;
}

/** Why nothing of a token moves at all, if so: everything is stopped, or the token is. */
export function refuseStopped(state: State, token: string): Refused | undefined {
  if (state.paused.has("mainchain")) return refuse("EnforcedPause", { scope: "All", subject: "0" });
  return bookOf(state).pausedTokens.has(token)
    ? refuse("EnforcedPause", { scope: "Token", subject: token })
    : undefined;
}

const amountMost = 2n ** 128n - 1n;

/** Why no such withdrawal is paid, whoever signed it, if so. */
export function refuseUnpayable(
  state: State,
  { token, recipient, amount }: Withdrawal,
): Refused | undefined {
  const stopped = refuseStopped(state, token);
  if (stopped) return stopped;
  const value = BigInt(amount);
  if (isNobody(state, recipient)) return refuse("ZeroAddress");
  if (value === 0n) return refuse("ZeroAmount");
  if (value > amountMost) return refuse("AmountTooLarge", { amount });
  return refuseMissing(state, "mainchain", { token });
}

/** Why something of an epoch comes too late or too early, if so. */
export const refuseOtherEpoch = (book: GuardedBook, given: number): Refused | undefined =>
  given === book.epoch
    ? undefined
    : refuse("EpochNotCurrent", { given: `${given}`, current: `${book.epoch}` });

/**
 * Why a withdrawal can not be submitted any more, if so. Its key is used once, and its request is
 * taken by one that was paid, or is held under the current epoch.
 */
export function refuseUsed(
  book: GuardedBook,
  { id }: Withdrawal,
  key: string,
): Refused | undefined {
  const entry = book.entries.get(key);
  if (entry !== undefined) return refuse("KeyUsed", { key: id, status: entry.status });
  const other = book.entries.get(book.keyOfSource.get(id) ?? "");
  const isAlive =
    other?.status === "Paid" || (other?.status === "Held" && other.epoch === book.epoch);
  return isAlive ? refuse("SourceUsed", { key: id }) : undefined;
}

/** Returns what is remembered of a withdrawal that is held. */
export function heldEntry(book: GuardedBook, withdrawal: Withdrawal): Entry | Refused {
  const entry = book.entries.get(keyOf(withdrawal));
  return entry?.status === "Held"
    ? entry
    : refuse("NotHeld", { key: withdrawal.id, status: entry?.status ?? "None" });
}

/** Gives the signer set its next version: what was signed before is never paid. */
export function raiseEpoch(book: GuardedBook): Done {
  book.epoch += 1;
  return { result: { epoch: book.epoch }, balances: [] };
}
