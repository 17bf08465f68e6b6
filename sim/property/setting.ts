import type { Token, World } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import { day, minute, utcSeconds } from "../core/time.ts";
import type { Ratio } from "../core/units.ts";
import { accountsOf } from "../scenario/accounts.ts";

/** The bridge that attacks are drawn against, and what the attacker has from the start. */
export type Setting = {
  readonly world: World;
  /** What is declared: distinct validators who must have signed a payment. */
  readonly threshold: number;
  /** Accounts whose keys the attacker has beside its own: validators, and perhaps the admin. */
  readonly stolen: readonly string[];
  /** Validators that serve honest users: as many as it takes, stolen ones last of all. */
  readonly serving: readonly string[];
};

export type Change = {
  readonly stolenKeys?: number;
  readonly hasAdminKey?: boolean;
  readonly validators?: number;
  readonly quorum?: Ratio;
  readonly contracts?: Partial<World["contracts"]>;
  readonly chainIds?: World["chainIds"];
};

const start = utcSeconds("2022-03-22T00:00:00Z");
export const finality = { mainchain: 3 * minute, sidechain: minute };
/** Seconds within which an honest withdrawal is declared to be paid: longer than any draw. */
export const paidWithin = 60 * day;

const seed = 1;

/** Accounts of the attacker's own, whose signatures count for nothing. */
export const strangers = ["stranger-1", "stranger-2"] as const;
/** Accounts that may become validators while a draw goes on. */
export const newcomers = ["newcomer-1", "newcomer-2"] as const;

/** The account that is nobody's: address zero. */
export const zero = "zero";
const given = { [zero]: `0x${"0".repeat(40)}` } as const;

/** One token of each kind. */
const tokens: readonly Token[] = [
  { symbol: "ETH", decimals: 18, kind: "wrapped", address: `0x${"e1".repeat(20)}` },
  { symbol: "USDC", decimals: 6, kind: "issued", address: `0x${"c2".repeat(20)}` },
  { symbol: "AXS", decimals: 18, kind: "minted", address: `0x${"a3".repeat(20)}` },
];

const ether = 10n ** 18n;
const dollar = 10n ** 6n;

/** Returns the first Ronin bridge, five of nine unless something else is said, with few users. */
export function settingWith(change: Change = {}): Setting {
  const { stolenKeys = 4, hasAdminKey = false, validators: count = 9 } = change;
  const { quorum = { numerator: 5, denominator: 9 } } = change;
  const validators = Array.from({ length: count }, (_, index) => `validator-${index + 1}`);
  const threshold = requiredVotes(quorum, count);
  const people = ["admin", "issuer", "alice", "bob", "relayer", "attacker", "mule", zero];
  const names = [...people, ...strangers, ...newcomers, ...validators];
  return {
    threshold,
    stolen: [...validators.slice(0, stolenKeys), ...(hasAdminKey ? ["admin"] : [])],
    serving: validators.slice(count - threshold),
    world: {
      seed,
      start,
      chainIds: change.chainIds ?? { mainchain: 1, sidechain: 2020 },
      accounts: accountsOf(seed, names, given),
      admin: "admin",
      issuer: "issuer",
      contracts: {
        gateway: "RoninGatewayV1",
        validatorSet: "ValidatorSet",
        sidechainGateway: "SidechainGateway",
        ...change.contracts,
      },
      validators,
      quorum,
      quorumAuthorizesPay: true,
      tokens,
      wallets: [
        wallet("alice", "ETH", 100n * ether),
        wallet("bob", "USDC", 20_000n * dollar),
        wallet("attacker", "ETH", 10n * ether),
        wallet("attacker", "USDC", 1_000n * dollar),
      ],
    },
  };
}

const wallet = (account: string, token: string, amount: bigint) =>
  ({ chain: "mainchain", account, token, amount: `${amount}` }) as const;
