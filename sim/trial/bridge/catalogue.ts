import type { BridgeAdapter } from "./adapter.ts";
import { isMoved } from "./money.ts";
import {
  type BridgeProperty,
  heldBefore,
  honestly,
  isCancelled,
  isDue,
  isHonest,
  isOldEnough,
  isPayable,
  isReleased,
  isRotation,
  isSubmitted,
  isTrick,
  malformedOf,
  paidBefore,
  refuses,
  type Seen,
  takes,
} from "./properties.ts";

const always = () => null;
const without =
  (what: "pause" | "cancel" | "rotate" | "release" | "rotationDigest", why: string) =>
  (adapter: BridgeAdapter): string | null =>
    adapter[what] === undefined ? why : null;

const noPause = without("pause", "the bridge has no pause");
const noRotation = without("rotate", "the bridge has no rotation");
const noHold = without("release", "the bridge holds nothing");
const noCancel = without("cancel", "the bridge cancels nothing");

const isPaid = ({ outcome }: Seen) => outcome === "paid";
const isLater = (one: Seen, adapter: BridgeAdapter) =>
  honestly(one, adapter) && one.before.rotations > 0;
const isOlder = (most: number) => (one: Seen) =>
  isSubmitted(one) && one.where === "here" && (one.plan?.age ?? 0) > most;
const isHandover = (one: Seen, adapter: BridgeAdapter) =>
  one.step.do === "rotate" && one.step.next === "next" && isHonest(adapter)(one);
const isEarly = ({ at, before }: Seen, { claims }: BridgeAdapter) =>
  before.rotatedAt !== null && at - before.rotatedAt < claims.rotationDelay;
const isByOutsider = ({ step }: Seen, { rotationDigest }: BridgeAdapter) =>
  "by" in step && step.by === "outsider" && !(step.do === "rotate" && rotationDigest !== undefined);
const isByRight = ({ step }: Seen) => "by" in step && step.by === "right";

/** Whether what is released was never held, or by what a sound bridge does not take. */
const isUnheld = (one: Seen) => isReleased(one) && heldBefore(one) === undefined;

