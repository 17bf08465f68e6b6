import type { OpenBridge, World } from "../bridge/port.ts";
import { dueQueue } from "../core/queue.ts";
import { day, hour } from "../core/time.ts";
import { openPlay } from "./play.ts";

/** An honest withdrawal: when it was asked for, in seconds since the beginning, and how much. */
export type Asked = { readonly after: number; readonly token: string; readonly amount: bigint };

/** What a guard costs those who withdraw their own money. */
export type Price = {
  readonly withdrawals: number;
  readonly delayed: number;
  /** Not paid within a week of trying. */
  readonly blocked: number;
  /** Longest wait of those who were paid, in seconds. */
  readonly longestWait: number;
};

type Due = {
  readonly asked: Asked;
  /** Its number at the bridge, once it is held there. */
  readonly held: number | null;
};

const patience = 7 * day;

/** Brings honest withdrawals as they were asked for; what is refused is brought again after an hour, later after a quarter of the wait. */
export async function honestPrice(
  world: World,
  open: OpenBridge,
  traffic: readonly Asked[],
): Promise<Price> {
  const played = await openPlay(world, open);
  const queue = dueQueue<Due>();
  for (const asked of traffic)
    queue.push({ at: asked.after, priority: 0, item: { asked, held: null } });
  const waits: number[] = [];
  let now = 0;
  try {
    for (let due = queue.pop(); due !== undefined; due = queue.pop()) {
      const { at, item } = due;
      const { asked, held } = item;
      const after = at - now;
      now = at;
      const { outcome, why, which } = await played.take(
        held === null
          ? { do: "withdraw", after, token: asked.token, amount: asked.amount }
          : { do: "release", after, which: held },
      );
      if (outcome === "paid") waits.push(at - asked.after);
      if (outcome === "paid" || at - asked.after >= patience) continue;
      const hint = Number(why?.args.notBefore ?? why?.args.retryAt ?? "0") - world.start;
      const pause = Math.max(hour, Math.floor((at - asked.after) / 4));
      const next = hint > at ? hint : at + pause;
      queue.push({
        at: next,
        priority: 1,
        item: { asked, held: outcome === "held" ? which : held },
      });
    }
  } finally {
    await played.close();
  }
  return {
    withdrawals: traffic.length,
    delayed: waits.filter((wait) => wait > 0).length,
    blocked: traffic.length - waits.length,
    longestWait: Math.max(0, ...waits),
  };
}
