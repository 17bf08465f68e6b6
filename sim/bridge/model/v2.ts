import { invariant } from "../../core/invariant.ts";
import { day } from "../../core/time.ts";
import type { CommandOf } from "../port.ts";
import { isSame } from "../withdrawal.ts";
import { nobody, type Signer } from "./recover.ts";
import { refuseRole } from "./roles.ts";
import {
  balanceOf,
  type Decision,
  isNobody,
  kindOf,
  type Refused,
  refuse,
  refuseMissing,
  type State,
  show,
  uint256Max,
} from "./state.ts";
import { typedSigners } from "./typed.recover.ts";
import type { TokenLimits, V2Book } from "./v2.book.ts";
import { payAll, refuseTaking, takeIn } from "./vault.ts";

/** Takes tokens into the vault and gives the deposit the next id; ether stays as it comes. */
export function deposit(
  state: State,
  { sender, owner, token, amount }: CommandOf<"deposit">,
): Decision {
  const value = BigInt(amount);
  const isEther = kindOf(state, token) === "wrapped";
  if (isEther && balanceOf(state, "mainchain", sender, token) < value)
    return refuse("InsufficientFunds", { sender });
  const refused =
    refuseReceipt(state, token, owner, value) ?? refuseTaking(state, sender, token, value);
  return refused ?? takeIn(state, { sender, owner, token, amount });
}

/** Ether without a call is a deposit for whoever sends it. */
export function sendEther(state: State, { sender, amount }: CommandOf<"sendEther">): Decision {
  const token = state.world.tokens.find(({ kind }) => kind === "wrapped")?.symbol ?? "";
  return deposit(state, { verb: "deposit", sender, owner: sender, token, amount });
}

/**
 * Pays a withdrawal that operators of enough weight signed, or holds it where it reaches the locked
 * tier. What is held is outside the day's count.
 */
export function submitWithdrawal(
  state: State,
  command: CommandOf<"submitWithdrawal">,
  now: number,
): Decision {
  const v2 = bookOf(state);
  const { withdrawal } = command;
  const { id, token, recipient, amount } = withdrawal;
  const value = BigInt(amount);
  const limits = limitsOf(v2, token);
  const isLocked = limits.locked <= value;
  const refused = refuseReceipt(state, token, recipient, value);
  if (refused) return refused;
  if (v2.submitted.has(id)) return refuse("WithdrawalAlreadyProcessed", { id });
  const excess = isLocked ? undefined : refuseDay(v2, token, value, now);
  if (excess) return excess;
  const minimum = minimumWeight(state, limits.highTier <= value);
  if (minimum === null) return refuse("Panic", { reason: "17" });
  const recovered = () => typedSigners(state.world, withdrawal, command.signatures);
  const weak = refuseWeight(state, recovered(), minimum);
  if (weak) return weak;
  const signers = Array.from(recovered(), ({ name }) => name);
  if (isLocked) {
    v2.submitted.set(id, { withdrawal, signers });
    v2.locked.add(id);
    return { held: lockedHold };
  }
  const paid = payAll(state, token, [{ recipient, value }]);
  if ("refused" in paid) return paid;
  v2.submitted.set(id, { withdrawal, signers });
  const today = dayOf(now);
  v2.days.set(token, { day: today, amount: leftOn(v2, token, today) + value });
  return {
    result: { paid: amount, minted: `${paid.minted}`, signers },
    balances: show(state, "mainchain", [recipient, "vault", "supply"], token),
  };
}

/**
 * Pays what is held: the fee to the unlocker and the rest to its recipient. It asks for nothing
 * else: no signature, no day, no pause.
 */
