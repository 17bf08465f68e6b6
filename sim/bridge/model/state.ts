import type { Hex } from "../../core/accounts.ts";
import type { Amount, Ratio } from "../../core/units.ts";
import type { Balance, ChainName, Refusal, Result, Signature, Withdrawal, World } from "../port.ts";
import { nodeOf } from "../venue.ts";
import { type GuardedBook, openGuardedBook } from "./guarded.book.ts";
import { openV2Book, type V2Book } from "./v2.book.ts";

/** A validator set: who counts, and the share of them that is enough. */
export type ValidatorSet = { validators: readonly string[]; quorum: Ratio };

/** A deposit as the mainchain gateway keeps it. */
export type Deposit = { readonly owner: string; readonly token: string; readonly amount: Amount };

/** Acknowledgements of one deposit id: who sent one, and how often each content was heard. */
export type Acknowledgements = {
  readonly heardFrom: Set<string>;
  readonly votes: Map<string, number>;
  readonly credited: Set<string>;
};

/** Everything that both gateways, their validator sets and the tokens remember. */
export type State = {
  readonly world: World;
  /** By chain, token and account. What is missing is zero. */
  readonly balances: { readonly [chain in ChainName]: Map<string, Map<string, bigint>> };
  readonly paused: Set<ChainName>;
  readonly sets: { readonly [chain in ChainName]: ValidatorSet };
  /** Names that a registry has no contract for, and tokens that it has no pair for, by chain. */
  readonly missing: Set<string>;
  /** By chain, token, owner and spender. What is missing is zero. */
  readonly allowances: Map<string, bigint>;
  /** Frozen accounts, by token. */
  readonly frozen: Set<string>;
  /** Blocked accounts, by exchange. */
  readonly blocked: Set<string>;
  /** What each mixer's operator signed unseen, in order. */
  readonly mixed: Map<string, { readonly blinded: Hex; readonly signature: Hex }[]>;
  /** Serials of notes that were paid, by mixer. */
  readonly spent: Set<string>;
  /** Index is the id. */
  readonly deposits: Deposit[];
  readonly acknowledgements: Map<string, Acknowledgements>;
  /** Index is the id. */
  readonly requests: Withdrawal[];
  /** By withdrawal id, then by validator, in the order of their first signatures. */
  readonly mailboxes: Map<string, Map<string, Signature>>;
  /** Ids that the mainchain has paid. */
  readonly paid: Set<string>;
  /** What the mainchain gateway remembers besides, where it is `RoninGatewayV2`. */
  readonly v2: V2Book | null;
  /** What the mainchain gateway remembers besides, where it is `GuardedGateway`. */
  readonly guarded: GuardedBook | null;
};

/** What a rule decides: a refusal, after which nothing has changed, a hold, or an answer. */
export type Decision = Refused | Held | Done;

export type Refused = { readonly refused: Refusal };

/** What is asked for is recorded, and not decided yet. */
export type Held = { readonly held: Refusal };

export type Done = { readonly result: Result; readonly balances: readonly Balance[] };

/** Returns the state of a world in which nothing has happened yet. */
export function openState(world: World): State {
  const set = (): ValidatorSet => ({ validators: world.validators, quorum: world.quorum });
  const state: State = {
    world,
    balances: { mainchain: new Map(), sidechain: new Map() },
    paused: new Set(),
    sets: { mainchain: set(), sidechain: set() },
    missing: new Set(),
    allowances: new Map(),
    frozen: new Set(),
    blocked: new Set(),
    mixed: new Map(),
    spent: new Set(),
    deposits: [],
    acknowledgements: new Map(),
    requests: [],
    mailboxes: new Map(),
    paid: new Set(),
    v2: openV2Book(world),
    guarded: openGuardedBook(world),
  };
  if (!world.quorumAuthorizesPay) state.missing.add("mainchain VALIDATOR");
  const give = (account: string, token: string, amount: bigint): void => {
    add(state, "mainchain", account, token, amount);
    if (kindOf(state, token) !== "wrapped") add(state, "mainchain", "supply", token, amount);
  };
  for (const { account, token, amount } of world.wallets) give(account, token, BigInt(amount));
  for (const venue of world.venues ?? [])
    if (venue.kind === "pool")
      for (const side of [0, 1] as const)
        give(nodeOf(venue), venue.tokens[side], BigInt(venue.reserves[side]));
  return state;
}

