import { type Abi, decodeFunctionResult, encodeFunctionData } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, Bridge, ChainName, Query } from "../port.ts";
import { artifact } from "./artifacts.ts";
import { readBalance } from "./balances.ts";
import type { Context } from "./context.ts";

/** Quorums as last read; whoever changes one takes it out. Everybody asks for them all the time. */
export type Quorums = Map<ChainName, Answer["quorum"]>;

const nobody = `0x${"0".repeat(40)}`;

/** Returns the reading half of the port: views of the contracts, with names for addresses. */
export function readerOf(context: Context, quorums: Quorums): Bridge["read"] {
  const answers: { [W in Query["what"]]: (query: Query & { what: W }) => Promise<Answer[W]> } = {
    deposit: ({ depositId }) => readDeposit(context, depositId),
    withdrawal: ({ withdrawalId }) => readWithdrawal(context, withdrawalId),
    mailbox: ({ withdrawalId }) => readMailbox(context, withdrawalId),
    quorum: async ({ chain }) => {
      const known = quorums.get(chain) ?? (await readQuorum(context, chain));
      quorums.set(chain, known);
      return known;
    },
    balance: async ({ chain, account, token }) =>
      (await readBalance(context, chain, account, token)).amount,
    vault: async ({ token }) => (await readBalance(context, "mainchain", "vault", token)).amount,
  };
  return (query) => (answers[query.what] as (query: Query) => Promise<never>)(query);
}

async function readDeposit(context: Context, id: Amount): Promise<Answer["deposit"]> {
  const [owner, token, , , amount] = await view<[Address, Address, Address, number, bigint]>(
    context,
    "mainchain",
    "RoninGatewayV1",
    context.deployment.gateways.mainchain,
    "deposits",
    [BigInt(id)],
  );
  if (owner === nobody) return null;
  return {
    owner: context.nameOf("mainchain", owner),
    token: context.nameOf("mainchain", token),
    amount: `${amount}`,
  };
}

async function readWithdrawal(context: Context, id: Amount): Promise<Answer["withdrawal"]> {
  const [owner, token, amount] = await sidechainGateway<[Address, Address, bigint]>(
    context,
    "withdrawals",
    id,
  );
  if (owner === nobody) return null;
  return {
    id,
    token: context.nameOf("sidechain", token),
    recipient: context.nameOf("sidechain", owner),
    amount: `${amount}`,
  };
}

async function readMailbox(context: Context, id: Amount): Promise<Answer["mailbox"]> {
  const [, signatures] = await sidechainGateway<[Address[], Hex[]]>(
    context,
    "withdrawalSignatures",
    id,
  );
  return signatures.map(context.signatureOf);
}

async function readQuorum(context: Context, chain: ChainName): Promise<Answer["quorum"]> {
  const set = context.deployment.validatorSets[chain];
  const read = (name: string) => view<bigint>(context, chain, "ValidatorSet", set, name, []);
  const [numerator, denominator, validators] = await Promise.all([
    read("numerator"),
    read("denominator"),
    read("validatorCount"),
  ]);
  return {
    quorum: { numerator: Number(numerator), denominator: Number(denominator) },
    validators: Number(validators),
  };
}

const sidechainGateway = <T>(context: Context, name: string, id: Amount): Promise<T> => {
  const { sidechain } = context.deployment.gateways;
  return view<T>(context, "sidechain", "SidechainGateway", sidechain, name, [BigInt(id)]);
};

async function view<T>(
  { deployment }: Context,
  chain: ChainName,
  contract: string,
  to: Address,
  functionName: string,
  args: readonly unknown[],
): Promise<T> {
  const abi: Abi = artifact(contract).abi;
  const data = await deployment.chains[chain].call(
    to,
    encodeFunctionData({ abi, functionName, args }),
  );
  const result = decodeFunctionResult({ abi, functionName, data });
  invariant(result !== undefined, `${contract}.${functionName} answers.`);
  return result as T;
}