export function unlock(state: State, { sender, withdrawal }: CommandOf<"unlock">): Decision {
  const v2 = bookOf(state);
  const { id, token, recipient, amount } = withdrawal;
  const value = BigInt(amount);
  const stranger = refuseRole(sender, "WITHDRAWAL_UNLOCKER_ROLE", v2.unlockers);
  if (stranger) return stranger;
  const submitted = v2.submitted.get(id);
  if (submitted === undefined)
    return refuse("WrongReceipt", { receiptHash: id, submitted: "none" });
  if (!isSame(submitted.withdrawal, withdrawal))
    return refuse("WrongReceipt", { receiptHash: id, submitted: id });
  if (!v2.locked.has(id)) return refuse("WithdrawalNotLocked", { id });

  const parts = value * limitsOf(v2, token).unlockFee;
  if (parts > uint256Max) return refuse("Panic", { reason: "17" });
  const fee = parts / millionths;
  const paid = payAll(state, token, [
    { recipient: sender, value: fee },
    { recipient, value: value - fee },
  ]);
  if ("refused" in paid) return paid;
  v2.locked.delete(id);
  return {
    result: { paid: amount, minted: `${paid.minted}`, fee: `${fee}`, signers: submitted.signers },
    balances: show(state, "mainchain", [recipient, sender, "vault", "supply"], token),
  };
}

/** What is held waits for a person, and for no time. */
const lockedHold = {
  name: "Held",
  args: { notBefore: "0", guard: "locked-tier", reason: "locked tier", tripped: "false" },
};

const millionths = 1_000_000n;

const noLimits: TokenLimits = { highTier: 0n, locked: 0n, daily: 0n, unlockFee: 0n };

export const limitsOf = (v2: V2Book, token: string): TokenLimits =>
  v2.limits.get(token) ?? noLimits;

const dayOf = (now: number): number => Math.floor(now / day);

/** What was counted of a token on a day; what left on an earlier one is not. */
function leftOn({ days }: V2Book, token: string, today: number): bigint {
  const count = days.get(token);
  return count === undefined || today > count.day ? 0n : count.amount;
}

/** Why a day does not take an amount, if so: with it, the day must stay below its limit. */
export function refuseDay(
  v2: V2Book,
  token: string,
  value: bigint,
  now: number,
): Refused | undefined {
  const withdrawn = leftOn(v2, token, dayOf(now));
  const { daily } = limitsOf(v2, token);
  if (withdrawn + value > uint256Max) return refuse("Panic", { reason: "17" });
  if (withdrawn + value < daily) return undefined;
  return refuse("DailyLimitReached", {
    token,
    amount: `${value}`,
    withdrawn: `${withdrawn}`,
    limit: `${daily}`,
    nextDayAt: `${(dayOf(now) + 1) * day}`,
  });
}

/** Why no receipt of that content is even looked at, if so. */
const refuseReceipt = (
  state: State,
  token: string,
  account: string,
  value: bigint,
): Refused | undefined =>
  (state.paused.has("mainchain") ? refuse("EnforcedPause") : undefined) ??
  (value === 0n ? refuse("ZeroAmount") : undefined) ??
  (isNobody(state, account) ? refuse("ZeroAddress") : undefined) ??
  refuseMissing(state, "mainchain", { token });

/**
 * The weight that a withdrawal needs: the share of its tier, rounded up. A share of nothing at all
 * (0/0) can not be computed, and the ordinary one is in any case: `null`.
 */
export function minimumWeight(state: State, isHighTier: boolean): number | null {
  const { quorum, validators } = state.sets.mainchain;
  const { highTierQuorum } = bookOf(state);
  if (quorum.denominator === 0) return null;
  const share = isHighTier ? highTierQuorum : quorum;
  if (share.denominator === 0) return null;
  return Math.ceil((share.numerator * validators.length) / share.denominator);
}

/**
 * Why the signatures are not enough, if so. Operators weigh one each and strangers nothing; what is
 * behind the first signatures of enough weight is never read.
 */
function refuseWeight(
  { sets }: State,
  signers: Iterable<Signer>,
  minimum: number,
): Refused | undefined {
  const operators = sets.mainchain.validators;
  let previous = nobody;
  let weight = 0;
  for (const signer of signers) {
    if (signer.address <= previous.address)
      return refuse("SignersNotAscending", { previous: previous.name, signer: signer.name });
    previous = signer;
    if (operators.includes(signer.name)) weight += 1;
    if (weight >= minimum) return undefined;
  }
  return refuse("WeightNotReached", { weight: `${weight}`, minimum: `${minimum}` });
}

/** Returns the book of a world whose mainchain gateway is `RoninGatewayV2`. */
export function bookOf({ v2 }: State): V2Book {
  invariant(v2, "The world's mainchain gateway is RoninGatewayV2.");
  return v2;
}
