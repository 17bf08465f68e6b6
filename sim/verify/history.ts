import { InputError } from "../core/errors.ts";
import { type Decoded, hexIn, numberIn, type Spoken } from "./decode.ts";
import type { ChainFile } from "./read.ts";
import type { ChainName } from "./shape.ts";

/** A sum of a token in base units, and the address whose it is. */
export type Sum = { readonly owner: string; readonly token: string; readonly amount: bigint };

/** Where in chain.jsonl something stands: its line, its trace event, its time. */
type Mark = { readonly line: number; readonly event: number; readonly at: number };

export type Deposit = Mark & Sum & { readonly id: bigint; readonly sender: string };
export type Credit = Mark & Sum & { readonly depositId: bigint };
export type Request = Mark & Sum & { readonly id: bigint; readonly sender: string };

/** What a withdrawal on the mainchain asks for, and the list of signatures that it brings. */
export type Submission = Mark & Sum & { readonly id: bigint; readonly signatures: string };

export type Payment = Submission & { readonly gasUsed: number };
export type Refusal = Submission & { readonly error: string | null };
export type RefusedRequest = Mark & Sum & { readonly error: string | null };
export type RefusedDeposit = Mark & {
  readonly owner: string;
  readonly token: string | null;
  readonly amount: bigint;
};
export type Switch = Mark & { readonly chain: ChainName; readonly isPaused: boolean };
export type Membership = Mark & { readonly validator: string; readonly isMember: boolean };

/** What the logs and the refused calls of both chains tell, each list in order. */
export type History = {
  readonly deposits: readonly Deposit[];
  readonly credits: readonly Credit[];
  readonly requests: readonly Request[];
  /** Requests on the sidechain that reverted. */
  readonly refusedRequests: readonly RefusedRequest[];
  /** Deposits on the mainchain that reverted, by sender; `null` is the token of ether. */
  readonly refusedDeposits: readonly RefusedDeposit[];
  readonly payments: readonly Payment[];
  /** Withdrawals on the mainchain that reverted. */
  readonly refusals: readonly Refusal[];
  readonly switches: readonly Switch[];
  /** Changes of the mainchain's validators. */
  readonly memberships: readonly Membership[];
};

/**
 * Reads the history of a bridge out of its transactions.
 *
 * @throws InputError when a log names a token that the opening record does not have, or a payment
 * was not made by a withdrawal call whose signatures can be read.
 */
export function historyOf(file: ChainFile, transactions: readonly Decoded[]): History {
  const gateway = (chain: ChainName, name: string) =>
    transactions
      .filter((transaction) => transaction.chain === chain)
      .flatMap((transaction) =>
        transaction.said
          .filter((log) => log.by.part === "gateway" && log.name === name)
          .map((log) => ({ transaction, log, mark: markOf(transaction) })),
      );
  const sum = (chain: ChainName, log: Spoken, line: number): Sum => ({
    owner: hexIn(log, "owner"),
    token: symbolOf(file, chain, hexIn(log, "token"), line),
    amount: numberIn(log, "number"),
  });
  return {
    deposits: gateway("mainchain", "TokenDeposited").map(({ transaction, log, mark }) => ({
      ...mark,
      ...sum("mainchain", log, mark.line),
      id: numberIn(log, "depositId"),
      sender: transaction.from,
    })),
    credits: gateway("sidechain", "TokenDeposited").map(({ log, mark }) => ({
      ...mark,
      ...sum("sidechain", log, mark.line),
      depositId: numberIn(log, "depositId"),
    })),
    requests: gateway("sidechain", "TokenWithdrew").map(({ transaction, log, mark }) => ({
      ...mark,
      ...mapped(file, log, sum("sidechain", log, mark.line), mark.line),
      id: numberIn(log, "id"),
      sender: transaction.from,
    })),
    refusedRequests: transactions.flatMap((transaction) => refusedRequestIn(file, transaction)),
    refusedDeposits: transactions.flatMap((transaction) => refusedDepositIn(file, transaction)),
    payments: gateway("mainchain", "TokenWithdrew").map(({ transaction, log, mark }) => ({
      ...mark,
      ...sum("mainchain", log, mark.line),
      id: numberIn(log, "id"),
      signatures: signaturesIn(file, transaction),
      gasUsed: transaction.gasUsed,
    })),
    refusals: transactions.flatMap((transaction) => refusalIn(file, transaction)),
    switches: (["mainchain", "sidechain"] as const)
      .flatMap((chain) => [
        ...gateway(chain, "Paused").map(({ mark }) => ({ ...mark, chain, isPaused: true })),
        ...gateway(chain, "Unpaused").map(({ mark }) => ({ ...mark, chain, isPaused: false })),
      ])
      .sort((a, b) => a.line - b.line),
    memberships: transactions.flatMap(membershipsIn),
  };
}

