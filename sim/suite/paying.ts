import type { Outcome, World } from "../bridge/port.ts";
import {
  type Event,
  errorOf,
  type History,
  isOf,
  isOne,
  isPaying,
  type Of,
  type Paying,
} from "./history.ts";
import {
  everywhere,
  type Judged,
  kindOf,
  ofOneSet,
  type Property,
  type Sight,
  stepwise,
} from "./property.ts";
import { isAscending, trueSigners, votesNeeded, votesOf } from "./signers.ts";

/** What a step paid out, in base units; `null`: nothing. */
const paidBy = ({ outcome }: Event): bigint | null =>
  outcome.status === "ok" && outcome.result.paid !== undefined ? BigInt(outcome.result.paid) : null;

/** Whether there is less than was signed, or what was signed is something else. */
function isShortOrOther(event: Paying): boolean {
  const { command } = event;
  if (errorOf(event)?.name === "VaultShort") return true;
  if (command.verb !== "submitWithdrawal" || event.outcome.status !== "fail") return false;
  return command.signatures.some((one) => "signer" in one && !isOne(one.over, command.withdrawal));
}

/** What the vault has less of after a payment, what was minted into it included. */
export function leftBy(event: Paying): bigint | null {
  const { outcome, before, command } = event;
  const { token } = command.withdrawal;
  if (outcome.status !== "ok") return null;
  const told = vaultIn(outcome, token);
  if (told === null) return null;
  const minted = BigInt(outcome.result.minted ?? 0);
  return (before.vault.get(token) ?? 0n) + minted - told;
}

/** What an answer says the vault has of a token. */
function vaultIn({ balances }: Extract<Outcome, { status: "ok" }>, token: string): bigint | null {
  const told = balances.find(
    (one) => one.chain === "mainchain" && one.account === "vault" && one.token === token,
  );
  return told === undefined ? null : BigInt(told.amount);
}

/** Guards that, as they are tried, list no token with an issuer, or wait for others first. */
const isWithoutFrozen: ReadonlySet<string> = new Set([
  "circuit-breaker",
  "backing-attestation",
  "delay-with-veto",
]);

/** What is said of what leaves the vault, by whatever way. */
export const paying: readonly Property[] = [
  {
    id: "S08",
    statement: "a withdrawal's id is paid at most once",
    absent: everywhere,
    judge: stepwise((event) => {
      if (!isPaying(event)) return null;
      const { id } = event.command.withdrawal;
      const isPaid = event.before.payments.some(({ withdrawal }) => withdrawal.id === id);
      if (!isPaid) return paidBy(event) === null ? null : "accepted";
      return paidBy(event) === null ? "refused" : { broken: `${id} is paid once more` };
    }),
  },
  {
    id: "S11",
    statement: "what leaves the vault is what was signed, in the same base units",
    absent: everywhere,
    judge: stepwise((event) => {
      if (!isPaying(event)) return null;
      if (paidBy(event) === null) return isShortOrOther(event) ? "refused" : null;
      const { token, amount } = event.command.withdrawal;
      const left = leftBy(event);
      if (left === null) return null;
      return left === BigInt(amount) ? "accepted" : { broken: `${left} ${token}, not ${amount}` };
    }),
  },
  {
    id: "S12",
    statement: "the vault has what came in, less what went out",
    absent: everywhere,
    judge: conserves,
  },
  {
    id: "D06",
    statement: "while the gateway or the token is paused, nothing leaves the vault",
    absent: everywhere,
    judge: stepwise((event) => {
      if (!isPaying(event)) return null;
      const { isPaused, pausedTokens } = event.before;
      const isStopped = isPaused || pausedTokens.includes(event.command.withdrawal.token);
      if (!isStopped) return paidBy(event) === null ? null : "accepted";
      return paidBy(event) === null ? "refused" : { broken: `${event.command.verb} pays` };
    }),
  },
  {
    id: "V01",
    statement: "what is signed by enough, owed and affordable is paid or held",
    absent: ofOneSet,
    judge: stepwise(honest),
  },
  {
    id: "V05",
    statement: "a frozen recipient stops nobody else",
    absent: ({ guarded }) =>
      guarded?.guards.some(({ guard }) => isWithoutFrozen.has(guard)) === true
        ? "no token that its issuer can freeze gets past the guard, or seldom"
        : null,
    judge: stepwise((event) => {
      if (!isPaying(event) || event.before.frozen.length === 0) return null;
      const { token, recipient } = event.command.withdrawal;
      if (paidBy(event) !== null) return "accepted";
      if (errorOf(event)?.name !== "AccountFrozen") return null;
      const concerned = [`${token} ${recipient}`, `${token} gateway`];
      return concerned.some((account) => event.before.frozen.includes(account))
        ? "refused"
        : { broken: `${recipient} is not frozen` };
    }),
  },
  {
    id: "T02",
    statement: "an amount of zero and address zero as a recipient are refused",
    absent: everywhere,
    judge: stepwise((event, { accounts }) => {
      if (!isOf(event, "submitWithdrawal")) return null;
      const { amount, recipient } = event.command.withdrawal;
      const isNothing = amount === "0" || /^0x0*$/.test(accounts[recipient] ?? "");
      const isAccepted = event.outcome.status !== "fail";
      if (!isNothing) return isAccepted ? "accepted" : null;
      // What V1 refuses first is the signatures of those who sign no such thing.
      return isAccepted ? { broken: `${amount} to ${recipient}` } : "refused";
    }),
  },
];

