import type { Address, Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, Withdrawal } from "../port.ts";
import { view } from "./call.ts";
import type { Log, Sent } from "./chain.ts";
import type {
  Gateway,
  GatewayCommand,
  GatewayKind,
  Ground,
  Settled,
  SignersOf,
} from "./gateway.ts";
import { callGuarded, type Quorum, type Stack, stackOf } from "./guarded.calls.ts";
import { heldBy, unanswered } from "./guarded.held.ts";
import { deployGuarded } from "./guarded.setup.ts";
import { withdrawalForm } from "./guarded.withdrawal.ts";
import { argument, find, mintedIn } from "./logs.ts";
import { bookElsewhere, typedBook, typedParity } from "./typed.ts";

const contract = "GuardedGateway";

/** `GuardedGateway`, and what has its form: the bridge on which mitigations are compared. */
export const guardedGateway: GatewayKind = { deploy: deployGuarded, open };

function open(ground: Ground): Gateway {
  const { deployment } = ground;
  const form = withdrawalForm(ground);
  const { digestOf, titleOf } = typedBook(form, ground.deployment);
  const elsewhere = bookElsewhere(form);
  const told: Told = {
    deposits: new Map(),
    held: new Map(),
    keyOf: digestOf,
    stack: stackOf(ground),
  };
  const ask = <T>(functionName: string) =>
    view<T>(ground, "mainchain", contract, deployment.gateways.mainchain, functionName);
  return {
    contracts: [contract, ...new Set(deployment.parts.map((part) => part.contract))],
    holdsBareEther: false,
    digestOf,
    digestElsewhere: elsewhere.digestOf,
    titleOf,
    parityOf: typedParity,
    callOf: (command, bytesOf) => {
      // A refusal may name the withdrawal by its key.
      const key = "withdrawal" in command ? digestOf(command.withdrawal) : undefined;
      return callGuarded(ground, command, bytesOf, key && told.held.get(key)?.quorum, told.stack);
    },
    settle: (command, sent, signersOf) => settle(ground, told, command, sent, signersOf),
    deposit: (id) => told.deposits.get(id) ?? null,
    quorum: async () => {
      const [numerator, denominator] = await ask<readonly [bigint, bigint]>("quorumShare");
      return {
        quorum: { numerator: Number(numerator), denominator: Number(denominator) },
        validators: Number(await ask<bigint>("totalWeight")),
      };
    },
    epoch: async () => Number(await ask<bigint>("epoch")),
    initialization: async () => null,
  };
}

/** What the gateway told by its log, and does not keep. */
type Told = {
  readonly deposits: Map<Amount, NonNullable<Answer["deposit"]>>;
  /** With whose signatures, and with which floor, withdrawals were held, by key. */
  readonly held: Map<Hex, { readonly quorum: Quorum; readonly notBefore: bigint }>;
  readonly keyOf: (withdrawal: Withdrawal) => Hex;
  /** What is in the stack, as far as it changed since it was set up. */
  stack: Stack;
};

async function settle(
  ground: Ground,
  told: Told,
  command: GatewayCommand,
  sent: Sent,
  signersOf: SignersOf,
): Promise<Settled> {
  const { logs } = sent;
  switch (command.verb) {
    case "deposit":
      return { result: { depositId: noteDeposit(ground, told, logs) } };
    case "submitWithdrawal": {
      const { withdrawal, signatures } = command;
      noteHold(told, withdrawal, logs);
      const paid = paymentIn(ground, logs);
      if (paid === null) return heldNow(ground, told, withdrawal, sent);
      return { result: { ...paid, signers: await signersOf(withdrawal, signatures) } };
    }
    case "release": {
      const { withdrawal } = command;
      const paid = paymentIn(ground, logs);
      if (paid === null) return heldNow(ground, told, withdrawal, sent);
      const { signers } = heldOf(told, withdrawal).quorum;
      const names = signers.map((signer) => ground.nameOf("mainchain", signer));
      return { result: { ...paid, signers: names } };
    }
    case "call":
      told.stack = stackAfter(told.stack, logs);
      return { result: {} };
    case "cancelEpoch":
    case "replaceSigner":
    case "raiseQuorum":
      return { result: { epoch: Number(argument(logs, contract, "EpochRaised", "epoch")) } };
    default:
      return { result: {} };
  }
}

type Changed = { readonly stackVersion: bigint };

function stackAfter(stack: Stack, logs: readonly Log[]): Stack {
  const added = find<Changed>(logs, contract, "GuardAdded");
  const removed = find<Changed>(logs, contract, "GuardRemoved");
  const change = (added === undefined ? 0 : 1) - (removed === undefined ? 0 : 1);
  return {
    version: (added ?? removed)?.stackVersion ?? stack.version,
    guards: stack.guards + change,
  };
}

type Deposited = {
  readonly depositId: bigint;
  readonly owner: Address;
  readonly token: Address;
  readonly received: bigint;
};

function noteDeposit({ nameOf }: Ground, { deposits }: Told, logs: readonly Log[]): Amount {
  const found = find<Deposited>(logs, contract, "Deposited");
  invariant(found, "A guarded gateway tells of each deposit.");
  const { depositId, owner, token, received } = found;
  deposits.set(`${depositId}`, {
    owner: nameOf("mainchain", owner),
    token: nameOf("mainchain", token),
    amount: `${received}`,
  });
  return `${depositId}`;
}

type WithdrawalHeld = { readonly quorum: Quorum; readonly notBefore: bigint };

function noteHold({ held, keyOf }: Told, withdrawal: Withdrawal, logs: readonly Log[]): void {
  const found = find<WithdrawalHeld>(logs, contract, "WithdrawalHeld");
  if (found !== undefined) held.set(keyOf(withdrawal), found);
}

function heldOf({ held, keyOf }: Told, withdrawal: Withdrawal): WithdrawalHeld {
  const found = held.get(keyOf(withdrawal));
  invariant(found, `The withdrawal ${withdrawal.id} was held.`);
  return found;
}

async function heldNow(
  { deployment }: Ground,
  told: Told,
  withdrawal: Withdrawal,
  sent: Sent,
): Promise<Settled> {
  const hold = told.held.get(told.keyOf(withdrawal));
  if (hold === undefined) return { held: unanswered };
  const { notBefore } = hold;
  return { held: await heldBy(deployment.chains.mainchain, deployment.parts, sent, notBefore) };
}

type WithdrawalPaid = { readonly withdrawal: { readonly amount: bigint } };

function paymentIn({ world }: Ground, logs: readonly Log[]) {
  const found = find<WithdrawalPaid>(logs, contract, "WithdrawalPaid");
  if (found === undefined) return null;
  const wrapped = world.tokens.find(({ kind }) => kind === "wrapped")?.address;
  return { paid: `${found.withdrawal.amount}`, minted: mintedIn(logs, wrapped) } as const;
}
