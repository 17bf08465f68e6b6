import type { Claims, MaxOut } from "./claims.ts";
import type { Happening } from "./play.ts";
import { mostIn, paymentsIn, sum, usedAt } from "./windows.ts";

/** What a sequence says of a property: how often it was put to the test, and whether it failed. */
export type Found = { readonly count: number; readonly isBroken: boolean };

export type Property = {
  readonly id: string;
  readonly says: string;
  /** Whether the claims promise it; if not, there is nothing to judge. */
  readonly isClaimed: (claims: Claims) => boolean;
  /** Whether it does not concern a guard of these claims, such as a queue one that never holds. */
  readonly isIdle?: (claims: Claims) => boolean;
  readonly judge: (happenings: readonly Happening[], claims: Claims) => Found;
};

/** A withdrawal that was brought, with what had happened before. */
type Brought = {
  readonly happening: Happening;
  readonly token: string;
  readonly amount: bigint;
  readonly bound: MaxOut | undefined;
  readonly before: readonly Happening[];
};

function broughtIn(happenings: readonly Happening[], claims: Claims): readonly Brought[] {
  return happenings.flatMap((happening, index) => {
    const { step } = happening;
    if (step.do !== "withdraw") return [];
    const { token, amount } = step;
    const bound = claims.maxOut.find((one) => one.token === token);
    return [{ happening, token, amount, bound, before: happenings.slice(0, index) }];
  });
}

/** Judges each withdrawal that a property is about. */
const ofEach =
  (
    isAbout: (brought: Brought, claims: Claims) => boolean,
    isGood: (brought: Brought, claims: Claims) => boolean,
  ): Property["judge"] =>
  (happenings, claims) => {
    const about = broughtIn(happenings, claims).filter((one) => isAbout(one, claims));
    return { count: about.length, isBroken: about.some((one) => !isGood(one, claims)) };
  };

const bounds = ({ maxOut }: Claims) => maxOut.length > 0;
const isPaid = ({ happening }: Brought) => happening.outcome === "paid";

/** Whether a withdrawal is met at once, or held where the claims have it wait. */
const isServed = ({ happening }: Brought, { delay }: Claims) =>
  happening.outcome === "paid" || (happening.outcome === "held" && (delay?.max ?? 0) > 0);

/** What is surely free: everything that may still count is taken off, held ones too. */
function isFree({ amount, bound, before, happening }: Brought, { freeAfter }: Claims): boolean {
  if (bound === undefined) return false;
  const since = happening.at - (bound.kind === "rolling" ? (freeAfter ?? Infinity) : 0);
  const paid = paymentsIn(before).filter(({ token }) => token === bound.token);
  const counted =
    bound.kind === "rolling"
      ? sum(paid.filter(({ at }) => at > since))
      : usedAt(paid, bound, happening.at);
  return (
    !isWaiting(before, bound.token) &&
    amount <= bound.amount - counted &&
    !isAtLimit(bound)(amount, counted)
  );
}

/** A bound that refuses equality says nothing about what comes to exactly the bound. */
const isAtLimit = (bound: MaxOut) => (amount: bigint, counted: bigint) =>
  bound.atLimit !== "paid" && amount + counted === bound.amount;

/** Whether something of the token is held that is neither paid nor cancelled. */
function isWaiting(before: readonly Happening[], token: string): boolean {
  const ended = new Set(
    before
      .filter(({ step, outcome }) => step.do !== "withdraw" && outcome !== "refused")
      .map(({ which }) => which),
  );
  return before.some(
    ({ step, outcome, which }) =>
      step.do === "withdraw" && step.token === token && outcome === "held" && !ended.has(which),
  );
}

const hasPaid = ({ before, token }: Brought) =>
  paymentsIn(before).some((paid) => paid.token === token);
const hasFailed = ({ before, token }: Brought) =>
  before.some(
    ({ step, outcome }) =>
      (step.do === "withdraw" && step.token === token && outcome === "refused") ||
      (step.do === "cancel" && outcome === "done"),
  );

/** What a guard may answer, or what the gateway says of a token or a key that is not payable. */
const answers = new Set(["Refused", "EnforcedPause"]);

const failed = ({ happening }: Brought) =>
  happening.why?.name === "Refused" && happening.why.args.reason === "guard failed";