/** Every property that a bridge is judged by, by its number in the catalogue. */
export const bridgeProperties: readonly BridgeProperty[] = [
  {
    id: "S01",
    says: "nothing is taken with less weight than is enough",
    idle: always,
    judge: refuses(
      (one) =>
        isTrick(
          "one less than enough",
          "one alone",
          "a lower threshold",
          "strangers beside",
        )(one) || isUnheld(one),
    ),
  },
  {
    id: "S02",
    says: "one key never counts twice",
    idle: always,
    judge: refuses(
      isTrick("repeated", "repeated apart", "repeated mirrored", "repeated with another v"),
    ),
  },
  {
    id: "S03",
    says: "nobody's signatures are not enough, and no set takes over with which they would be",
    idle: always,
    judge: refuses(
      (one) =>
        isTrick("nobody", "strangers alone", "a set of strangers")(one) ||
        (one.step.do === "rotate" && one.step.next !== "next"),
    ),
  },
  {
    id: "S05",
    says: "a member who was removed counts for nothing",
    idle: noRotation,
    judge: refuses(isTrick("removed members beside"), isLater),
  },
  {
    id: "S06",
    says: "what was signed before a rotation is not paid after it, held or not",
    idle: noRotation,
    judge: refuses((one) => {
      if (isSubmitted(one)) return isOlder(0)(one);
      const held = isReleased(one) ? heldBefore(one) : undefined;
      return held !== undefined && held.before.rotations < one.before.rotations;
    }, isLater),
  },
  {
    id: "S06-retained",
    says: "no set is taken that is older than those that the bridge keeps",
    idle: (adapter) =>
      noRotation(adapter) ??
      (adapter.claims.retained === 0 ? "the bridge keeps none: S06 says it all" : null),
    judge: refuses((one, { claims }) => isOlder(claims.retained)(one), isLater),
  },
  {
    id: "S06-rotation",
    says: "no set but the last one hands over to another",
    idle: without("rotationDigest", "nobody signs a rotation"),
    judge: refuses((one) => isRotation(one) && (one.plan?.age ?? 0) > 0, isHandover),
  },
  {
    id: "S07",
    says: "a signature is for one id, recipient and amount",
    idle: always,
    judge: refuses(isTrick("another amount", "another recipient", "another id")),
  },
  {
    id: "S07-gateway",
    says: "what is signed for one bridge is refused by another of its kind",
    idle: always,
    judge: refuses(isTrick("another gateway")),
  },
  {
    id: "S07-chain",
    says: "what is signed for one chain is refused by the same bridge on another",
    idle: always,
    judge: refuses(isTrick("another chain")),
  },
  {
    id: "S07-fork",
    says: "what is signed before the chain forks is refused on the half with another number",
    idle: always,
    judge: refuses(isTrick("a fork of the chain")),
  },
  {
    id: "S08",
    says: "an id is paid at most once",
    idle: always,
    judge: refuses(
      (one, adapter) => (honestly(one, adapter) || isReleased(one)) && paidBefore(one).length > 0,
      honestly,
      isPaid,
    ),
  },
  {
    id: "S09",
    says: "what is no signature adds no weight",
    idle: always,
    judge: refuses(malformedOf),
  },
  {
    id: "S12",
    says: "money moves by deposits and payments alone, each as signed, and none is lost or made",
    idle: always,
    onlyAccepts: true,
    judge: (seen) => ({
      accepted: seen.length,
      refused: 0,
      isBroken: seen.some((one) => !isMoved(one)),
    }),
  },
  {
    id: "G06",
    says: "whoever comes back while it is paid is not paid again",
    idle: always,
    onlyAccepts: true,
    judge: (seen) => {
      const paid = seen.filter((one) => one.withdrawal?.to === "eve" && isPaid(one));
      return {
        accepted: paid.length,
        refused: 0,
        isBroken: paid.some((one) => (one.moved.eve ?? 0n) > (one.withdrawal?.amount ?? 0n)),
      };
    },
  },
  {
    id: "D01",
    says: "nothing held is paid before its time",
    idle: (adapter) =>
      noHold(adapter) ?? (adapter.claims.holdDelay === 0 ? "what is held has no time" : null),
    judge: refuses(
      (one, adapter) => isPayable(one, adapter) && !isOldEnough(one, adapter),
      (one, adapter) => isPayable(one, adapter) && isOldEnough(one, adapter),
    ),
  },
  {
    id: "D03",
    says: "what is cancelled is never paid",
    idle: noCancel,
    judge: refuses(
      (one, adapter) => (honestly(one, adapter) || isReleased(one)) && isCancelled(one),
      ({ step }) => step.do === "cancel",
      isPaid,
    ),
  },
  {
    id: "D06",
    says: "while it is paused nothing is paid",
    idle: noPause,
    judge: refuses(
      (one, adapter) => one.before.isPaused && (honestly(one, adapter) || isReleased(one)),
      (one, adapter) => !one.before.isPaused && honestly(one, adapter),
      isPaid,
    ),
  },
  {
    id: "A01",
    says: "no rotation comes sooner after another than the delay",
    idle: (adapter) =>
      noRotation(adapter) ??
      (adapter.claims.rotationDelay === 0 ? "the bridge claims no delay" : null),
    judge: refuses(
      (one, adapter) => isHandover(one, adapter) && isEarly(one, adapter),
      (one, adapter) => isHandover(one, adapter) && !isEarly(one, adapter),
    ),
  },
  {
    id: "A03",
    says: "no outsider pauses, cancels or rotates",
    idle: ({ pause, cancel, rotate, rotationDigest }) =>
      pause || cancel || (rotate && !rotationDigest) ? null : "nothing is anybody's by right",
    judge: refuses(isByOutsider, isByRight),
  },
  {
    id: "V01",
    says: "what is signed as it should be, and can be paid, is taken",
    idle: always,
    judge: takes(
      isDue,
      (one, adapter) => honestly(one, adapter) && (one.withdrawal?.amount ?? 0n) > one.before.vault,
    ),
  },
  {
    id: "V02",
    says: "so few members that the others are enough cannot prevent it",
    idle: always,
    judge: takes(
      (one, adapter) => isDue(one, adapter) && isTrick("without the heaviest")(one),
      isTrick("one less than enough"),
    ),
  },
  {
    id: "V03",
    says: "what is held is paid when its time has come, whoever asks",
    idle: noHold,
    onlyAccepts: true,
    judge: takes((one, adapter) => isPayable(one, adapter) && isOldEnough(one, adapter)),
  },
  {
    id: "V04",
    says: "after a rotation, or a pause and its end, what is owed is paid",
    idle: ({ pause, rotate }) => (pause || rotate ? null : "there is neither pause nor rotation"),
    onlyAccepts: true,
    judge: takes((one, adapter) => {
      const { rotations, hasBeenPaused, isPaused } = one.before;
      if (isHandover(one, adapter)) return !isEarly(one, adapter) && !isPaused && isByRight(one);
      if (rotations === 0 && !hasBeenPaused) return false;
      return isDue(one, adapter) || (isPayable(one, adapter) && isOldEnough(one, adapter));
    }),
  },
  {
    id: "T02",
    says: "nothing is no amount",
    idle: always,
    judge: refuses(
      (one, adapter) =>
        (adapter.release ? isReleased(one) : isSubmitted(one)) && one.withdrawal?.amount === 0n,
      honestly,
      ({ outcome }) => outcome !== "refused",
    ),
  },
];