const markOf = ({ line, event, at }: Decoded): Mark => ({ line, event, at });

function symbolOf(file: ChainFile, chain: ChainName, address: string, line: number): string {
  const found = Object.entries(file.opening.tokens[chain]).find(([, place]) => place === address);
  if (found === undefined)
    throw new InputError(
      `${file.place}:${line} moves the token ${address}, which the first line does not have on the ${chain}.`,
    );
  return found[0];
}

/** A request is to be paid in the mainchain token that its log names. */
const mapped = (file: ChainFile, log: Spoken, { owner, amount }: Sum, line: number): Sum => ({
  owner,
  token: symbolOf(file, "mainchain", hexIn(log, "mainchainToken"), line),
  amount,
});

const isWithdrawal = (transaction: Decoded): transaction is Decoded & { readonly call: Spoken } =>
  transaction.chain === "mainchain" &&
  transaction.call?.by.part === "gateway" &&
  transaction.call.name.startsWith("withdrawERC20");

function signaturesIn({ place }: ChainFile, transaction: Decoded): string {
  if (!isWithdrawal(transaction))
    throw new InputError(
      `${place}:${transaction.line} pays a withdrawal by a call whose signatures cannot be read.`,
    );
  return hexIn(transaction.call, "signatures");
}

function refusalIn(file: ChainFile, transaction: Decoded): readonly Refusal[] {
  if (transaction.reverted === null || !isWithdrawal(transaction)) return [];
  const { call, from, error } = transaction;
  const { mainchain } = file.opening.tokens;
  const token = Object.keys(mainchain).find((name) => mainchain[name] === hexIn(call, "token"));
  const refusal = {
    ...markOf(transaction),
    id: numberIn(call, "id"),
    owner: call.name === "withdrawERC20" ? from : hexIn(call, "owner"),
    amount: numberIn(call, "number"),
    signatures: hexIn(call, "signatures"),
    error,
  };
  return [{ ...refusal, token: token ?? hexIn(call, "token") }];
}

function refusedRequestIn(file: ChainFile, transaction: Decoded): readonly RefusedRequest[] {
  const { chain, call, from, reverted, error } = transaction;
  const isRequest =
    chain === "sidechain" && call?.by.part === "gateway" && call.name.startsWith("withdrawERC20");
  if (reverted === null || !isRequest) return [];
  const { sidechain } = file.opening.tokens;
  const token = Object.keys(sidechain).find((name) => sidechain[name] === hexIn(call, "token"));
  const owner = call.name === "withdrawERC20" ? from : hexIn(call, "owner");
  const sum = { owner, token: token ?? hexIn(call, "token"), amount: numberIn(call, "number") };
  return [{ ...markOf(transaction), ...sum, error }];
}

function refusedDepositIn(file: ChainFile, transaction: Decoded): readonly RefusedDeposit[] {
  const { chain, call, from, reverted, value } = transaction;
  const isDeposit =
    chain === "mainchain" && call?.by.part === "gateway" && call.name.startsWith("deposit");
  if (reverted === null || !isDeposit) return [];
  const mark = markOf(transaction);
  if (call.name.startsWith("depositEth"))
    return [{ ...mark, owner: from, token: null, amount: BigInt(value) }];
  const { mainchain } = file.opening.tokens;
  const token = Object.keys(mainchain).find((name) => mainchain[name] === hexIn(call, "token"));
  return [{ ...mark, owner: from, token: token ?? "", amount: numberIn(call, "number") }];
}

const membershipsIn = (transaction: Decoded): readonly Membership[] =>
  transaction.chain === "mainchain"
    ? transaction.said
        .filter(({ by, name }) => by.part === "validatorSet" && name.startsWith("Validator"))
        .map((log) => ({
          ...markOf(transaction),
          validator: hexIn(log, "validator"),
          isMember: log.name === "ValidatorAdded",
        }))
    : [];
