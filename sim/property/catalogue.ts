import { isSame } from "../bridge/withdrawal.ts";
import type { Step } from "../trace/trace.ts";
import { isOk, isVerb, stepsOf } from "../trace/trace.ts";
import {
  byCheck,
  bySetOfTheMoment,
  countsNobodyTwice,
  creditsWhatArrived,
  everyonePaid,
  frozenAlone,
  looseningWaits,
  noSquatting,
  nothingForNothing,
  nothingOfZero,
  paysExactly,
  someoneMustSign,
  submissionsOf,
  trulySigned,
} from "./judges.ts";
import { type Counter, type Property, payments, refusedFor } from "./property.ts";

type Submission = ReturnType<typeof submissionsOf>[number];

const notEnough = refusedFor("QuorumNotReached");
const short = { numerator: 7, denominator: 10 };

/** Whether a list names a signer twice. */
const repeats = ({ action: { signatures } }: Submission): boolean => {
  const names = signatures.flatMap((one) => ("signer" in one ? [one.signer] : []));
  return new Set(names).size < names.length;
};

/** Counts steps. */
const counting = (what: string, isCounted: (step: Step, earlier: readonly Step[]) => boolean) =>
  ({
    what,
    count: (trace) => {
      const steps = stepsOf(trace);
      return steps.filter((step, index) => isCounted(step, steps.slice(0, index))).length;
    },
  }) satisfies Counter;

const failed = (step: Step, reason: string): boolean =>
  step.status === "fail" && step.error.name === reason;

const isPaused = (earlier: readonly Step[]): boolean =>
  earlier.findLast(
    (step) => (isOk(step, "pause") || isOk(step, "unpause")) && step.action.chain === "mainchain",
  )?.action.verb === "pause";

const isRemoved = (earlier: readonly Step[]): boolean =>
  earlier.some((step) => isOk(step, "removeValidator"));

const oneShort = "four of nine keys, one too few";
const thief = "five of nine keys, enough";

