import { openModel } from "../bridge/model/model.ts";
import type { Outcome, World } from "../bridge/port.ts";
import { addressOf, byAddress, privateKeyOf } from "../core/accounts.ts";
import { dueQueue } from "../core/queue.ts";
import { randomStream } from "../core/random.ts";
import { day, hour } from "../core/time.ts";
import { toAmount } from "../core/units.ts";
import { roninTraffic } from "../scenario/facts.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { drawArrival, withdrawalAtRank } from "../scenario/traffic.ts";

/** What a defense costs honest users over the whole of a bridge's real traffic. */
export type HonestPrice = {
  readonly withdrawals: number;
  /** In base units. */
  readonly value: bigint;
  /** Paid, but later than without the defense. */
  readonly delayed: {
    readonly count: number;
    readonly value: bigint;
    readonly valueSeconds: bigint;
  };
  /** Not paid within a week of trying. */
  readonly blocked: { readonly count: number; readonly value: bigint };
};

type Withdrawal = { readonly id: bigint; readonly amount: bigint; readonly askedAt: number };

type Due = {
  readonly what: "deposit" | "attest" | "unpause" | "submit" | "release" | "unlock";
  readonly of: Withdrawal;
};

const crowd = "crowd";
const patience = 7 * day;
const unlockAfter = 4 * hour;
/** How long people look at what tripped a guard before they start the token again. */
const lookFor = 4 * hour;

/**
 * Puts all 19,218 real withdrawals through a defended mainchain gateway, on the model: each is deposited
 * some hours before, brought with the signatures of all validators, released as soon as that goes, and
 * tried again for a week. Sizes are the real ones, each once; which came when is drawn.
 *
 * @returns The price, or why the data cannot tell it.
 */
export function honestPrice({ world, seed }: Scenario): HonestPrice | { readonly why: string } {
  const guards = world.guarded?.guards ?? [];
  if (guards.some(({ guard }) => guard === "recipient-rules"))
    return { why: "the traffic's data do not say which withdrawals went to one recipient" };
  if (guards.some(({ guard }) => guard === "pause-guardian"))
    return { why: "nobody is modelled who looks at what a pause guardian has held" };
  const bridge = openModel(crowdedWorld(world));
  const signers = byAddress(world.validators, world.accounts);
  const withdrawals = realTraffic(seed);
  const watchers = guards.flatMap((guard) => ("watchers" in guard ? guard.watchers : []));
  const queue = dueQueue<Due>();
  const stay = randomStream(seed, "price/stay");
  for (const of of withdrawals) {
    const at = of.askedAt - stay.integer(hour, 6 * hour);
    queue.push({ at, priority: 0, item: { what: "deposit", of } });
    if (watchers.length > 0)
      queue.push({ at: of.askedAt, priority: 0, item: { what: "attest", of } });
    queue.push({ at: of.askedAt, priority: 1, item: { what: "submit", of } });
  }
  const paidAt = new Map<bigint, number>();
  for (let due = queue.pop(); due !== undefined; due = queue.pop()) {
    const { at, item } = due;
    if (item.what === "attest") {
      for (const sender of watchers)
        bridge.execute(
          { verb: "attest", sender, withdrawal: withdrawalOf(item.of) },
          { at, event: 0 },
        );
      continue;
    }
    const outcome = bridge.execute(commandOf(world, signers, item), { at, event: 0 });
    if (item.what === "deposit" || item.what === "unpause") continue;
    if (outcome.status === "ok") paidAt.set(item.of.id, at);
    if (outcome.status === "info" && outcome.error.args.tripped === "true")
      queue.push({ at: at + lookFor, priority: 0, item: { what: "unpause", of: item.of } });
    const next = nextTry(world, item, outcome, at);
    if (next !== null && next.at <= item.of.askedAt + patience) queue.push(next);
  }
  return priceOf(withdrawals, paidAt);
}

