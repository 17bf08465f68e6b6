import type { Actor, Intent, View } from "../engine/actor.ts";
import type { MonitorRule, MonitorSpec } from "../scenario/actors.ts";
import { isOk, type Step } from "../trace/trace.ts";
import { alarm, downUntil, early, happens, nextLook } from "./look.ts";

type WalletRule = Extract<MonitorRule, { rule: "payment" | "reserve" }>;

/** A payment as the monitor got to see it. */
type Payment = {
  readonly sender: string;
  readonly token: string;
  readonly amount: bigint;
  /** When its own node has it. */
  readonly visibleAt: number;
};

/** Whether a rule is about wallets, and not about a bridge. */
export const isOfWallets = (rule: MonitorRule): rule is WalletRule =>
  rule.rule === "payment" || rule.rule === "reserve";

/**
 * Watches what leaves wallets that are known to be somebody's, as anybody can; it looks at
 * intervals, sees late, and misses some. Of one wallet's token it speaks once.
 */
export function walletMonitor(spec: MonitorSpec, rule: WalletRule): Actor {
  const said = new Set<string>();
  let pending: readonly Payment[] = [];
  const watched = new Set(
    rule.rule === "payment" ? rule.wallets : rule.reserves.map(({ account }) => account),
  );
  return {
    name: spec.name,
    start: () => [],
    see: (step, view) => {
      const seen = paymentIn(step);
      if (seen === null || !watched.has(seen.sender) || happens(spec.misses, view)) return [];
      const visibleAt = view.now + view.random.integer(spec.lag.min, spec.lag.max);
      pending = [...pending, { ...seen, visibleAt }];
      return [{ at: nextLook(visibleAt, spec.poll), priority: early, wake: "look" }];
    },
    wake: async (_note, view): Promise<readonly Intent[]> => {
      const back = downUntil(spec, view.now);
      if (back !== undefined) return [{ at: nextLook(back, spec.poll), wake: "look" }];
      const fresh = pending.filter(({ visibleAt }) => visibleAt <= view.now);
      pending = pending.filter(({ visibleAt }) => visibleAt > view.now);
      const found =
        rule.rule === "payment" ? large(rule.limits, fresh) : await low(rule.reserves, fresh, view);
      return found.flatMap(({ about, reason }) => {
        if (said.has(about)) return [];
        said.add(about);
        return [alarm(view.now, reason)];
      });
    },
  };
}

type Finding = { readonly about: string; readonly reason: string };

const paymentIn = (step: Step): Omit<Payment, "visibleAt"> | null =>
  isOk(step, "transfer")
    ? {
        sender: step.action.sender,
        token: step.action.token,
        amount: BigInt(step.action.amount),
      }
    : null;

const large = (
  limits: Extract<WalletRule, { rule: "payment" }>["limits"],
  fresh: readonly Payment[],
): readonly Finding[] =>
  fresh.flatMap(({ sender, token, amount }) => {
    const limit = limits[token];
    if (limit === undefined || amount < BigInt(limit)) return [];
    const reason = `${amount} base units of ${token} left ${sender} at once`;
    return [{ about: `${sender} ${token}`, reason }];
  });

async function low(
  reserves: Extract<WalletRule, { rule: "reserve" }>["reserves"],
  fresh: readonly Payment[],
  view: View,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { account, token, least } of reserves) {
    if (!fresh.some((payment) => payment.sender === account && payment.token === token)) continue;
    const has = await view.read({ what: "balance", chain: "mainchain", account, token });
    if (BigInt(has) >= BigInt(least)) continue;
    const reason = `${account} holds ${has} base units of ${token}`;
    findings.push({ about: `${account} ${token}`, reason });
  }
  return findings;
}
