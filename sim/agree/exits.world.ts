import type { Balance, Token, World } from "../bridge/port.ts";
import type { Venue } from "../bridge/venue.ts";
import { addressOf, privateKeyOf } from "../core/accounts.ts";
import { agreementWorld } from "./world.ts";

const { seed, accounts, tokens, wallets } = agreementWorld;

const officials = ["tether", "exchange-operator", "mixer-operator"];

const tether: Token = {
  symbol: "USDT",
  decimals: 6,
  kind: "reissuable",
  address: `0x${"c0".repeat(19)}05`,
  issuer: "tether",
};

const bitcoin: Token = {
  symbol: "BTC",
  decimals: 8,
  kind: "foreign",
  address: `0x${"c0".repeat(19)}06`,
};

const venues: readonly Venue[] = [
  { kind: "exchange", name: "bourse", operator: "exchange-operator" },
  {
    kind: "pool",
    name: "eth-usdc",
    tokens: ["ETH", "USDC"],
    reserves: ["300000", "1000000"],
    feeBps: 30,
  },
  {
    kind: "pool",
    name: "btc-usdt",
    tokens: ["BTC", "USDT"],
    reserves: ["5000", "777777"],
    feeBps: 0,
  },
  {
    kind: "mixer",
    name: "eth-mixer",
    token: "ETH",
    denomination: "50",
    operator: "mixer-operator",
  },
  {
    kind: "mixer",
    name: "usdt-mixer",
    token: "USDT",
    denomination: "7",
    operator: "mixer-operator",
  },
];

const give = (account: string, token: string, amount: `${bigint}`): Balance => ({
  chain: "mainchain",
  account,
  token,
  amount,
});

/** The bridge of `agreementWorld` beside exits: an exchange, pools, mixers, and two tokens more. */
export const bridgeAndExitsWorld: World = {
  ...agreementWorld,
  accounts: {
    ...accounts,
    ...Object.fromEntries(
      officials.map((name) => [name, addressOf(privateKeyOf(seed, name))] as const),
    ),
  },
  tokens: [...tokens, tether, bitcoin],
  wallets: [
    ...wallets,
    give("alice", "USDT", "100000"),
    give("bob", "USDT", "1000"),
    give("alice", "BTC", "4000"),
    give("outsider", "BTC", "40"),
  ],
  venues,
};

/** The same without the bridge: accounts, tokens and exits alone. */
export const exitsWorld: World = {
  ...bridgeAndExitsWorld,
  contracts: { gateway: "none", validatorSet: "none", sidechainGateway: "none" },
  validators: [],
  quorum: { numerator: 0, denominator: 0 },
  quorumAuthorizesPay: false,
  tokens: bridgeAndExitsWorld.tokens.filter(({ kind }) => kind !== "minted"),
};