export const balanceOf = (state: State, chain: ChainName, account: string, token: string): bigint =>
  state.balances[chain].get(token)?.get(account) ?? 0n;

export function add(
  state: State,
  chain: ChainName,
  account: string,
  token: string,
  change: bigint,
): void {
  const known = state.balances[chain].get(token);
  const balances = known ?? new Map<string, bigint>();
  if (known === undefined) state.balances[chain].set(token, balances);
  balances.set(account, (balances.get(account) ?? 0n) + change);
}

/** Returns balances as they are now, for an answer. */
export const show = (
  state: State,
  chain: ChainName,
  accounts: readonly string[],
  token: string,
): readonly Balance[] =>
  accounts.map((account) => ({
    chain,
    account,
    token,
    amount: `${balanceOf(state, chain, account, token)}`,
  }));

/** What a token is, or `undefined` for one that the gateways do not know. */
export const kindOf = ({ world }: State, token: string) =>
  world.tokens.find(({ symbol }) => symbol === token)?.kind;

/** Whether an account is the zero address, which contracts take for a mistake. */
export const isNobody = ({ world }: State, account: string): boolean =>
  world.accounts[account] === nobody;

const nobody = `0x${"0".repeat(40)}`;

/** Why a gateway does not even look at a payment of an amount to an account, if so. */
export function refuseNothing(state: State, account: string, amount: bigint): Refused | undefined {
  if (isNobody(state, account)) return refuse("ZeroAddress");
  return amount === 0n ? refuse("ZeroAmount") : undefined;
}

/** Why a gateway does not know a token, or a contract by its name, if so. */
export function refuseMissing(
  state: State,
  chain: ChainName,
  sought: { readonly token: string } | { readonly name: "VALIDATOR" | "WETH_TOKEN" },
): Refused | undefined {
  if (state.missing.size === 0) return undefined;
  if ("name" in sought)
    return state.missing.has(`${chain} ${sought.name}`)
      ? refuse("RegistryEntryMissing", { name: sought.name })
      : undefined;
  return state.missing.has(`${chain} ${sought.token}`)
    ? refuse("TokenNotMapped", { token: sought.token })
    : undefined;
}

/**
 * What a gateway must mint before it can pay, or that it cannot: only a token that lets it mints,
 * and never more than a uint256 holds.
 */
export function shortfall(
  state: State,
  chain: ChainName,
  token: string,
  value: bigint,
): { readonly minted: bigint } | Refused {
  const balance = balanceOf(state, chain, chain === "mainchain" ? "vault" : "locked", token);
  if (balance >= value) return { minted: 0n };
  const minted = value - balance;
  const lets = chain === "sidechain" || kindOf(state, token) === "minted";
  if (!lets || balanceOf(state, chain, "supply", token) + minted > uint256Max)
    return refuse("VaultShort", { token, balance: `${balance}`, amount: `${value}` });
  return { minted };
}

export const uint256Max = 2n ** 256n - 1n;

export const refuse = (name: string, args: Refusal["args"] = {}): Refused => ({
  refused: { name, args },
});

/** What goes through and moves nothing. */
export const done: Done = { result: {}, balances: [] };

/** Whether so many votes are enough: votes * denominator >= numerator * validators. */
export const isEnough = ({ validators, quorum }: ValidatorSet, votes: number): boolean =>
  votes * quorum.denominator >= quorum.numerator * validators.length;