/** Follows the vault by what came and went, and compares whenever an answer tells what is in it. */
function conserves({ events, world }: History): Judged {
  const expected = new Map<string, bigint>();
  let [accepting, refusing] = [0, 0];
  let broken: Judged["broken"] = null;
  for (const event of events) {
    const { outcome, step } = event;
    if (outcome.status !== "ok") {
      if (isPaying(event) && outcome.status === "fail") refusing += 1;
      continue;
    }
    const [token, change] = changeOf(event, world);
    if (token === null) continue;
    expected.set(token, (expected.get(token) ?? 0n) + change);
    const told = vaultIn(outcome, token);
    if (told === null) continue;
    accepting += 1;
    if (told !== expected.get(token))
      broken ??= { step, says: `the vault has ${told} ${token}, not ${expected.get(token)}` };
    expected.set(token, told);
  }
  return { accepting, refusing, broken };
}

/** By how much a step changes what is in the vault. */
function changeOf(event: Event, world: World): readonly [string | null, bigint] {
  const { command, outcome } = event;
  if (outcome.status !== "ok") return [null, 0n];
  if (command.verb === "deposit") return [command.token, BigInt(command.amount)];
  if (command.verb === "sendEther" && kindOf(world) === "v2") {
    const ether = world.tokens.find(({ kind }) => kind === "wrapped");
    return [ether?.symbol ?? null, BigInt(command.amount)];
  }
  // What the vault lacked was minted into it first.
  if (isPaying(event) && paidBy(event) !== null)
    return [
      event.command.withdrawal.token,
      BigInt(outcome.result.minted ?? 0) - BigInt(event.command.withdrawal.amount),
    ];
  return [null, 0n];
}

/** Refusals for which an honest withdrawal needs a reason in what is known. */
function honest(event: Event, world: World): Sight {
  if (!isOf(event, "submitWithdrawal")) return null;
  const { command, before, outcome } = event;
  const { signatures } = command;
  const signers = trueSigners(world, command);
  const isSigned =
    signers.length === signatures.length &&
    votesOf(before, signers) === signers.length &&
    signers.length >= Math.max(1, votesNeeded(world, before, command)) &&
    signatures.every((one) => "signer" in one && one.form === "plain") &&
    isAscending(world, signers) &&
    // Who calls back may undo its own payment.
    command.callsBack !== true;
  if (!isSigned) return outcome.status === "fail" ? "refused" : null;
  if (outcome.status !== "fail") return "accepted";
  return isAllowed(event, world) ? null : { broken: `refused: ${outcome.error.name}` };
}

const uint256Max = 2n ** 256n - 1n;

/** At most what was minted for payments: there is no more of a token than its supply can count. */
const mintedIn = ({ payments }: Event["before"], token: string): bigint =>
  payments
    .filter(({ withdrawal }) => withdrawal.token === token)
    .reduce((total, { paid }) => total + paid, 0n);

/** Whether there is a reason for a refusal beside the signatures. */
function isAllowed({ command, before, outcome }: Of<"submitWithdrawal">, world: World): boolean {
  const { withdrawal } = command;
  const { token, amount, recipient, id, epoch = 1 } = withdrawal;
  const name = outcome.status === "fail" ? outcome.error.name : "";
  const kind = world.tokens.find(({ symbol }) => symbol === token)?.kind;
  const isStopped = before.isPaused || before.pausedTokens.includes(token);
  const isUsed =
    before.payments.some((paid) => paid.withdrawal.id === id) ||
    [...before.entries.values()].some((entry) => entry.withdrawal.id === id);
  const isShort =
    kind === "minted"
      ? mintedIn(before, token) + BigInt(amount) > uint256Max
      : (before.vault.get(token) ?? 0n) < BigInt(amount);
  switch (name) {
    case "EnforcedPause":
    case "TokenPaused":
      return isStopped;
    case "WithdrawalAlreadyProcessed":
    case "KeyUsed":
    case "SourceUsed":
      return isUsed;
    case "VaultShort":
      return isShort;
    case "EpochNotCurrent":
      return epoch !== before.epoch;
    case "AccountFrozen":
      return before.frozen.length > 0;
    case "QuorumNotReached":
    case "WeightNotReached":
    case "SignersNotAscending":
    case "NotSigner":
    case "SignatureInvalid":
      return false;
    case "ZeroAmount":
      return amount === "0";
    case "ZeroAddress":
      return /^0x0*$/.test(world.accounts[recipient] ?? "");
    case "AmountTooLarge":
      return BigInt(amount) >= 2n ** 128n;
    default:
      // A guard's own answer, a token that is not there, a registry that was emptied.
      return true;
  }
}
