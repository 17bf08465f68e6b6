import type { ChainName, Command } from "../bridge/port.ts";
import { honestAccounts } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf, stepsOf } from "../trace/trace.ts";

/** Whose money a line of the plot shows; what it is called is `holderNames`. */
export type Holder = "vault" | "attacker" | "honestClaims" | "honestWallets";

export const holderNames: { readonly [holder in Holder]: string } = {
  vault: "vault",
  attacker: "attacker, mainchain",
  honestClaims: "honest users, sidechain",
  honestWallets: "honest users, mainchain",
};

/** What everybody holds from a moment on, until the next point. */
export type BalancePoint = {
  readonly at: number;
  /** The trace event after which it is so; `null` at the start and at the end. */
  readonly seq: number | null;
} & { readonly [holder in Holder]: bigint };

/**
 * Returns how much of a token the vault, the attacker and honest users hold over time, in base
 * units: a point at the start, one after each event that changed something, and one at the end. The
 * honest users' balance on the sidechain is what the vault owes them.
 */
export function balancesOverTime(trace: Trace, token: string): readonly BalancePoint[] {
  const scenario = scenarioOf(trace);
  const holderOf = holders(trace);
  const known = new Map<string, bigint>();
  const sums = { vault: 0n, attacker: 0n, honestClaims: 0n, honestWallets: 0n };
  const put = (chain: ChainName, account: string, amount: bigint): boolean => {
    const holder = holderOf(chain, account);
    if (holder === null) return false;
    const place = `${chain} ${account}`;
    const change = amount - (known.get(place) ?? 0n);
    known.set(place, amount);
    sums[holder] += change;
    return change !== 0n;
  };
  for (const wallet of scenario.world.wallets)
    if (wallet.token === token) put(wallet.chain, wallet.account, BigInt(wallet.amount));
  const points: BalancePoint[] = [{ at: scenario.start, seq: null, ...sums }];
  for (const step of stepsOf(trace)) {
    if (step.status !== "ok") continue;
    let isChanged = false;
    for (const balance of step.balances) {
      if (balance.token !== token) continue;
      isChanged = put(balance.chain, balance.account, BigInt(balance.amount)) || isChanged;
    }
    if (isChanged) points.push({ at: step.at, seq: step.seq, ...sums });
  }
  points.push({ at: Math.max(scenario.end, points.at(-1)?.at ?? 0), seq: null, ...sums });
  return points;
}

/** Returns who an account is in the plot; the attacker is whoever acts and is not honest. */
function holders(trace: Trace): (chain: ChainName, account: string) => Holder | null {
  const scenario = scenarioOf(trace);
  const honest = honestAccounts(scenario);
  const attackers = attackerAccounts(trace);
  return (chain, account) => {
    if (account === "vault" || scenario.custodian?.wallets.includes(account))
      return chain === "mainchain" ? "vault" : null;
    if (honest.has(account)) return chain === "mainchain" ? "honestWallets" : "honestClaims";
    return attackers.has(account) && chain === "mainchain" ? "attacker" : null;
  };
}

/** Returns the accounts that belong to those who attack: thieves, scripts, and who they pay. */
export function attackerAccounts(trace: Trace): ReadonlySet<string> {
  const scenario = scenarioOf(trace);
  const honest = honestAccounts(scenario);
  return new Set(
    scenario.actors
      .flatMap((actor) => {
        if (actor.kind === "thief") {
          const paid = actor.payments.map(({ withdrawal }) => withdrawal.recipient);
          return [actor.name, ...paid, ...recipientsOf(actor.acts ?? [])];
        }
        if (actor.kind === "robber") return [actor.name];
        if (actor.kind !== "script" || actor.isHonest) return [];
        return [actor.name, ...actor.accounts, ...recipientsOf(actor.steps)];
      })
      .filter((account) => !honest.has(account)),
  );
}

/** Returns who would be paid by the withdrawals that are brought to the gateway. */
const recipientsOf = (steps: readonly { readonly command: Command }[]): readonly string[] =>
  steps.flatMap(({ command }) =>
    command.verb === "submitWithdrawal" ? [command.withdrawal.recipient] : [],
  );
