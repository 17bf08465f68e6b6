import type { Balance, World } from "../bridge/port.ts";
import { type Address, addressOf, privateKeyOf } from "../core/accounts.ts";

const seed = 9;
const start = 1_647_907_200;

const validators = Array.from({ length: 9 }, (_, index) => `validator-${index + 1}`);

/** Accounts that ask and pay; `outsider` is nobody to the bridge. */
export const users = ["alice", "bob", "outsider"] as const;

const wallet = (account: string, token: string, amount: `${bigint}`): Balance => ({
  chain: "mainchain",
  account,
  token,
  amount,
});

/**
 * The bridge that model and chains are held against each other on: nine validators, small
 * balances, a token of every kind, an account that takes no ether, and the zero address.
 */
export const agreementWorld: World = {
  seed,
  start,
  chainIds: { mainchain: 1, sidechain: 2020 },
  accounts: {
    ...Object.fromEntries(
      [...validators, ...users, "admin", "issuer"].map((name) => [
        name,
        addressOf(privateKeyOf(seed, name)),
      ]),
    ),
    refuser: `0x${"fe".repeat(20)}`,
    nobody: `0x${"00".repeat(20)}`,
  },
  admin: "admin",
  issuer: "issuer",
  contracts: {
    gateway: "RoninGatewayV1",
    validatorSet: "ValidatorSet",
    sidechainGateway: "SidechainGateway",
  },
  validators,
  quorum: { numerator: 3, denominator: 9 },
  quorumAuthorizesPay: true,
  tokens: [
    { symbol: "ETH", decimals: 18, kind: "wrapped", address: tokenAddress(1) },
    { symbol: "USDC", decimals: 6, kind: "issued", address: tokenAddress(2) },
    { symbol: "SLP", decimals: 0, kind: "minted", address: tokenAddress(3) },
    { symbol: "GONE", decimals: 18, kind: "absent", address: tokenAddress(4) },
  ],
  wallets: [
    wallet("alice", "ETH", "1000000"),
    wallet("bob", "ETH", "1000"),
    wallet("outsider", "ETH", "77"),
    wallet("alice", "USDC", "1000000"),
    wallet("bob", "USDC", "1000"),
  ],
  refusesEther: ["refuser"],
};

function tokenAddress(index: number): Address {
  return `0x${"c0".repeat(19)}${index.toString(16).padStart(2, "0")}`;
}