/** The vault, the crowd and nobody else; watchers attest at once what really was asked for. */
function crowdedWorld(world: World): World {
  const start = 0;
  const ether = world.tokens.find(({ symbol }) => symbol === "ETH")?.symbol ?? "ETH";
  return {
    ...world,
    start,
    accounts: { ...world.accounts, [crowd]: addressOf(privateKeyOf(world.seed, crowd)) },
    wallets: [{ chain: "mainchain", account: crowd, token: ether, amount: toAmount(10n ** 27n) }],
  };
}

let drawn: { readonly seed: number; readonly traffic: readonly Withdrawal[] } | undefined;

/**
 * Every real withdrawal once; the large come when chance says, as the small do. It is the same for
 * every defense, and drawn once.
 */
export function realTraffic(seed: number): readonly Withdrawal[] {
  if (drawn?.seed !== seed) drawn = { seed, traffic: drawTraffic(seed) };
  return drawn.traffic;
}

function drawTraffic(seed: number): readonly Withdrawal[] {
  const { count } = roninTraffic.sizes.value;
  const chance = randomStream(seed, "price/arrivals");
  return Array.from({ length: count }, (_, rank) => ({
    id: BigInt(rank),
    amount: withdrawalAtRank(rank),
    askedAt: drawArrival(chance, "2022-01-02", "2022-03-28"),
  })).toSorted((a, b) => a.askedAt - b.askedAt);
}

/** A withdrawal of the traffic, as it is brought to the gateway. */
export const withdrawalOf = ({ id, amount }: Withdrawal) => ({
  id: toAmount(id),
  token: "ETH",
  recipient: crowd,
  amount: toAmount(amount),
});

function commandOf(world: World, signers: readonly string[], { what, of }: Due) {
  const amount = toAmount(of.amount);
  if (what === "deposit")
    return { verb: "deposit", sender: crowd, owner: crowd, token: "ETH", amount } as const;
  if (what === "unpause") {
    const sender = world.guarded?.roles.unpauser[0] ?? world.admin;
    return { verb: "unpause", sender, chain: "mainchain", token: "ETH" } as const;
  }
  const withdrawal = withdrawalOf(of);
  if (what === "release" || what === "unlock") {
    const sender = what === "unlock" ? (world.roninV2?.unlockers[0] ?? crowd) : crowd;
    return { verb: what, sender, withdrawal } as const;
  }
  const signatures = signers.map(
    (signer) => ({ signer, over: withdrawal, mode: 1, form: "plain" }) as const,
  );
  return { verb: "submitWithdrawal", sender: crowd, withdrawal, signatures } as const;
}

/** Returns what is tried next, when something was held or refused. */
function nextTry(world: World, { what, of }: Due, outcome: Outcome, at: number) {
  if (outcome.status === "ok") return null;
  const isHeld = outcome.status === "info" || what === "release";
  const verb = !isHeld ? what : world.roninV2 === undefined ? "release" : "unlock";
  const { args } = outcome.error;
  const hint = Number(args.notBefore ?? args.retryAt ?? args.nextDayAt ?? "0");
  const later = verb === "unlock" ? at + unlockAfter : hint > at ? hint : at + hour;
  return { at: later, priority: 1, item: { what: verb, of } } as const;
}

function priceOf(
  withdrawals: readonly Withdrawal[],
  paidAt: ReadonlyMap<bigint, number>,
): HonestPrice {
  const sum = (list: readonly Withdrawal[]) =>
    list.reduce((total, { amount }) => total + amount, 0n);
  const wait = ({ id, askedAt }: Withdrawal) => (paidAt.get(id) ?? askedAt) - askedAt;
  const delayed = withdrawals.filter((one) => wait(one) > 0);
  const blocked = withdrawals.filter(({ id }) => !paidAt.has(id));
  return {
    withdrawals: withdrawals.length,
    value: sum(withdrawals),
    delayed: {
      count: delayed.length,
      value: sum(delayed),
      valueSeconds: delayed.reduce((total, one) => total + one.amount * BigInt(wait(one)), 0n),
    },
    blocked: { count: blocked.length, value: sum(blocked) },
  };
}
