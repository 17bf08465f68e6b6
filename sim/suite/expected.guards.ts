import type { Exceptions, Reasons } from "./expected.ts";

/** What the properties of limits and guards come from, or why they are broken by design. */
export const guardReasons: Reasons = {
  L01: {
    v2: { broken: "V2 counts by the calendar: around midnight two days' limits leave" },
    guarded: "what is paid is counted in the transaction that pays it, and never less",
  },
  L02: {
    v2: "reaching the limit exactly is refused, one less is paid",
    guarded: "each limit says whether it may be reached, and reaches it",
  },
  L03: {
    v2: "what is refused is undone as a whole",
    guarded: "assess is a view: a commit comes only with the payment",
  },
  L04: {
    v2: "a payment is added to its day once; what was locked is outside the count, as documented",
    guarded: "onPaid comes once, with the payment, also after a hold",
  },
  L06: {
    v2: "each token has a day of its own; V2 pauses everything or nothing",
    guarded: "each token has counts and a pause of its own",
  },
  L07: {
    v2: "both are base units of the token",
    guarded: "both are base units of the token",
  },
  L08: {
    v2: "the locked tier of a token without limits begins at 0",
    guarded: "a figure of 0 is refused as not listed",
  },
  L09: {
    v2: { broken: "tiers look at one withdrawal: parts below a tier are paid as small ones" },
    guarded: "nothing here looks at how much one withdrawal is, other than at the sum",
  },
  L10: { guarded: "sums are of 192 bits or more, amounts of at most 128" },
  L11: { guarded: "the gateway tells what arrived, by its own balance" },
  R01: {
    v2: "the day's count moves with payments only",
    guarded: "counts move in onPaid alone, and that is the gateway's to call",
  },
  R02: { guarded: "while it cools down, onHeld sets nothing" },
  R05: { guarded: "the last word of each watcher in force, over token, recipient and amount" },
  D07: {
    v2: "the enforcer can pause and unpause, and has no other role",
    guarded: "roles are apart: a pauser does not start, a canceller pays nobody",
  },
  D08: { guarded: "an alarm is a hold, which does not revert; the pause lasts until it is lifted" },
  D09: { guarded: "a release that is refused changes nothing, and a key is held once" },
  A02: { guarded: "one function pays, after every assess and with every onPaid" },
  G01: { guarded: "the guards here answer within their gas, for any amount and token" },
  G03: { guarded: "a guard counts what it has just compared, in the same transaction" },
};

const inParts = {
  L09: { broken: "it looks at one withdrawal and not at a sum: parts are treated as small ones" },
};

/** Where one guard differs from the others. */
export const guardExceptions: Exceptions = {
  "tiered-quorum": inParts,
  "pause-guardian": inParts,
  "sliding-window": inParts,
  "large amounts": inParts,
};
