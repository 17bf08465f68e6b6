import type { Expectation } from "five-of-nine";

const holds = (because: string): Expectation => ({ verdict: true, because });
const fails = (because: string): Expectation => ({ verdict: false, because });
const idle = (because: string): Expectation => ({ verdict: "not applicable", because });

/** What a run is expected to find of each property, from the contract's source. */
export const expect: { readonly [property: string]: Expectation } = {
  S01: holds("validators among the signers are counted, and the share is asked of the set"),
  S02: holds("signers must ascend, whoever they are"),
  S03: fails(
    "the administrator may set the numerator to zero, and then nobody's signatures are enough",
  ),
  S05: holds("whether a signer is a validator is asked when the withdrawal is brought"),
  S06: fails(
    "nothing in the digest says of which set it is: what those signed who stay is good for ever",
  ),
  "S06-retained": idle("no set is kept"),
  "S06-rotation": idle("the administrator rotates, and nobody signs it"),
  S07: holds("the digest has the id, the recipient, the token and the amount"),
  "S07-gateway": fails("the digest has no gateway in it"),
  "S07-chain": fails("the digest has no chain in it"),
  "S07-fork": fails("the digest has no chain in it"),
  S08: holds("the id is looked at after the payment, which is undone if it was paid before"),
  S09: fails(
    "bytes after the last whole item are passed over, so that a signature counts with one more",
  ),
  S12: holds("only deposits and payments move the token"),
  G06: holds("an ERC-20 calls nobody whom it pays"),
  D01: idle("nothing is held"),
  D03: idle("nothing is held, and nothing cancelled"),
  D06: holds("deposits and withdrawals look at the pause"),
  A01: idle("there is no delay"),
  A03: holds("the pause and the validators are the administrator's"),
  V01: holds("any ascending list with enough validators is taken, strangers among them too"),
  V02: holds("no validator has more than a vote"),
  V03: idle("nothing is held"),
  V04: holds("the pause keeps nothing, and new validators sign at once"),
  T02: holds("an amount of zero is refused"),
};
