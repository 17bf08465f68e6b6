import { invariant } from "../core/invariant.ts";
import { guardExceptions, guardReasons } from "./expected.guards.ts";
import { type Kind, kindOf } from "./property.ts";
import type { Subject } from "./subject.ts";

/** What a property is expected to be of a contract, and why. */
export type Expectation = { readonly valid: boolean; readonly why: string };

type Reason = string | { readonly broken: string };

export type Reasons = { readonly [id: string]: { readonly [kind in Kind]?: Reason } };
export type Exceptions = { readonly [subject: string]: { readonly [id: string]: Reason } };

/** By property: what it comes from at each kind of gateway, or why it is broken there by design. */
const reasons: Reasons = {
  ...guardReasons,
  S01: {
    v1: "votes * denominator >= numerator * validators, of signers that ascend strictly",
    v2: "the weight of operators, read in ascending order until it is enough",
    guarded:
      "every signature is recovered, by members only, and their weight is rounded up against",
  },
  S02: {
    v1: "signers must ascend strictly, and it is signers that are compared, not bytes",
    v2: "signers must ascend strictly",
    guarded: "signers must ascend strictly, and the higher value of s is nobody's",
  },
  S03: {
    v1: { broken: "V1's set stores a numerator of 0, and 0/0" },
    v2: { broken: "V2 stores a numerator of 0" },
    guarded: "a quorum is at least 1 and at most everything, in every state",
  },
  S05: {
    v1: "the set is asked at each payment",
    v2: "the weight of an operator that was removed is 0",
    guarded: "a key that was replaced has no weight, and is refused",
  },
  S06: { guarded: "the epoch is signed, and compared at submission and at release" },
  S07: {
    v1: { broken: "the digest names neither the chain nor the gateway" },
    v2: "typed data over the whole receipt",
    guarded: "typed data over the whole withdrawal, its epoch included",
  },
  S08: {
    v1: "the id is marked, and a second payment is undone as a whole",
    v2: "the id is marked before anything is paid or locked",
    guarded: "the key and the request that it answers are both taken once it is held or paid",
  },
  S09: {
    v1: "it recovers to address zero, which is out of order everywhere",
    v2: "what recovers to nobody has no weight",
    guarded: "what does not recover is refused",
  },
  S10: {
    v1: { broken: "a quorum's word is all that V1 asks for" },
    v2: { broken: "a quorum's word is all that V2 asks for" },
    guarded: { broken: "a quorum's word is all it asks for, unless a guard asks for more" },
  },
  S11: {
    v1: "V1 scales nothing: both chains count the same base units",
    v2: "V2 scales nothing here; what an unlocker keeps is part of what leaves",
    guarded: "it scales nothing",
  },
  S12: {
    v1: "every movement has its counterpart; a short vault mints or refuses",
    v2: "every movement has its counterpart; a short vault mints or refuses",
    guarded: "every movement has its counterpart; a short vault mints or refuses",
  },
  V01: {
    v1: "nothing but what is asked for can refuse it",
    v2: "nothing but what is asked for, and the day's limit, can refuse it",
    guarded: "nothing but what is asked for, and a guard that says so, can refuse it",
  },
  V02: {
    v1: "as many as the share rounds up to are enough",
    v2: "as much weight as the share rounds up to is enough",
    guarded: "as much weight as the share rounds up to is enough",
  },
  V05: {
    v1: "each payment is a transaction of its own, and a refused one leaves no mark",
    v2: "each payment is a transaction of its own, and a refused one leaves no mark",
    guarded: "each payment is a transaction of its own, and a refused one leaves no mark",
  },
  V04: {
    v2: { broken: "nothing ends what V2 has locked but its payment" },
    guarded: "anybody may end what is held too long or was signed in another epoch",
  },
  V06: {
    v1: { broken: "what was paid under a number has it for good" },
    v2: { broken: "what was paid or locked under a number has it for good" },
    guarded: {
      broken: "what a quorum forged and was paid has its request for good; held, it can be ended",
    },
  },
  A04: {
    v1: "the initializer was called at set-up, and is refused ever after",
    v2: "the initializer was called at set-up, and is refused ever after",
  },
  G06: {
    v1: "V1 looks at the id once it has paid: a second payment undoes the first",
    v2: "the id is marked before anything is paid",
    guarded: "no call that moves value can be made during another",
  },
  T02: {
    v1: "the gateway asks for an amount and for an address",
    v2: "the gateway asks for an amount and for an address",
    guarded: "the gateway asks for an amount and for an address",
  },
  D01: { guarded: "a release is refused before the floor" },
  D02: { guarded: "a key that is held is refused when it is brought again" },
  D03: { guarded: "a key that was ended stays so" },
  D04: { guarded: "a cancellation asks no guard, and works while everything is paused" },
  D05: { guarded: "an entry is kept under the hash of everything that was signed" },
  D06: {
    v1: "every entry that moves value asks for the pause",
    v2: { broken: "what is locked may be unlocked while V2 is paused" },
    guarded: "submission and release both ask for the pause, of everything and of the token",
  },
  S14: { guarded: "only what is held can be ended, and only what is held can be released" },
  A01: { guarded: "what loosens is announced, and carried out by the same bytes after the delay" },
  A03: { guarded: "each setter asks for a role, and the gateway alone grants and revokes" },
  G02: { guarded: "each hook asks for the gateway" },
  L05: { guarded: "a setting keeps what is in the bucket, as far as it fits" },
  V03: { guarded: "anybody may release, and only the floor and the guards can say no" },
};

/** What a step that was left out when V2 was upgraded takes with it. */
const skipped =
  "the upgrade of August 2024 left out a step: the total weight is 0, and so is the quorum";

/** Where one bridge differs from its kind. */
const exceptions: Exceptions = {
  ...guardExceptions,
  "backing-attestation": {
    S10: "the guard counts watchers by the content that they attest to",
  },
  RoninGatewayV3: {
    A04: { broken: "the logic makes step 4 without step 3" },
    S01: { broken: skipped },
    S02: { broken: skipped },
    S03: { broken: skipped },
    S05: { broken: skipped },
    S09: { broken: skipped },
  },
};

/**
 * Returns what a property is expected to be of a subject.
 *
 * It must have been written down: a property without an expectation says nothing.
 */
export function expectationOf(id: string, { name, world }: Subject): Expectation {
  const reason = exceptions[name]?.[id] ?? reasons[id]?.[kindOf(world)];
  invariant(reason !== undefined, `It is written down what ${id} is of ${name}.`);
  return typeof reason === "string"
    ? { valid: true, why: reason }
    : { valid: false, why: reason.broken };
}
