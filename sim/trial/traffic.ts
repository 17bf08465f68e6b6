import type { World } from "../bridge/port.ts";
import { dueQueue } from "../core/queue.ts";
import { day, hour } from "../core/time.ts";
import { openPlay, type Stage } from "./play.ts";

/** An honest withdrawal: when it was asked for, in seconds since the beginning, and how much. */
export type Asked = { readonly after: number; readonly token: string; readonly amount: bigint };

/** An honest withdrawal as it was asked for somewhere, in seconds since 1970. */
export type Wish = { readonly at: number; readonly token: string; readonly amount: bigint };

/** Returns withdrawals as they come to a bench: moved by whole days, so that the time of day stays. */
export function movedTo(start: number, wishes: readonly Wish[]): readonly Asked[] {
  const [first] = wishes;
  if (first === undefined) return [];
  const shift = Math.ceil((start + 1 - first.at) / day) * day;
  return wishes.map(({ at, ...what }) => ({ after: at + shift - start, ...what }));
}

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

/**
 * Brings honest withdrawals as they were asked for, once the gateway says that they will pass; what
 * will not is looked at again after an hour, later after a quarter of the wait.
 */
export async function honestPrice(
  world: World,
  stage: Stage,
  traffic: readonly Asked[],
): Promise<Price> {
  const played = await openPlay(world, stage);
  const queue = dueQueue<Due>();
  for (const asked of traffic)
    queue.push({ at: asked.after, priority: 0, item: { asked, held: null } });
  const waits: number[] = [];
  try {
    for (let due = queue.pop(); due !== undefined; due = queue.pop()) {
      const { at, item } = due;
      const { asked } = item;
      const { isPaid, held, until } = await tried(played, item, world.start + at);
      if (isPaid) waits.push(at - asked.after);
      if (isPaid || at - asked.after >= patience) continue;
      const hint = until - world.start;
      const pause = Math.max(hour, Math.floor((at - asked.after) / 4));
      queue.push({ at: hint > at ? hint : at + pause, priority: 1, item: { asked, held } });
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

type Tried = Pick<Due, "held"> & {
  readonly isPaid: boolean;
  /** From when on it may be otherwise, in seconds since 1970; 0: nobody says. */
  readonly until: number;
};

/** Releases what is held, or brings what is said to pass. */
async function tried(
  { take, foresee, now }: Awaited<ReturnType<typeof openPlay>>,
  { asked: { token, amount }, held }: Due,
  at: number,
): Promise<Tried> {
  const after = at - now();
  const step = { do: "withdraw", after, token, amount } as const;
  if (held === null) {
    const { action, until } = await foresee(step);
    if (action === "refuse") return { isPaid: false, held, until };
  }
  const { outcome, why, which } = await take(
    held === null ? step : { do: "release", after, which: held },
  );
  return {
    isPaid: outcome === "paid",
    held: outcome === "held" ? which : held,
    until: Number(why?.args.notBefore ?? why?.args.retryAt ?? "0"),
  };
}
