import type { CommandOf, Withdrawal } from "../port.ts";
import { addHeld, type Entry, epochOf, type GuardedBook, heldOf, keyOf } from "./guarded.book.ts";
import { quorumOf } from "./guarded.quorum.ts";
import {
  bookOf,
  heldEntry,
  refuseOtherEpoch,
  refuseStopped,
  refuseUnpayable,
  refuseUsed,
} from "./guarded.rules.ts";
import type { Request } from "./guards/guard.ts";
import { judge, type Speaker, type Verdict } from "./guards/stack.ts";
import {
  balanceOf,
  type Decision,
  type Done,
  type Held,
  isNobody,
  kindOf,
  type Refused,
  refuse,
  refuseMissing,
  type State,
  show,
} from "./state.ts";
import { payAll, refuseTaking, takeIn } from "./vault.ts";

/** Takes tokens into the vault and gives the deposit the next id; the guards hear of it. */
export function deposit(
  state: State,
  { sender, owner, token, amount }: CommandOf<"deposit">,
  now: number,
): Decision {
  const value = BigInt(amount);
  const kind = kindOf(state, token);
  if (kind === "wrapped" && balanceOf(state, "mainchain", sender, token) < value)
    return refuse("InsufficientFunds", { sender });
  const refused =
    refuseStopped(state, token) ??
    (isNobody(state, owner) ? refuse("ZeroAddress") : undefined) ??
    refuseMissing(state, "mainchain", { token }) ??
    (kind === "absent" ? refuse("Reverted") : undefined) ??
    refuseTaking(state, sender, token, value) ??
    (value === 0n ? refuse("ZeroAmount") : undefined);
  if (refused) return refused;
  for (const guard of bookOf(state).guards)
    guard.onDeposited({ token, depositor: sender, received: value, now });
  return takeIn(state, { sender, owner, token, amount });
}

/** Ether without a call: only wrapped ether may send it. */
export function sendEther(state: State, { sender, amount }: CommandOf<"sendEther">): Decision {
  const ether = state.world.tokens.find(({ kind }) => kind === "wrapped")?.symbol ?? "";
  return balanceOf(state, "mainchain", sender, ether) < BigInt(amount)
    ? refuse("InsufficientFunds", { sender })
    : refuse("NotWrappedEther", { sender });
}

/**
 * Pays a withdrawal that a quorum signed and no guard objects to, or records it as held. The order
 * of the refusals is the contract's.
 */
export function submitWithdrawal(
  state: State,
  command: CommandOf<"submitWithdrawal">,
  now: number,
): Decision {
  const book = bookOf(state);
  const { withdrawal } = command;
  const key = keyOf(withdrawal);
  const refused =
    refuseUnpayable(state, withdrawal) ??
    refuseOtherEpoch(book, epochOf(withdrawal)) ??
    refuseUsed(book, withdrawal, key);
  if (refused) return refused;
  const quorum = quorumOf(state, command);
  if ("refused" in quorum) return quorum;
  if (kindOf(state, withdrawal.token) === "absent") return refuse("Reverted");

  const held = heldOf(book, withdrawal.token);
  const request = requestOf(state, withdrawal, {
    key,
    phase: "submit",
    quorum,
    held,
    heldSince: 0,
    now,
  });
  const verdict = judge(book.guards, request);
  if (verdict.action === "refuse") return refuseFor("Refused", verdict.first);
  const entry = { epoch: book.epoch, quorum };
  if (verdict.action === "allow") {
    const paid = pay(state, request);
    if ("refused" in paid) return paid;
    record(book, request, { ...entry, status: "Paid", heldSince: 0, notBefore: 0 });
    return paid;
  }
  const { notBefore } = verdict;
  record(book, request, { ...entry, status: "Held", heldSince: now, notBefore });
  addHeld(book, request.token, book.epoch, request.amount);
  for (const guard of book.guards) guard.onHeld(request);
  return hold(book, request, verdict, notBefore);
}

/** Pays what is held, once its floor has passed and no guard objects any more. */
export function release(state: State, { withdrawal }: CommandOf<"release">, now: number): Decision {
  const book = bookOf(state);
  const refused = refuseUnpayable(state, withdrawal);
  if (refused) return refused;
  const entry = heldEntry(book, withdrawal);
  if ("refused" in entry) return entry;
  const { quorum, epoch, heldSince, notBefore } = entry;
  const other = refuseOtherEpoch(book, epoch);
  if (other) return other;
  if (now < notBefore)
    return refuse("FloorNotReached", { key: withdrawal.id, notBefore: `${notBefore}` });

  const held = heldOf(book, withdrawal.token) - BigInt(withdrawal.amount);
  const key = keyOf(withdrawal);
  const request = requestOf(state, withdrawal, {
    key,
    phase: "release",
    quorum,
    held,
    heldSince,
    now,
  });
  const verdict = judge(book.guards, request);
  if (verdict.action === "refuse") return refuseFor("Refused", verdict.first);
  if (verdict.action === "hold")
    return verdict.shouldTrip
      ? hold(book, request, verdict, notBefore)
      : refuseFor("Withheld", verdict.first);
  const paid = pay(state, request);
  if ("refused" in paid) return paid;
  entry.status = "Paid";
  addHeld(book, request.token, epoch, -request.amount);
  return paid;
}

type Circumstances = Pick<Request, "key" | "phase" | "quorum" | "heldSince" | "now"> & {
  /** Sum of the token's other withdrawals that are held. */
  readonly held: bigint;
};

function requestOf(
  state: State,
  { id, token, recipient, amount }: Withdrawal,
  { key, phase, quorum, heldSince, now, held }: Circumstances,
): Request {
  const balance = balanceOf(state, "mainchain", "vault", token);
  return {
    id,
    token,
    recipient,
    amount: BigInt(amount),
    key,
    quorum,
    vault: { balance, held },
    phase,
    heldSince,
    now,
  };
}

/** Pays, and the guards count it; refused when the vault or the recipient can not. */
function pay(state: State, request: Request): Refused | Done {
  const { token, recipient, amount, quorum } = request;
  const paid = payAll(state, token, [{ recipient, value: amount }]);
  if ("refused" in paid) return paid;
  for (const guard of bookOf(state).guards) guard.onPaid(request);
  return {
    result: { paid: `${amount}`, minted: `${paid.minted}`, signers: quorum.signers },
    balances: show(state, "mainchain", [recipient, "vault", "supply"], token),
  };
}

function record(book: GuardedBook, { key, id }: Request, entry: Entry): void {
  book.entries.set(key, entry);
  book.keyOfSource.set(id, key);
}

/** Answers that a withdrawal is held; the token is stopped where a guard has the power to. */
function hold(
  book: GuardedBook,
  { token }: Request,
  { longest, shouldTrip }: Extract<Verdict, { action: "hold" }>,
  notBefore: number,
): Held {
  if (shouldTrip) book.pausedTokens.add(token);
  const { guard, reason } = longest;
  const args = { notBefore: `${notBefore}`, guard, reason, tripped: `${shouldTrip}` };
  return { held: { name: "Held", args } };
}

const refuseFor = (name: string, { guard, reason, retryAt }: Speaker): Refused =>
  refuse(name, { guard, reason, retryAt: `${retryAt}` });
