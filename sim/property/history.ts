import type { ChainName, Command, Outcome, Signature, Withdrawal } from "../bridge/port.ts";
import type { Setting } from "./setting.ts";

/** A command that was carried out, by whom, when, and what came of it. */
export type Done = {
  readonly actor: string;
  readonly at: number;
  readonly command: Command;
  readonly outcome: Outcome;
};

type Deposit = { readonly owner: string; readonly token: string; readonly amount: bigint };

/** What everybody knows: everything that the chains have shown so far. */
export type History = {
  readonly setting: Setting;
  now: number;
  readonly done: Done[];
  /** Index is the id. */
  readonly requests: Withdrawal[];
  /** Signatures that were posted for a withdrawal, by its id. */
  readonly mailboxes: Map<string, Signature[]>;
  /** Index is the id. */
  readonly deposits: Deposit[];
  /** Ids of deposits that have been credited. */
  readonly credited: Set<string>;
  /** Ids of requests that have been paid, to whom and as asked. */
  readonly paid: Set<string>;
  readonly paused: Set<ChainName>;
  /** Accounts whose tokens their issuer has stopped, as "TOKEN account". */
  readonly frozen: Set<string>;
  readonly validators: Set<string>;
  /** What honest validators have signed, by `signatureKey`. */
  readonly made: Set<string>;
  /** What the vault holds, by token. */
  readonly vault: Map<string, bigint>;
};

export const openHistory = (setting: Setting): History => ({
  setting,
  now: setting.world.start,
  done: [],
  requests: [],
  mailboxes: new Map(),
  deposits: [],
  credited: new Set(),
  paid: new Set(),
  paused: new Set(),
  frozen: new Set(),
  validators: new Set(setting.world.validators),
  made: new Set(),
  vault: new Map(),
});

/** Learns what a command did, whoever carried it out. */
export function learn(history: History, done: Done): void {
  const { command, outcome } = done;
  history.done.push(done);
  history.now = done.at;
  if (outcome.status !== "ok") return;
  for (const { account, token, amount } of outcome.balances)
    if (account === "vault") history.vault.set(token, BigInt(amount));
  switch (command.verb) {
    case "deposit":
      history.deposits.push({
        owner: command.owner,
        token: command.token,
        amount: BigInt(command.amount),
      });
      break;
    case "acknowledgeDeposit":
      if (outcome.result.credited) history.credited.add(command.depositId);
      break;
    case "requestWithdrawal": {
      const { recipient, token, amount } = command;
      const id = `${BigInt(history.requests.length)}` as const;
      history.requests.push({ id, token, recipient, amount });
      break;
    }
    case "sign":
      history.made.add(signatureKey(command.signer, command.over));
      break;
    case "postSignature":
      history.mailboxes.set(command.withdrawalId, [
        ...(history.mailboxes.get(command.withdrawalId) ?? []),
        command.signature,
      ]);
      break;
    case "submitWithdrawal":
      if (isAsked(command.withdrawal, history)) history.paid.add(command.withdrawal.id);
      break;
    case "pause":
      history.paused.add(command.chain);
      break;
    case "unpause":
      history.paused.delete(command.chain);
      break;
    case "addValidator":
      if (command.chain === "mainchain") history.validators.add(command.validator);
      break;
    case "removeValidator":
      if (command.chain === "mainchain") history.validators.delete(command.validator);
      break;
    case "freeze":
      history.frozen.add(`${command.token} ${command.account}`);
      break;
    case "unfreeze":
      history.frozen.delete(`${command.token} ${command.account}`);
      break;
  }
}

/** Tells apart who signed what. */
export const signatureKey = (signer: string, over: Withdrawal): string =>
  `${signer} ${over.id} ${over.token} ${over.recipient} ${over.amount}`;

const isAsked = ({ id, token, recipient, amount }: Withdrawal, { requests }: History): boolean =>
  requests.some(
    (request) =>
      request.id === id &&
      request.token === token &&
      request.recipient === recipient &&
      request.amount === amount,
  );
