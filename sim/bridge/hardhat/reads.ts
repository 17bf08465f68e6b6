import { zeroAddress } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, Bridge, ChainName, Query } from "../port.ts";
import { hasBridge, issuerOf, venueContracts } from "../venue.ts";
import { readSet } from "./administration.ts";
import { readBalance } from "./balances.ts";
import { addressOf, tokenOn, view } from "./call.ts";
import type { Context } from "./context.ts";
import { placeOf, venueNamed } from "./venues.ts";

/** Quorums and epoch as last read; whoever changes one forgets. Everybody asks all the time. */
export type Known = { readonly quorums: Map<ChainName, Answer["quorum"]>; epoch: number | null };

export function forget(known: Known): void {
  known.quorums.clear();
  known.epoch = null;
}

/** Returns the reading half of the port: views of the contracts, with names for addresses. */
export function readerOf(context: Context, known: Known): Bridge["read"] {
  const answers: { [W in Query["what"]]: (query: Query & { what: W }) => Promise<Answer[W]> } = {
    deposit: async ({ depositId }) => context.gateway.deposit(depositId),
    withdrawal: ({ withdrawalId }) => readWithdrawal(context, withdrawalId),
    mailbox: ({ withdrawalId }) => readMailbox(context, withdrawalId),
    quorum: async ({ chain }) => {
      const quorum = known.quorums.get(chain) ?? (await readQuorum(context, chain));
      known.quorums.set(chain, quorum);
      return quorum;
    },
    epoch: async () => {
      known.epoch ??= await context.gateway.epoch();
      return known.epoch;
    },
    initialization: () => context.gateway.initialization(),
    balance: async ({ chain, account, token }) =>
      (await readBalance(context, chain, account, token)).amount,
    frozen: ({ token, account }) => readFrozen(context, token, account),
    blocked: ({ venue, account }) =>
      readVenue<boolean>(context, venue, "isBlocked", [addressOf(context, account)]),
    reserves: async ({ venue }) => {
      const [first, second] = await readVenue<[bigint, bigint]>(context, venue, "reserves");
      return [`${first}`, `${second}`];
    },
    vault: async ({ token }) => (await readBalance(context, "mainchain", "vault", token)).amount,
  };
  return (query) => (answers[query.what] as (query: Query) => Promise<never>)(query);
}

const readQuorum = (context: Context, chain: ChainName): Promise<Answer["quorum"]> =>
  chain === "mainchain" || !hasBridge(context.world)
    ? context.gateway.quorum()
    : readSet(context, chain);

async function readFrozen(context: Context, token: string, account: string): Promise<boolean> {
  if (issuerOf(context.world, token) === undefined) return false;
  const there = tokenOn(context, "mainchain", token);
  const who = [addressOf(context, account)];
  return view<boolean>(context, "mainchain", "IssuedToken", there, "isFrozen", who);
}

const readVenue = <T>(
  context: Context,
  name: string,
  functionName: string,
  args: readonly unknown[] = [],
): Promise<T> => {
  const contract = venueContracts[venueNamed(context.world, name).kind];
  return view<T>(context, "mainchain", contract, placeOf(context, name), functionName, args);
};

async function readWithdrawal(context: Context, id: Amount): Promise<Answer["withdrawal"]> {
  if (!hasBridge(context.world)) return null;
  const [owner, token, amount] = await sidechainGateway<[Address, Address, bigint]>(
    context,
    "withdrawals",
    id,
  );
  if (owner === zeroAddress) return null;
  return {
    id,
    token: context.nameOf("sidechain", token),
    recipient: context.nameOf("sidechain", owner),
    amount: `${amount}`,
  };
}

async function readMailbox(context: Context, id: Amount): Promise<Answer["mailbox"]> {
  if (!hasBridge(context.world)) return [];
  const [, signatures] = await sidechainGateway<[Address[], Hex[]]>(
    context,
    "withdrawalSignatures",
    id,
  );
  return signatures.map(context.signatureOf);
}

const sidechainGateway = <T>(context: Context, name: string, id: Amount): Promise<T> => {
  const { sidechain } = context.deployment.gateways;
  return view<T>(context, "sidechain", "SidechainGateway", sidechain, name, [BigInt(id)]);
};