/** Every property that draws are judged by, by its number in the catalogue. */
export const properties: readonly Property[] = [
  {
    id: "L01",
    says: "no window pays more than its bound",
    isClaimed: bounds,
    judge: (happenings, claims) => {
      const payments = paymentsIn(happenings);
      const over = broughtIn(happenings, claims).filter(
        ({ bound, amount, happening, before }) =>
          bound && usedAt(paymentsIn(before), bound, happening.at) + amount > bound.amount,
      );
      return {
        count: over.length,
        isBroken: claims.maxOut.some((bound) => mostIn(payments, bound) > bound.amount),
      };
    },
  },
  {
    id: "L02",
    says: "exactly the bound is answered as claimed",
    isClaimed: ({ maxOut }) => maxOut.length > 0 && maxOut.every(({ atLimit }) => atLimit),
    judge: ofEach(
      (one) =>
        one.amount === one.bound?.amount && !hasPaid(one) && !isWaiting(one.before, one.token),
      (one, claims) =>
        one.bound?.atLimit === "paid" ? isServed(one, claims) : !isServed(one, claims),
    ),
  },
  {
    id: "L03",
    says: "what was refused or cancelled takes no room",
    isClaimed: ({ maxOut, freeAfter }) => maxOut.length > 0 && freeAfter !== null,
    judge: ofEach((one, claims) => hasFailed(one) && isFree(one, claims), isServed),
  },
  {
    id: "L04",
    says: "what was paid takes its room once",
    isClaimed: ({ maxOut, freeAfter }) => maxOut.length > 0 && freeAfter !== null,
    judge: ofEach(
      (one, claims) => hasPaid(one) && !hasFailed(one) && isFree(one, claims),
      isServed,
    ),
  },
  {
    id: "L08",
    says: "a token without a bound is not paid",
    isClaimed: ({ unlisted }) => unlisted !== null,
    judge: ofEach(
      ({ bound }) => bound === undefined,
      (one, claims) => !isServed(one, claims),
    ),
  },
  {
    id: "L10",
    says: "amounts beyond every bound are not paid",
    isClaimed: bounds,
    judge: ofEach(
      ({ bound, amount }) => bound !== undefined && amount >= 2n ** 127n && amount > bound.amount,
      (one) => !isPaid(one),
    ),
  },
  {
    id: "D01",
    says: "nothing is paid before the least delay",
    isClaimed: ({ delay }) => delay !== null,
    isIdle: ({ delay }) => delay?.min === 0,
    judge: (happenings, { delay }) => {
      const asked = new Map(
        happenings.filter(({ step }) => step.do === "withdraw").map(({ which, at }) => [which, at]),
      );
      const paid = happenings.filter(({ outcome }) => outcome === "paid");
      const tooEarly = paid.some(
        ({ which, at }) => at - (asked.get(which) ?? at) < (delay?.min ?? 0),
      );
      return { count: happenings.length - paid.length, isBroken: tooEarly };
    },
  },
  {
    id: "V01",
    says: "what fits is paid within the most delay",
    isClaimed: ({ maxOut, freeAfter, delay }) =>
      maxOut.length > 0 && freeAfter !== null && delay !== null,
    judge: ofEach(
      (one, claims) => !hasPaid(one) && !hasFailed(one) && isFree(one, claims),
      isServed,
    ),
  },
  {
    id: "V03",
    says: "what is held is paid after the most delay",
    isClaimed: ({ delay }) => delay !== null,
    isIdle: ({ delay }) => delay?.max === 0,
    judge: (happenings, { delay }) => {
      const asked = new Map(
        happenings.filter(({ outcome }) => outcome === "held").map(({ which, at }) => [which, at]),
      );
      const due = happenings.filter(
        ({ step, which, at }) =>
          step.do === "release" &&
          at - (asked.get(which) ?? at) >= (delay?.max ?? 0) &&
          asked.has(which),
      );
      // The gateway's own answers: paid or cancelled already.
      const isBad = ({ why }: Happening) => why !== null && why.name !== "NotHeld";
      return { count: due.length, isBroken: due.some(isBad) };
    },
  },
  {
    id: "G01",
    says: "the guard answers whatever it is asked",
    isClaimed: () => true,
    judge: ofEach(
      () => true,
      (one) => !failed(one),
    ),
  },
  {
    id: "G03",
    says: "what the guard allows it also commits to",
    isClaimed: () => true,
    judge: ofEach(
      () => true,
      ({ happening }) =>
        happening.why === null || happening.outcome === "held" || answers.has(happening.why.name),
    ),
  },
];
