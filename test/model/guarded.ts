import { inCallOrder } from "../../sim/actor/signatures.ts";
import { modelOf } from "../../sim/bridge/model/model.ts";
import { openState } from "../../sim/bridge/model/state.ts";
import type { Command, Outcome, Withdrawal, World } from "../../sim/bridge/port.ts";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import { hour } from "../../sim/core/time.ts";
import { type Amount, toAmount } from "../../sim/core/units.ts";
import { accountsOf } from "../../sim/scenario/accounts.ts";

/** Midnight, in UTC, and the beginning of an epoch of six hours. */
export const start = 1_647_907_200;
export const validators = Array.from({ length: 9 }, (_, index) => `validator-${index + 1}`);
const officials = ["governor", "pauser", "unpauser", "canceller", "responder", "watcher", "spare"];

/** A vault of a million of which nine signers, five at once, may pay; and a stack of guards. */
const worldOf = (guards: readonly GuardSettings[]): World => ({
  seed: 1,
  start,
  chainIds: { mainchain: 1, sidechain: 2020 },
  accounts: accountsOf(1, ["admin", "issuer", "alice", "thief", ...officials, ...validators]),
  admin: "admin",
  issuer: "issuer",
  contracts: {
    gateway: "GuardedGateway",
    validatorSet: "ValidatorSet",
    sidechainGateway: "SidechainGateway",
  },
  validators,
  quorum: { numerator: 5, denominator: 9 },
  quorumAuthorizesPay: true,
  tokens: [{ symbol: "ETH", decimals: 18, kind: "wrapped", address: `0x${"c0".repeat(20)}` }],
  wallets: [{ chain: "mainchain", account: "alice", token: "ETH", amount: "2000000" }],
  guarded: {
    looseningDelay: 48 * hour,
    maxHold: 72 * hour,
    roles: {
      governor: ["governor"],
      pauser: ["pauser"],
      unpauser: ["unpauser"],
      canceller: ["canceller"],
      responder: ["responder"],
    },
    spares: { "validator-1": "spare" },
    guards,
  },
});

/** Opens a model with a full vault. Times are seconds from `start`. */
export function guardedBridge(...guards: readonly GuardSettings[]) {
  const world = worldOf(guards);
  const state = openState(world);
  const model = modelOf(state);
  let id = 0;
  const does = (command: Command, after = 0): Outcome =>
    model.execute(command, { at: start + after, event: 0 });
  const deposit = (amount: number, after = 0) =>
    does(
      {
        verb: "deposit",
        sender: "alice",
        owner: "alice",
        token: "ETH",
        amount: `${amount}` as Amount,
      },
      after,
    );
  deposit(1_000_000, -24 * 30 * hour);
  const payment = (amount: number | bigint, change: Partial<Withdrawal> = {}): Withdrawal => ({
    id: `${BigInt(++id)}`,
    token: "ETH",
    recipient: "thief",
    amount: toAmount(BigInt(amount)),
    ...change,
  });
  const submits = (
    withdrawal: Withdrawal,
    after = 0,
    by: readonly string[] = validators.slice(0, 5),
  ): Outcome => {
    const signatures = inCallOrder(
      by.map((signer) => ({ signer, over: withdrawal, mode: 1, form: "plain" })),
      world.accounts,
    );
    return does({ verb: "submitWithdrawal", sender: "thief", withdrawal, signatures }, after);
  };
  const releases = (withdrawal: Withdrawal, after: number) =>
    does({ verb: "release", sender: "thief", withdrawal }, after);
  return { world, state, model, does, deposit, payment, submits, releases };
}

/** What came of a command, in a word, and why. */
export const wordsOf = (outcome: Outcome): string =>
  outcome.status === "ok"
    ? "ok"
    : [outcome.error.name, outcome.error.args.reason, outcome.error.args.retryAt]
        .filter((word) => word !== undefined)
        .join(", ");

/** How a withdrawal is held; the outcome itself where it is not. */
export const heldBy = (outcome: Outcome) =>
  outcome.status === "info" ? outcome.error.args : outcome;
