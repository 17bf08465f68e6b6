import type { Token, World } from "../bridge/port.ts";
import type { GuardSettings } from "../bridge/settings.ts";
import { day, utcSeconds } from "../core/time.ts";
import { accountsOf } from "../scenario/accounts.ts";

export type OwnGuard = Extract<GuardSettings, { readonly guard: "own" }>;

/** Whoever brings withdrawals, with the one key that signs; and those around. */
export const people = {
  signer: "signer",
  thief: "thief",
  outsider: "outsider",
  canceller: "canceller",
} as const;

const seed = 1;

/** A token of each kind, and one that comes from the sidechain; decimals of 18, 6, 18 and 0. */
export const tokens: readonly Token[] = [
  { symbol: "ETH", decimals: 18, kind: "wrapped", address: `0x${"e1".repeat(20)}` },
  { symbol: "USDC", decimals: 6, kind: "issued", address: `0x${"c2".repeat(20)}` },
  { symbol: "AXS", decimals: 18, kind: "minted", address: `0x${"a3".repeat(20)}` },
  { symbol: "SLP", decimals: 0, kind: "minted", address: `0x${"b4".repeat(20)}` },
];

/** More than may be withdrawn in one go, so that what is refused is refused by the guard. */
export const vault = 2n ** 130n;

/**
 * Returns the bridge that a guard is tried on: a `GuardedGateway` with nothing else in its stack,
 * whose quorum is one signer, as if all keys that it takes were stolen.
 */
export function benchWith(guards: readonly GuardSettings[]): World {
  const { signer, thief, outsider, canceller } = people;
  const names = ["admin", "issuer", "governor", signer, thief, outsider, canceller];
  const wallet = (token: string) =>
    ({ chain: "mainchain", account: outsider, token, amount: `${2n * vault}` }) as const;
  return {
    seed,
    // A second before an hour, and hours before midnight: on no edge.
    start: utcSeconds("2022-03-21T15:59:59Z"),
    chainIds: { mainchain: 1, sidechain: 2020 },
    accounts: accountsOf(seed, names, {}),
    admin: "admin",
    issuer: "issuer",
    contracts: {
      gateway: "GuardedGateway",
      validatorSet: "ValidatorSet",
      sidechainGateway: "SidechainGateway",
    },
    validators: [signer],
    quorum: { numerator: 1, denominator: 1 },
    quorumAuthorizesPay: true,
    tokens,
    wallets: [wallet("ETH"), wallet("USDC")],
    guarded: {
      looseningDelay: 2 * day,
      maxHold: 30 * day,
      roles: {
        governor: ["governor"],
        pauser: [canceller],
        unpauser: ["governor"],
        canceller: [canceller],
        responder: [canceller],
      },
      spares: {},
      guards,
    },
  };
}