/** The properties of the catalogue that apply to V1 and its sidechain. */
export const catalogue: readonly Property[] = [
  {
    id: "S01",
    statement: "Every payment has the declared quorum of distinct, valid validators.",
    drawn:
      "one key more than the quorum, of which some are left out: 5/9 and 1/2 of 9, 7/10 of 10, 11 and 22",
    changes: [
      { stolenKeys: 6 },
      { stolenKeys: 6, quorum: { numerator: 1, denominator: 2 } },
      { stolenKeys: 8, validators: 10, quorum: short },
      { stolenKeys: 9, validators: 11, quorum: short },
      { stolenKeys: 17, validators: 22, quorum: short },
    ],
    menu: {},
    judge: byCheck("authority"),
    expected: true,
    reason: "votes * denominator >= numerator * validators rounds up",
    accepting: payments,
    refusing: notEnough,
    planted: { contract: "OneVoteShort" },
  },
  {
    id: "S02",
    statement: "No key counts twice, however its second signature is written.",
    drawn: oneShort,
    changes: [{ stolenKeys: 4 }],
    menu: {},
    judge: (trace) => countsNobodyTwice(trace) && byCheck("authority")(trace),
    expected: true,
    reason: "signers must ascend strictly, and it is signers that are compared, not bytes",
    accepting: payments,
    refusing: refusedFor("SignersNotAscending", repeats),
    planted: { contract: "DuplicateSigner" },
  },
  {
    id: "S03, state",
    statement: "In every reachable state at least one must sign, and all together are enough.",
    drawn: "the admin's key, and none of a validator",
    changes: [{ stolenKeys: 0, hasAdminKey: true }],
    menu: { governs: true },
    judge: someoneMustSign,
    expected: false,
    reason: "V1 stores a numerator of 0, and 0/0",
    accepting: counting("quorums set", (step) => isOk(step, "updateQuorum")),
    refusing: counting("refused: QuorumAboveOne", (step) => failed(step, "QuorumAboveOne")),
    planted: null,
  },
  {
    id: "S03, payment",
    statement: "Nothing is paid without a single validator's signature.",
    drawn: "the admin's key, and none of a validator",
    changes: [{ stolenKeys: 0, hasAdminKey: true }],
    menu: { governs: true },
    judge: nothingForNothing,
    expected: false,
    reason: "with a numerator of 0 an empty list is enough",
    accepting: payments,
    refusing: notEnough,
    planted: null,
  },
  {
    id: "S05",
    statement: "A removed validator counts for nothing from that transaction on.",
    drawn: `${thief}; the operators remove stolen validators and add newcomers`,
    changes: [{ stolenKeys: 5 }],
    menu: { members: true },
    judge: bySetOfTheMoment,
    expected: true,
    reason: "the set is asked at each payment",
    accepting: counting(
      "payments after a removal",
      (step, earlier) => isOk(step, "submitWithdrawal") && isRemoved(earlier),
    ),
    refusing: counting(
      "refused after a removal: QuorumNotReached",
      (step, earlier) => failed(step, "QuorumNotReached") && isRemoved(earlier),
    ),
    planted: { mutant: "a removed validator still counts" },
  },
  {
    id: "S07, fields",
    statement: "A signature pays for exactly the id, token, recipient and amount it was made over.",
    drawn: oneShort,
    changes: [{ stolenKeys: 4 }],
    menu: {},
    judge: trulySigned,
    expected: true,
    reason: "all four are in the digest",
    accepting: payments,
    refusing: {
      what: "refused with a signature over something else",
      count: (trace) =>
        submissionsOf(trace).filter(
          ({ status, action: { withdrawal, signatures } }) =>
            status === "fail" &&
            signatures.some((one) => "signer" in one && !isSame(one.over, withdrawal)),
        ).length,
    },
    planted: { mutant: "the digest has nothing in it" },
  },
  {
    id: "S07, chain and gateway",
    statement: "What was signed for one bridge does not pay on another.",
    drawn:
      "no key at all; the signatures were made for a sister bridge of the same validators, on chains 5 and 2021",
    changes: [{ stolenKeys: 0 }],
    menu: { sister: true },
    judge: byCheck("backing"),
    expected: false,
    reason: "neither chain id nor gateway is in V1's digest",
    accepting: payments,
    refusing: notEnough,
    planted: null,
  },
  {
    id: "S08",
    statement: "A withdrawal id is paid at most once.",
    drawn: thief,
    changes: [{ stolenKeys: 5 }],
    menu: {},
    judge: byCheck("replay"),
    expected: true,
    reason: "the id is looked at last, and a second payment is undone as a whole",
    accepting: payments,
    refusing: refusedFor("WithdrawalAlreadyProcessed"),
    planted: { contract: "IdUsableTwice" },
  },
  {
    id: "S09",
    statement: "What is nobody's signature adds no vote: r or s of 0 or n, v out of range.",
    drawn: oneShort,
    changes: [{ stolenKeys: 4 }],
    menu: {},
    judge: trulySigned,
    expected: true,
    reason: "it recovers to address zero, which is out of order everywhere",
    accepting: payments,
    refusing: {
      what: "refused with bytes that are nobody's",
      count: (trace) =>
        submissionsOf(trace).filter(
          ({ status, action }) =>
            status === "fail" && action.signatures.some((one) => "bytes" in one),
        ).length,
    },
    planted: { mutant: "nobody's signature counts as a validator's" },
  },
  {
    id: "S10",
    statement: "Every payment answers one earlier, final request, and each request one payment.",
    drawn: thief,
    changes: [{ stolenKeys: 5 }],
    menu: {},
    judge: byCheck("backing"),
    expected: false,
    reason: "the gateway asks for signatures, never for the sidechain",
    accepting: payments,
    refusing: notEnough,
    planted: null,
  },
  {
    id: "S11",
    statement: "What leaves the vault is what was signed, in the same base units.",
    drawn: `${thief}; tokens of 6 and 18 decimals, and one that is minted`,
    changes: [{ stolenKeys: 5 }],
    menu: { signsOnly: true },
    judge: paysExactly,
    expected: true,
    reason: "V1 scales nothing: both chains count the same base units",
    accepting: payments,
    refusing: refusedFor("VaultShort"),
    planted: { contract: "PaysOneMore" },
  },
  {
    id: "S12",
    statement: "Every balance is what deposits, credits, requests and payments add up to.",
    drawn: `${thief}, for payments alone, the sidechain's validators being honest; pauses`,
    changes: [{ stolenKeys: 5 }, { stolenKeys: 4 }],
    menu: { signsOnly: true, pauses: true },
    judge: byCheck("conservation"),
    expected: true,
    reason: "every movement has its counterpart; a short vault mints or refuses",
    accepting: counting("movements", (step) => step.status === "ok" && step.balances.length > 0),
    refusing: counting("refused movements", (step) => step.status === "fail"),
    planted: { contract: "PaysOneMore" },
  },
  {
    id: "S13",
    statement: "The sidechain credits only what arrived, after finality, once.",
    drawn: `${oneShort}, acknowledging deposits that nobody made, or others than were made`,
    changes: [{ stolenKeys: 4 }],
    menu: {},
    judge: creditsWhatArrived,
    expected: true,
    reason: "a fifth validator has to say the same, and the honest ones wait",
    accepting: counting(
      "credits",
      (step) => isOk(step, "acknowledgeDeposit") && step.result.credited === true,
    ),
    refusing: counting(
      "acknowledgements without a credit",
      (step) =>
        isVerb(step, "acknowledgeDeposit") &&
        (step.status !== "ok" || step.result.credited !== true),
    ),
    planted: { contract: "CreditsEveryVote" },
  },
  {
    id: "D06",
    statement: "While a gateway is paused, no value moves through it.",
    drawn: `${thief}; pauses`,
    changes: [{ stolenKeys: 5 }],
    menu: { pauses: true },
    judge: byCheck("pause"),
    expected: true,
    reason: "every entry that moves value asks for the pause",
    accepting: counting(
      "payments while not paused",
      (step, earlier) => isOk(step, "submitWithdrawal") && !isPaused(earlier),
    ),
    refusing: counting("refused: EnforcedPause", (step) => failed(step, "EnforcedPause")),
    planted: { contract: "PauseHole" },
  },
  {
    id: "A01",
    statement: "A change that lets fewer keys pay bites no sooner than a day after it was made.",
    drawn: `${oneShort}, and the admin's key`,
    changes: [{ stolenKeys: 4, hasAdminKey: true }],
    menu: { governs: true, signsOnly: true },
    judge: looseningWaits,
    expected: false,
    reason: "V1's admin sets the quorum and the validators at once",
    accepting: payments,
    refusing: notEnough,
    planted: null,
  },
  {
    id: "V01",
    statement: "An honest withdrawal is paid within the declared time.",
    drawn: `${oneShort}; amounts up to 40 ETH`,
    changes: [{ stolenKeys: 4 }],
    menu: {},
    judge: byCheck("liveness"),
    expected: true,
    reason: "an outsider with a minority of keys uses up nothing that is shared",
    accepting: payments,
    refusing: notEnough,
    planted: { contract: "RefusesLargeAmounts" },
  },
  {
    id: "V02",
    statement: "With all but a quorum silent or hostile, honest withdrawals are still paid.",
    drawn: "four of nine keys: total - quorum of them never sign for anybody honest",
    changes: [{ stolenKeys: 4 }],
    menu: {},
    judge: byCheck("liveness"),
    expected: true,
    reason: "five of nine are enough, and nobody can take a signature back",
    accepting: counting(
      "payments with exactly five signatures",
      (step) => isOk(step, "submitWithdrawal") && step.result.signers?.length === 5,
    ),
    refusing: notEnough,
    planted: { mutant: "six must sign where five are declared" },
  },
  {
    id: "V04",
    statement: "Once a pause is lifted, everything that is owed is paid.",
    drawn: `${oneShort}; pauses`,
    changes: [{ stolenKeys: 4 }],
    menu: { pauses: true },
    judge: everyonePaid,
    expected: true,
    reason: "a pause loses neither requests nor signatures",
    accepting: counting(
      "payments after a pause",
      (step, earlier) =>
        isOk(step, "submitWithdrawal") && earlier.some((before) => isOk(before, "unpause")),
    ),
    refusing: counting("refused: EnforcedPause", (step) => failed(step, "EnforcedPause")),
    planted: { mutant: "a pause cannot be lifted" },
  },
  {
    id: "V05",
    statement: "A frozen recipient blocks nobody else, and is paid once it is free again.",
    drawn: `${oneShort}; the issuer freezes and unfreezes USDC`,
    changes: [{ stolenKeys: 4 }],
    menu: { freezes: true },
    judge: frozenAlone,
    expected: true,
    reason: "each payment is a transaction of its own, and a refused one leaves no mark",
    accepting: counting(
      "payments while somebody was frozen",
      (step, earlier) =>
        isOk(step, "submitWithdrawal") &&
        earlier.filter((before) => isOk(before, "freeze")).length >
          earlier.filter((before) => isOk(before, "unfreeze")).length,
    ),
    refusing: refusedFor("AccountFrozen"),
    planted: { mutant: "one frozen account stops everybody" },
  },
  {
    id: "V06",
    statement: "A forged payment cannot make an honest request unpayable for ever.",
    drawn: thief,
    changes: [{ stolenKeys: 5 }],
    menu: { signsOnly: true },
    judge: noSquatting,
    expected: false,
    reason: "ids count up, so the next honest one is known, and an id is paid once",
    accepting: payments,
    refusing: refusedFor("WithdrawalAlreadyProcessed"),
    planted: null,
  },
  {
    id: "T01, frozen and minted",
    statement: "Tokens that freeze or that the gateway mints keep S12.",
    drawn: `${thief}, for payments alone; the issuer freezes and unfreezes`,
    changes: [{ stolenKeys: 5 }],
    menu: { signsOnly: true, freezes: true },
    judge: byCheck("conservation"),
    expected: true,
    reason: "a refused transfer undoes the payment, and what is minted is counted",
    accepting: counting(
      "payments with something minted",
      (step) => isOk(step, "submitWithdrawal") && BigInt(step.result.minted ?? 0) > 0n,
    ),
    refusing: refusedFor("AccountFrozen"),
    planted: { contract: "PaysOneMore" },
  },
  {
    id: "T02",
    statement:
      "An amount of zero, and address zero as an owner or recipient, are refused everywhere.",
    drawn: thief,
    changes: [{ stolenKeys: 5 }],
    menu: {},
    judge: nothingOfZero,
    expected: true,
    reason: "both gateways ask for an amount and for an address",
    accepting: counting("movements", (step) => step.status === "ok" && step.balances.length > 0),
    refusing: counting(
      "refused: ZeroAmount or ZeroAddress",
      (step) => failed(step, "ZeroAmount") || failed(step, "ZeroAddress"),
    ),
    planted: { mutant: "an amount of zero goes through" },
  },
];
