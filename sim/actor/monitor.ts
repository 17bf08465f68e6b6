import type { Withdrawal } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import type { Amount } from "../core/units.ts";
import { type Actor, actPriority, type Intent, type View } from "../engine/actor.ts";
import type { MonitorRule, MonitorSpec } from "../scenario/actors.ts";
import { isOk, isVerb, type Step } from "../trace/trace.ts";
import { alarm, downUntil, early, happens, nextLook } from "./look.ts";
import { isOfWallets, walletMonitor } from "./wallet-monitor.ts";

/** A payment, or what is held, as a monitor got to see it. */
type Sighting = {
  readonly at: number;
  readonly withdrawal: Withdrawal;
  readonly isPaid: boolean;
  /** When its own node has it. */
  readonly visibleAt: number;
};

/**
 * Watches what any outsider can see of both chains, and raises the alarm when its rule is broken. It
 * looks at intervals, sees late, and misses some; who is honest it cannot know.
 */
export function monitor(spec: MonitorSpec): Actor {
  const { name, watches } = spec;
  if (isOfWallets(watches)) return walletMonitor(spec, watches);
  if (watches.rule === "told") return told(name, watches);
  let sightings: readonly Sighting[] = [];
  let pending: readonly Sighting[] = [];

  return {
    name,
    start: () => [],
    see: (step, view) => {
      const seen = sightingOf(step);
      if (seen === null || happens(spec.misses, view)) return [];
      const late = () => view.now + view.random.integer(spec.lag.min, spec.lag.max);
      const visibleAt = [late()];
      if (spec.reorgs !== undefined && happens(spec.reorgs, view)) visibleAt.push(late());
      pending = [...pending, ...visibleAt.map((at) => ({ ...seen, visibleAt: at }))];
      return visibleAt.map((at) => ({
        at: nextLook(at, spec.poll),
        priority: early,
        wake: "look",
      }));
    },
    wake: async (_note, view): Promise<readonly Intent[]> => {
      const back = downUntil(spec, view.now);
      if (back !== undefined) return [{ at: nextLook(back, spec.poll), wake: "look" }];
      const fresh = pending.filter(({ visibleAt }) => visibleAt <= view.now);
      pending = pending.filter(({ visibleAt }) => visibleAt > view.now);
      const since = watches.rule === "outflow" ? view.now - watches.window : view.now;
      sightings = [...sightings, ...fresh.filter(({ isPaid }) => isPaid)].filter(
        ({ at }) => at > since,
      );
      switch (watches.rule) {
        case "backing":
          return unbacked(spec, fresh, view);
        case "outflow":
          return excess(watches.limits, sightings, fresh, view.now);
        case "balance":
          return shortage(watches.least, fresh, view);
      }
    },
  };
}

/** What it is told of happened before, if in the same second. */
const afterActs = actPriority + 1;

/** Says at a moment what it was told; it looks at nothing. */
const told = (name: string, { at, says }: Extract<MonitorRule, { rule: "told" }>): Actor => ({
  name,
  start: () => [{ ...alarm(at, says), priority: afterActs }],
  see: () => [],
  wake: () => [],
});

function sightingOf(step: Step): Omit<Sighting, "visibleAt"> | null {
  const isPaid = isOk(step, "submitWithdrawal") || isOk(step, "release") || isOk(step, "unlock");
  const isHeld = isVerb(step, "submitWithdrawal") && step.status === "info";
  if (!isPaid && !isHeld) return null;
  return { at: step.at, withdrawal: step.action.withdrawal, isPaid };
}

/** Alarms about what has no request on the sidechain, as far as the monitor's history reaches. */
async function unbacked(
  spec: MonitorSpec,
  fresh: readonly Sighting[],
  view: View,
): Promise<readonly Intent[]> {
  const alarms: Intent[] = [];
  for (const { withdrawal, isPaid } of fresh) {
    const request = await view.read({ what: "withdrawal", withdrawalId: withdrawal.id });
    const isMissing = request === null || !isSame(request, withdrawal);
    if (!isMissing && !happens(spec.gaps, view)) continue;
    alarms.push(
      // What is paid can not be cancelled any more.
      alarm(
        view.now,
        `withdrawal ${withdrawal.id} has no request on the sidechain`,
        isPaid ? undefined : withdrawal,
      ),
    );
  }
  return alarms;
}

/** Alarms when what was paid within the window, which the sightings are of, reaches the limit. */
function excess(
  limits: { readonly [token: string]: Amount },
  sightings: readonly Sighting[],
  fresh: readonly Sighting[],
  now: number,
): readonly Intent[] {
  return [...new Set(fresh.map(({ withdrawal }) => withdrawal.token))].flatMap((token) => {
    const limit = limits[token];
    if (limit === undefined) return [];
    const paid = sightings
      .filter((seen) => seen.withdrawal.token === token)
      .reduce((sum, { withdrawal }) => sum + BigInt(withdrawal.amount), 0n);
    return paid < BigInt(limit)
      ? []
      : [alarm(now, `${paid} base units of ${token} were paid within the window`)];
  });
}

/** Alarms when the vault holds less than it should. */
async function shortage(
  least: { readonly [token: string]: Amount },
  fresh: readonly Sighting[],
  view: View,
): Promise<readonly Intent[]> {
  const alarms: Intent[] = [];
  for (const token of new Set(fresh.map(({ withdrawal }) => withdrawal.token))) {
    const limit = least[token];
    if (limit === undefined) continue;
    const vault = await view.read({ what: "vault", token });
    if (BigInt(vault) < BigInt(limit))
      alarms.push(alarm(view.now, `the vault holds ${vault} base units of ${token}`));
  }
  return alarms;
}
