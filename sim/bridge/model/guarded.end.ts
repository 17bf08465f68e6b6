import type { CommandOf, Withdrawal } from "../port.ts";
import { addHeld, type Entry, type GuardedBook, keyOf } from "./guarded.book.ts";
import { bookOf, heldEntry, raiseEpoch, refuseOtherEpoch } from "./guarded.rules.ts";
import { refuseRole } from "./roles.ts";
import { type Decision, done, refuse, type State } from "./state.ts";

/** Ends what is held for good; a canceller only, also while everything is stopped. */
export function cancel(state: State, { sender, withdrawal }: CommandOf<"cancel">): Decision {
  const book = bookOf(state);
  if (!book.roles.canceller.includes(sender)) return refuse("NotCanceller", { caller: sender });
  const entry = heldEntry(book, withdrawal);
  return "refused" in entry ? entry : end(book, withdrawal, entry);
}

/** Ends for good what was held for too long, or under an earlier epoch; anybody may. */
export function expire(state: State, { withdrawal }: CommandOf<"expire">, now: number): Decision {
  const book = bookOf(state);
  const entry = heldEntry(book, withdrawal);
  if ("refused" in entry) return entry;
  const expiresAt = entry.heldSince + book.maxHold;
  if (entry.epoch === book.epoch && now < expiresAt)
    return refuse("HoldNotExpired", { key: withdrawal.id, expiresAt: `${expiresAt}` });
  return end(book, withdrawal, entry);
}

/** Ends everything that the present signers authorized; a canceller only. */
export function cancelEpoch(state: State, { sender, epoch }: CommandOf<"cancelEpoch">): Decision {
  const book = bookOf(state);
  return (
    refuseRole(sender, "CANCELLER", book.roles.canceller) ??
    refuseOtherEpoch(book, epoch) ??
    raiseEpoch(book)
  );
}

/** The key stays dead; the request is free. */
function end(book: GuardedBook, withdrawal: Withdrawal, entry: Entry): Decision {
  const { token } = withdrawal;
  const amount = BigInt(withdrawal.amount);
  const key = keyOf(withdrawal);
  entry.status = "Cancelled";
  addHeld(book, token, entry.epoch, -amount);
  for (const guard of book.guards) guard.onCancelled({ key, token, amount });
  return done;
}
