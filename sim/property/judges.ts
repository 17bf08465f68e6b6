import type { Command, Withdrawal } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import { isSame } from "../bridge/withdrawal.ts";
import { judge } from "../check/checks.ts";
import { day } from "../core/time.ts";
import type { Ratio } from "../core/units.ts";
import type { Trace } from "../trace/event.ts";
import { paymentsOf, requestsOf } from "../trace/origin.ts";
import { isOk, isVerb, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";

/** Whether a property holds of a finished trace. */
export type Judge = (trace: Trace) => boolean;

/** The property that a check of the simulator's own asks for. */
export const byCheck =
  (name: string): Judge =>
  (trace) =>
    judge(trace)[name]?.valid !== false;

type Submission = Step<Extract<Command, { verb: "submitWithdrawal" }>>;

/** Every withdrawal that somebody tried to take, paid or not. */
export const submissionsOf = (trace: Trace): readonly Submission[] =>
  stepsOf(trace).filter((step): step is Submission => isVerb(step, "submitWithdrawal"));

/** No signer counts twice in a payment. */
export const countsNobodyTwice: Judge = (trace) =>
  paymentsOf(trace).every(({ signers }) => new Set(signers).size === signers.length);

/**
 * Every payment brings signatures made by enough validators over exactly that payment. It looks at
 * what was handed over, not at what the bridge says it recovered.
 */
export const trulySigned: Judge = (trace) => {
  const { declared, world } = scenarioOf(trace);
  return submissionsOf(trace).every((step) => {
    if (step.status !== "ok") return true;
    const { withdrawal, signatures } = step.action;
    const signers = signatures.flatMap((one) =>
      "signer" in one && isSame(one.over, withdrawal) && world.validators.includes(one.signer)
        ? [one.signer]
        : [],
    );
    return new Set(signers).size >= declared.threshold;
  });
};

/** Who validates on the mainchain, and how many of them are enough. */
type Rule = { readonly at: number; readonly validators: readonly string[]; readonly quorum: Ratio };

/** Returns the rules in force on the mainchain, one after the other, with a step's own last. */
function rulesAt(trace: Trace, seq: number): readonly Rule[] {
  const { world } = scenarioOf(trace);
  const rules: Rule[] = [{ at: 0, validators: world.validators, quorum: world.quorum }];
  for (const step of stepsOf(trace)) {
    if (step.seq > seq) break;
    const last = rules.at(-1) as Rule;
    const isMain = "chain" in step.action && step.action.chain === "mainchain";
    if (!isMain) continue;
    const { at } = step;
    if (isOk(step, "updateQuorum")) rules.push({ ...last, at, quorum: step.action.quorum });
    if (isOk(step, "addValidator"))
      rules.push({ ...last, at, validators: [...last.validators, step.action.validator] });
    if (isOk(step, "removeValidator")) {
      const { validator } = step.action;
      const validators = last.validators.filter((name) => name !== validator);
      rules.push({ ...last, at, validators });
    }
  }
  return rules;
}

const least = ({ quorum, validators }: Rule): number => requiredVotes(quorum, validators.length);

const satisfies = (signers: readonly string[], rule: Rule): boolean =>
  new Set(signers.filter((name) => rule.validators.includes(name))).size >= least(rule);

/** Every payment has enough signatures of those who are validators at that moment. */
export const bySetOfTheMoment: Judge = (trace) =>
  paymentsOf(trace).every(({ seq, signers }) =>
    satisfies(signers, rulesAt(trace, seq).at(-1) as Rule),
  );

/** Every payment has enough signatures under each rule that was in force within the last day. */
export const looseningWaits: Judge = (trace) =>
  paymentsOf(trace).every(({ seq, at, signers }) => {
    const rules = rulesAt(trace, seq);
    return rules.every((rule, index) => {
      const until = rules[index + 1]?.at ?? at;
      return until <= at - day || satisfies(signers, rule);
    });
  });

/** In every state that was reached somebody must sign, and everybody together is enough. */
export const someoneMustSign: Judge = (trace) =>
  rulesAt(trace, Number.POSITIVE_INFINITY).every(
    (rule) => least(rule) >= 1 && rule.validators.length >= least(rule),
  );

/** Nothing is paid without a single validator's signature. */
export const nothingForNothing: Judge = (trace) =>
  paymentsOf(trace).every(({ seq, signers }) => {
    const { validators } = rulesAt(trace, seq).at(-1) as Rule;
    return signers.some((name) => validators.includes(name));
  });

/** What leaves the vault with a payment is what was signed, less what was minted for it. */
export const paysExactly: Judge = (trace) => {
  const vault = new Map<string, bigint>();
  let isExact = true;
  for (const step of stepsOf(trace)) {
    if (step.status !== "ok") continue;
    for (const { account, token, amount } of step.balances) {
      if (account !== "vault") continue;
      if (isOk(step, "submitWithdrawal")) {
        const signed = BigInt(step.action.withdrawal.amount) - BigInt(step.result.minted ?? 0);
        isExact &&= (vault.get(token) ?? 0n) - BigInt(amount) === signed;
      }
      vault.set(token, BigInt(amount));
    }
  }
  return isExact;
};

/** Every credit on the sidechain answers one earlier, final deposit with the same content. */
export const creditsWhatArrived: Judge = (trace) => {
  const { finality } = scenarioOf(trace).declared;
  const arrived = new Map<string, { at: number; content: string }>();
  for (const step of stepsOf(trace)) {
    if (isOk(step, "deposit") && step.result.depositId !== undefined) {
      const { owner, token, amount } = step.action;
      const content = `${owner} ${token} ${amount}`;
      arrived.set(step.result.depositId, { at: step.at, content });
    }
    if (!isOk(step, "acknowledgeDeposit") || step.result.credited !== true) continue;
    const { depositId, owner, token, amount } = step.action;
    const deposit = arrived.get(depositId);
    if (deposit?.content !== `${owner} ${token} ${amount}`) return false;
    if (deposit.at + finality.mainchain > step.at) return false;
    arrived.delete(depositId);
  }
  return true;
};

/** Honest requests that have not been paid when everything is over. */
function unpaid(trace: Trace): readonly Withdrawal[] {
  const honest = new Set(
    scenarioOf(trace).actors.flatMap((actor) =>
      actor.kind === "script" && actor.isHonest ? [actor.name] : [],
    ),
  );
  const paid = new Set(paymentsOf(trace).map(({ origin }) => origin?.seq));
  return requestsOf(stepsOf(trace))
    .filter(({ seq, withdrawal }) => honest.has(withdrawal.recipient) && !paid.has(seq))
    .map(({ withdrawal }) => withdrawal);
}

/** Everybody honest is paid in the end, whatever went on in between. */
export const everyonePaid: Judge = (trace) => unpaid(trace).length === 0;

/** Nobody honest is unpaid in the end because the id had been used. */
export const noSquatting: Judge = (trace) => {
  const waiting = unpaid(trace);
  return !submissionsOf(trace).some(
    (step) =>
      step.status === "fail" &&
      step.error.name === "WithdrawalAlreadyProcessed" &&
      waiting.some((withdrawal) => isSame(withdrawal, step.action.withdrawal)),
  );
};

/** A frozen account stops payments to itself alone, and is paid once it is free again. */
export const frozenAlone: Judge = (trace) =>
  everyonePaid(trace) &&
  submissionsOf(trace).every(
    (step) =>
      step.status === "ok" ||
      step.error.name !== "AccountFrozen" ||
      step.error.args.account === step.action.withdrawal.recipient,
  );

/** Nothing goes through whose amount is zero, or which is for nobody. */
export const nothingOfZero: Judge = (trace) => {
  const { accounts } = scenarioOf(trace).world;
  return stepsOf(trace).every(
    (step) =>
      step.status !== "ok" ||
      (amountOf(step.action) !== "0" && BigInt(accounts[paidTo(step.action)] ?? 1) !== 0n),
  );
};

/** Whom a movement is for, if an action is one. */
function paidTo(action: Step["action"]): string {
  if (action.verb === "submitWithdrawal") return action.withdrawal.recipient;
  if (action.verb === "requestWithdrawal") return action.recipient;
  return action.verb === "deposit" || action.verb === "acknowledgeDeposit" ? action.owner : "";
}

const amountOf = (action: Step["action"]): string | undefined =>
  "amount" in action
    ? action.amount
    : action.verb === "submitWithdrawal"
      ? action.withdrawal.amount
      : undefined;
