import { invariant } from "../core/invariant.ts";
import type { Amount } from "../core/units.ts";
import type { Command, CommandOf, World } from "./port.ts";

type Named<Kind extends string> = {
  readonly kind: Kind;
  /** In kebab-case; no other venue of the world has it. */
  readonly name: string;
  /** Another contract than that of the kind: a planted defect. */
  readonly contract?: string;
};

/**
 * A custodial exchange: whoever deposits is owed what was deposited, and has it paid out to anybody,
 * unless the operator has blocked the account. It lends, trades and invests nothing.
 */
export type Exchange = Named<"exchange"> & {
  /** The account that blocks accounts and returns what they have. */
  readonly operator: string;
};

/** A pool of two tokens whose reserves' product a swap never lowers (Uniswap V2's formula). */
export type Pool = Named<"pool"> & {
  readonly tokens: readonly [string, string];
  /** What it begins with, in base units, in the order of the tokens; each below 2^112. */
  readonly reserves: readonly [Amount, Amount];
  /** What stays of each amount that is sold, in ten-thousandths; 30 at Uniswap V2. */
  readonly feeBps: number;
};

/** A mixer of one token and one denomination, whose withdrawals nothing on chain links to deposits. */
export type Mixer = Named<"mixer"> & {
  readonly token: string;
  readonly denomination: Amount;
  /** Whose key, made from the seed, signs blinded notes off the chain. */
  readonly operator: string;
};

export type Venue = Exchange | Pool | Mixer;

/** The sound contract of each kind of venue. */
export const venueContracts: { readonly [kind in Venue["kind"]]: string } = {
  exchange: "Exchange",
  pool: "ConstantProductPool",
  mixer: "Mixer",
};

/** Whether a world has a bridge at all. */
export const hasBridge = ({ contracts }: Pick<World, "contracts">): boolean =>
  contracts.gateway !== "none";

/** What can be done where there is no bridge, on the mainchain. */
const withoutBridge: ReadonlySet<Command["verb"]> = new Set([
  "freeze",
  "unfreeze",
  "reissue",
  "mint",
  "approve",
  "transfer",
  "transferFrom",
] as const);

/** Whether a command is for a bridge, or for the sidechain, and the world has none. */
export const isOfMissingBridge = (world: World, command: Command): boolean =>
  !hasBridge(world) &&
  !("venue" in command) &&
  (!withoutBridge.has(command.verb) || ("chain" in command && command.chain === "sidechain"));

/** Returns the venue of a kind and a name; the world has been looked through for it before. */
export function venueOf<K extends Venue["kind"]>(
  world: World,
  kind: K,
  name: string,
): Extract<Venue, { kind: K }> {
  const found = world.venues?.find((venue) => venue.kind === kind && venue.name === name);
  invariant(found, `The world has the ${kind} "${name}".`);
  return found as Extract<Venue, { kind: K }>;
}

/** Returns what a venue's balance is called: `pool:NAME`; of an account at an exchange with `/ACCOUNT`. */
export const nodeOf = ({ kind, name }: Pick<Venue, "kind" | "name">, account?: string): string =>
  account === undefined ? `${kind}:${name}` : `${kind}:${name}/${account}`;

/** Returns the account that issues a token, or `undefined` where nobody does. */
export function issuerOf(world: World, symbol: string): string | undefined {
  const token = world.tokens.find((candidate) => candidate.symbol === symbol);
  const isIssued = token?.kind === "issued" || token?.kind === "reissuable";
  return isIssued ? (token.issuer ?? world.issuer) : undefined;
}

const whole = 10_000n;

/**
 * Returns what an amount buys, rounded down (Uniswap V2's `getAmountOut`).
 *
 * @param reserve What the pool has of the token that is sold.
 * @param otherReserve What it has of the token that is bought.
 */
export function boughtFor(
  amount: bigint,
  reserve: bigint,
  otherReserve: bigint,
  feeBps: number,
): bigint {
  const counted = amount * (whole - BigInt(feeBps));
  return (counted * otherReserve) / (reserve * whole + counted);
}

/** Returns what a balance's name says of a venue; `null` for an account, or a part of the bridge. */
export function venueIn(
  node: string,
): { readonly name: string; readonly account: string | null } | null {
  const [, name, account = null] = /^(?:exchange|pool|mixer):([^/]+)(?:\/(.+))?$/.exec(node) ?? [];
  return name === undefined ? null : { name, account };
}

type Touched = { readonly accounts: readonly string[]; readonly token: string };

/** Returns whose balances a command to a venue may have moved, of each token, in the order of answers. */
export function venueBalances(world: World, command: MoneyCommand): readonly Touched[] {
  switch (command.verb) {
    case "exchangeDeposit": {
      const { sender, venue, owner, token } = command;
      return [{ accounts: [sender, ...atExchange(venue, owner)], token }];
    }
    case "exchangeWithdraw": {
      const { sender, venue, recipient, token } = command;
      return [{ accounts: [recipient, ...atExchange(venue, sender)], token }];
    }
    case "returnBlocked": {
      const { venue, account, recipient, token } = command;
      return [{ accounts: [recipient, ...atExchange(venue, account)], token }];
    }
    case "swap": {
      const { sender, venue, token } = command;
      const pool = venueOf(world, "pool", venue);
      const other = pool.tokens[0] === token ? pool.tokens[1] : pool.tokens[0];
      return [token, other].map((one) => ({ accounts: [sender, nodeOf(pool)], token: one }));
    }
    case "mix":
    case "unmix": {
      const mixer = venueOf(world, "mixer", command.venue);
      const who = command.verb === "mix" ? command.sender : command.recipient;
      return [{ accounts: [who, nodeOf(mixer)], token: mixer.token }];
    }
  }
}

type MoneyCommand = CommandOf<
  "exchangeDeposit" | "exchangeWithdraw" | "returnBlocked" | "swap" | "mix" | "unmix"
>;

const atExchange = (name: string, account: string): readonly string[] => [
  nodeOf({ kind: "exchange", name }, account),
  nodeOf({ kind: "exchange", name }),
];
