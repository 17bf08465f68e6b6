import type { CommandOf, Signature, World } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import { type Book, isOne } from "./history.ts";
import { kindOf } from "./property.ts";

type Submission = CommandOf<"submitWithdrawal">;

/** Whether a signature is its signer's at a gateway, were it over what is submitted. */
function isWellFormed(world: World, signature: Extract<Signature, { signer: string }>): boolean {
  const kind = kindOf(world);
  // Nothing that V1 has signed names a gateway: a signature for another one is as good.
  if (signature.form === "parity" || signature.form === "elsewhere") return kind === "v1";
  return signature.form !== "mirrored" || kind !== "guarded";
}

/** Returns the distinct accounts whose valid signatures over the withdrawal were handed over. */
export function trueSigners(world: World, command: Submission): readonly string[] {
  const { withdrawal, signatures } = command;
  const names = signatures.flatMap((one) =>
    "signer" in one && isOne(one.over, withdrawal) && isWellFormed(world, one) ? [one.signer] : [],
  );
  return [...new Set(names)];
}

/** Returns how many of some accounts count at the moment. */
export const votesOf = ({ validators }: Book, names: readonly string[]): number =>
  names.filter((name) => validators.includes(name)).length;

/** Returns for how many some accounts count: an operator's keys for no more than the cap on them. */
export function countedVotes({ guarded }: World, book: Book, names: readonly string[]): number {
  const guard = guarded?.guards.find((one) => one.guard === "operator-cap");
  if (guard?.guard !== "operator-cap") return votesOf(book, names);
  const keys = new Map<string, number>();
  for (const name of names) {
    const operator = guard.operators[name];
    if (operator === undefined || !book.validators.includes(name)) continue;
    keys.set(operator, (keys.get(operator) ?? 0) + 1);
  }
  return [...keys.values()].reduce((sum, count) => sum + Math.min(count, guard.cap), 0);
}

/** Returns how many votes a withdrawal takes at the moment. */
export function votesNeeded(world: World, book: Book, { withdrawal }: Submission): number {
  const { roninV2 } = world;
  const { token, amount } = withdrawal;
  const isHigh =
    roninV2 !== undefined && BigInt(roninV2.limits[token]?.highTier ?? 0) <= BigInt(amount);
  const total = book.validators.length + book.vacant;
  const least = requiredVotes(isHigh ? roninV2.highTierQuorum : book.quorum, total);
  const tier = tierOf(world, token, BigInt(amount));
  return tier === undefined ? least : Math.max(least, requiredVotes(tier.quorum, total));
}

/** The tier of a guard that an amount belongs to. */
function tierOf({ guarded }: World, token: string, amount: bigint) {
  const guard = guarded?.guards.find((one) => one.guard === "tiered-quorum");
  if (guard?.guard !== "tiered-quorum") return undefined;
  return (guard.tiers[token] ?? []).findLast(({ from }) => BigInt(from) <= amount);
}

/** Whether accounts ascend by their addresses, as gateways want signers to. */
export const isAscending = ({ accounts }: World, names: readonly string[]): boolean =>
  names.every(
    (name, at) => at === 0 || (accounts[names[at - 1] ?? ""] ?? "") < (accounts[name] ?? ""),
  );
