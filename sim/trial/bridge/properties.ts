import type { BridgeAdapter } from "./adapter.ts";
import type { BridgeHappening } from "./play.ts";
import { isMalformed, isPlain, type Trick } from "./signing.ts";

/** What a sequence showed of a property. */
export type Shown = {
  /** How often the bridge took what it should take. */
  readonly accepted: number;
  /** How often it refused what it should refuse. */
  readonly refused: number;
  readonly isBroken: boolean;
};

export type BridgeProperty = {
  /** Its number in the catalogue. */
  readonly id: string;
  readonly says: string;
  /** Why it cannot be asked of a bridge; `null`: it can. */
  readonly idle: (adapter: BridgeAdapter) => string | null;
  /** Whether there is nothing to refuse: what is looked at happens or it does not. */
  readonly onlyAccepts?: true;
  readonly judge: (seen: readonly Seen[], adapter: BridgeAdapter) => Shown;
};

/** A happening, and what had happened before. */
export type Seen = BridgeHappening & { readonly past: readonly BridgeHappening[] };

export const seenIn = (happenings: readonly BridgeHappening[]): readonly Seen[] =>
  happenings.map((happening, index) => ({ ...happening, past: happenings.slice(0, index) }));

const isAccepted = ({ outcome }: BridgeHappening): boolean =>
  outcome === "paid" || outcome === "held" || outcome === "done";

const isTold = ({ outcome }: BridgeHappening) => outcome !== "unsayable";
export const isSubmitted = ({ step }: BridgeHappening): boolean => step.do === "withdraw";
export const isRotation = ({ step }: BridgeHappening): boolean => step.do === "rotate";
export const isReleased = ({ step }: BridgeHappening): boolean => step.do === "release";

/** Whether it was brought with one of some tricks, and too little weight is behind it. */
export const isTrick =
  (...tricks: readonly Trick[]) =>
  ({ plan }: BridgeHappening): boolean =>
    plan !== null && tricks.includes(plan.trick);

/** Whether a withdrawal, or a rotation, came with signatures that a sound bridge takes. */
export const isHonest =
  ({ claims }: BridgeAdapter) =>
  ({ plan, where }: BridgeHappening): boolean =>
    plan !== null && where === "here" && isPlain(plan, claims);

export const malformedOf = ({ plan }: BridgeHappening): boolean =>
  plan !== null && isMalformed(plan.trick);

/** Returns the judge that wants some refused, and others taken. */
export const refuses =
  (
    isBad: (one: Seen, adapter: BridgeAdapter) => boolean,
    isGood: (one: Seen, adapter: BridgeAdapter) => boolean = honestly,
    isTaken: (one: Seen) => boolean = isAccepted,
  ): BridgeProperty["judge"] =>
  (seen, adapter) => {
    const bad = seen.filter((one) => isTold(one) && isBad(one, adapter));
    const good = seen.filter((one) => isTold(one) && isGood(one, adapter));
    return {
      accepted: good.filter(isAccepted).length,
      refused: bad.filter((one) => !isTaken(one)).length,
      isBroken: bad.some(isTaken),
    };
  };

/** Returns the judge that wants some taken, and others refused. */
export const takes =
  (
    isGood: (one: Seen, adapter: BridgeAdapter) => boolean,
    isBad: (one: Seen, adapter: BridgeAdapter) => boolean = () => false,
  ): BridgeProperty["judge"] =>
  (seen, adapter) => {
    const good = seen.filter((one) => isTold(one) && isGood(one, adapter));
    const bad = seen.filter((one) => isTold(one) && isBad(one, adapter));
    return {
      accepted: good.filter(isAccepted).length,
      refused: bad.filter((one) => !isAccepted(one)).length,
      isBroken: good.some((one) => !isAccepted(one)),
    };
  };

export const honestly = (one: Seen, adapter: BridgeAdapter): boolean =>
  isSubmitted(one) && isHonest(adapter)(one);

/** Returns what was paid of the id of a withdrawal before, where it is brought. */
export const paidBefore = ({ past, withdrawal, where }: Seen): readonly BridgeHappening[] =>
  past.filter(
    (one) => one.outcome === "paid" && one.where === where && one.withdrawal?.id === withdrawal?.id,
  );

/** Returns how a withdrawal came to be held; `undefined`: it did not. */
export const heldBefore = ({ past, withdrawal, where }: Seen): BridgeHappening | undefined =>
  past.findLast((one) => one.outcome === "held" && one.where === where && isSame(one, withdrawal));

const isSame = (one: BridgeHappening, withdrawal: Seen["withdrawal"]): boolean =>
  one.withdrawal !== null &&
  withdrawal !== null &&
  one.withdrawal.id === withdrawal.id &&
  one.withdrawal.amount === withdrawal.amount &&
  one.withdrawal.recipient === withdrawal.recipient;

/** Whether the id of a withdrawal was cancelled before. */
export const isCancelled = ({ past, withdrawal }: Seen): boolean =>
  past.some(
    (one) =>
      one.step.do === "cancel" && one.outcome === "done" && one.withdrawal?.id === withdrawal?.id,
  );

/** Whether nothing that went through had a withdrawal's id before. */
const isFresh = ({ past, withdrawal, where }: Seen): boolean =>
  !past.some(
    (one) => isAccepted(one) && one.where === where && one.withdrawal?.id === withdrawal?.id,
  );

/** Base units that are held and not paid. */
const owed = ({ past }: Seen): bigint =>
  past
    .filter(({ outcome, where }) => outcome === "held" && where === "here")
    .reduce((sum, { withdrawal }) => sum + (withdrawal?.amount ?? 0n), 0n);

/** Whether a withdrawal is one that must be paid, or held where the bridge holds. */
export function isDue(one: Seen, adapter: BridgeAdapter): boolean {
  const { withdrawal, before } = one;
  if (withdrawal === null || !honestly(one, adapter) || before.isPaused) return false;
  const { amount, to } = withdrawal;
  // A bridge need not give Eve the gas for what she does.
  if (to === "eve") return false;
  return isFresh(one) && amount > 0n && amount + owed(one) <= before.vault;
}

/** Whether what is released is held lawfully, and may be paid apart from when. */
export function isPayable(one: Seen, adapter: BridgeAdapter): boolean {
  const held = heldBefore(one);
  if (!isReleased(one) || held === undefined || one.where !== "here") return false;
  const amount = one.withdrawal?.amount ?? 0n;
  return (
    isHonest(adapter)(held) &&
    held.withdrawal?.to !== "eve" &&
    held.before.rotations === one.before.rotations &&
    !one.before.isPaused &&
    !isCancelled(one) &&
    paidBefore(one).length === 0 &&
    amount > 0n &&
    amount <= one.before.vault
  );
}

/** Whether what is released has waited as long as the bridge has it wait. */
export const isOldEnough = (one: Seen, { claims }: BridgeAdapter): boolean =>
  one.at - (heldBefore(one)?.at ?? one.at) >= claims.holdDelay;
