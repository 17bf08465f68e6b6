import type { Expectation } from "five-of-nine";

const holds = (because: string): Expectation => ({ verdict: true, because });
const fails = (because: string): Expectation => ({ verdict: false, because });
const idle = (because: string): Expectation => ({ verdict: "not applicable", because });

/** What a run is expected to find of each property, from the gateway's source and what is said there. */
export const expect: { readonly [property: string]: Expectation } = {
  S01: holds("the weights of those who signed are added up until the threshold is reached"),
  S02: holds("the place among the members only moves on, so that none is met twice"),
  S03: holds("a set is known by the hash with which it took over, and an empty one never does"),
  S05: holds("signatures are looked for among the members of the set that is named, and no others"),
  S06: fails(
    "by design: sets before the last one sign on for the retention, and what is approved stays approved",
  ),
  "S06-retained": holds("a set is refused when more sets than the retention have come since"),
  "S06-rotation": holds("who is not the operator rotates with signatures of the last set alone"),
  S07: holds("the message's hash is over its id, its destination and its payload"),
  "S07-gateway": holds("a message names its destination, and that asks its own gateway alone"),
  "S07-chain": holds(
    "each chain has a domain separator of its own, if whoever deploys gives it one",
  ),
  "S07-fork": fails(
    "by design: the domain separator is fixed at deployment, and the chain's number is never looked at",
  ),
  S08: holds(
    "a message is marked as executed before its destination acts, and never approved again",
  ),
  S09: holds("lengths, s in the upper half, v beside 27 and 28 and an address of zero are refused"),
  S12: holds("only an executed message moves the vault's ether"),
  G06: holds("the message is marked before its destination acts"),
  D01: idle("an approved message may be executed at once"),
  D03: idle("nobody cancels a message"),
  D06: idle("the gateway has no pause"),
  A01: holds(
    "a rotation looks at when the last one was; the operator's right to skip that is not tried",
  ),
  A03: idle("nobody rotates, approves or cancels by right: signatures alone do"),
  V01: holds("any list in order, that stops when it is enough, is taken"),
  V02: holds("no member is needed whose weight the others can do without"),
  V03: holds("anybody may have a message executed, at any time"),
  V04: holds("the next set signs as the one before it did"),
  T02: holds("the vault refuses to pay nothing; the gateway knows no amounts"),
};
