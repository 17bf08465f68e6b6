import type { Address, Hex } from "../../core/accounts.ts";
import type { Balance, ChainName } from "../port.ts";
import { nodeOf } from "../venue.ts";
import { readBalance } from "./balances.ts";
import type { Call } from "./call.ts";
import type { Log, Mined, Sent } from "./chain.ts";
import type { Context } from "./context.ts";

/**
 * One line of `chain.jsonl`: what only the chains can tell. The first line says where everything
 * stands, the last what everybody has; between them, each transaction with the trace event it
 * belongs to.
 */
export type ChainRecord =
  | {
      readonly type: "open";
      readonly chainIds: { readonly [chain in ChainName]: number };
      readonly accounts: { readonly [name: string]: Address };
      readonly gateways: { readonly [chain in ChainName]: Address };
      readonly validatorSets: { readonly [chain in ChainName]: Address };
      readonly tokens: { readonly [chain in ChainName]: { readonly [symbol: string]: Address } };
      /** Where each venue stands, by name, where there are any. */
      readonly venues?: { readonly [name: string]: Address };
    }
  | {
      readonly type: "transaction";
      readonly event: number;
      readonly chain: ChainName;
      readonly at: number;
      readonly block: number;
      readonly hash: Hex;
      readonly from: Address;
      readonly to: Address;
      readonly value: string;
      readonly input: Hex;
      readonly gasUsed: number;
      /** The revert data, or `null` for a transaction that went through. */
      readonly reverted: Hex | null;
      readonly logs: readonly Log[];
      /** The calls it made, decoded, a line each; only where they were asked for. */
      readonly calls?: readonly string[];
    }
  | { readonly type: "close"; readonly balances: readonly Balance[] };

export function openingRecord({ world, deployment }: Context): ChainRecord {
  return {
    type: "open",
    chainIds: world.chainIds,
    accounts: world.accounts,
    gateways: deployment.gateways,
    validatorSets: deployment.validatorSets,
    tokens: {
      mainchain: Object.fromEntries(deployment.tokens.mainchain),
      sidechain: Object.fromEntries(deployment.tokens.sidechain),
    },
    ...(deployment.venues.size === 0 ? {} : { venues: Object.fromEntries(deployment.venues) }),
  };
}

export const recordOf = (
  event: number,
  at: number,
  from: Address,
  call: Call,
  sent: Sent,
  mined: Mined,
  calls?: readonly string[],
): ChainRecord => ({
  type: "transaction",
  event,
  chain: call.chain,
  at,
  block: mined.blockNumber,
  hash: mined.hash,
  from,
  to: call.to,
  value: `${call.value}`,
  input: call.data,
  gasUsed: mined.gasUsed,
  reverted: sent.reverted,
  logs: sent.logs,
  ...(calls === undefined ? {} : { calls }),
});

/**
 * Reads every account's balance of every token on the mainchain, and the gateways' on both; what
 * venues hold, and what exchanges owe to whom, where that is not zero.
 */
export async function closingRecord(context: Context): Promise<ChainRecord> {
  const { world } = context;
  const balances: Balance[] = [];
  for (const { symbol } of world.tokens) {
    for (const account of ["vault", "supply", ...Object.keys(world.accounts)])
      balances.push(await readBalance(context, "mainchain", account, symbol));
    for (const account of ["locked", "supply", ...Object.keys(world.accounts)])
      balances.push(await readBalance(context, "sidechain", account, symbol));
  }
  return { type: "close", balances: [...balances, ...(await venueBalances(context))] };
}

async function venueBalances(context: Context): Promise<readonly Balance[]> {
  const { tokens, accounts, venues = [] } = context.world;
  const nodes = venues.flatMap((venue) => [
    nodeOf(venue),
    ...(venue.kind === "exchange"
      ? Object.keys(accounts).map((account) => nodeOf(venue, account))
      : []),
  ]);
  const balances: Balance[] = [];
  for (const node of nodes)
    for (const { symbol } of tokens)
      balances.push(await readBalance(context, "mainchain", node, symbol));
  return balances.filter(({ amount }) => amount !== "0");
}
