import type { OpenBridge, World } from "../bridge/port.ts";
import { day, hour } from "../core/time.ts";
import type { Happening, Played } from "./play.ts";
import { openPlay } from "./play.ts";
import { paymentsIn, sum } from "./windows.ts";

/** A thief brings nothing that is less than this part of what it wants. */
const parts = 1024n;

/**
 * Takes as much as the guard lets pass now: asks for everything, and for half of it whenever that
 * is refused. What is held counts as not taken.
 */
async function takeAll(
  { take }: Played,
  token: string,
  wanted: bigint,
  after: number,
): Promise<bigint> {
  let amount = wanted;
  let taken = 0n;
  let wait = after;
  while (amount > 0n && amount >= wanted / parts && taken < wanted) {
    // Never more than is wanted in all.
    if (amount > wanted - taken) amount = wanted - taken;
    const { outcome } = await take({ do: "withdraw", after: wait, token, amount });
    wait = 0;
    if (outcome === "paid") taken += amount;
    else if (outcome === "held") return taken;
    else amount /= 2n;
  }
  return taken;
}

/** What a thief with a quorum of keys gets, who comes again and again and takes what passes. */
export type Loss = {
  readonly token: string;
  readonly wanted: bigint;
  readonly firstMoment: bigint;
  readonly firstDay: bigint;
  readonly sixDays: bigint;
};

const visits = { every: 6 * hour, for: 6 * day };

/** Has a thief come every six hours, for the six days that nobody noticed anything in 2022. */
export async function greedyLoss(
  world: World,
  open: OpenBridge,
  token: string,
  wanted: bigint,
): Promise<Loss> {
  const played = await openPlay(world, open);
  try {
    const firstMoment = await takeAll(played, token, wanted, 1);
    const start = world.start + 1;
    const taken = () => sum(paymentsIn(played.happenings));
    for (let at = visits.every; at <= visits.for && taken() < wanted; at += visits.every)
      await takeAll(played, token, wanted - taken(), visits.every);
    const within = (seconds: number) =>
      sum(paymentsIn(played.happenings).filter(({ at }) => at < start + seconds));
    return { token, wanted, firstMoment, firstDay: within(day), sixDays: taken() };
  } finally {
    await played.close();
  }
}

/** What it takes an outsider with money of its own to use a guard up, so that others wait. */
export type Griefing = {
  /** Base units that go out and come in again; they are not lost. */
  readonly capital: bigint;
  readonly withdrawals: number;
  /** Hours until an honest withdrawal is paid again; `null`: not within a week. */
  readonly hours: number | null;
};

const week = 7 * 24;

/**
 * Has an outsider withdraw as much of its own money as passes, and looks hour by hour when an honest
 * withdrawal of a small amount passes again.
 *
 * @returns `null` where nothing can be used up in that way.
 */
export async function griefing(
  world: World,
  open: OpenBridge,
  token: string,
  capital: bigint,
  small: bigint,
): Promise<Griefing | null> {
  const played = await openPlay(world, open);
  const honest = async (after: number): Promise<Happening["outcome"]> =>
    (await played.take({ do: "withdraw", after, token, amount: small })).outcome;
  try {
    if ((await honest(1)) !== "paid") return null;
    const spent = await takeAll(played, token, capital, 0);
    const rest = await untilRefused(played, token, capital / parts, small);
    if (rest === null) return null;
    const withdrawals = played.happenings.filter(({ outcome }) => outcome === "paid").length - 1;
    for (let hours = 1; hours <= week; hours += 1)
      if ((await honest(hour)) === "paid") return { capital: spent + rest, withdrawals, hours };
    return { capital: spent + rest, withdrawals, hours: null };
  } finally {
    await played.close();
  }
}

/** Fills what is left down to the small amount; `null`: it never fills up. */
async function untilRefused(
  { take }: Played,
  token: string,
  most: bigint,
  small: bigint,
): Promise<bigint | null> {
  let amount = most > small ? most : small;
  let spent = 0n;
  for (let tries = 0; tries < 64; tries += 1) {
    const { outcome } = await take({ do: "withdraw", after: 0, token, amount });
    if (outcome === "paid") spent += amount;
    else if (amount === small) return spent;
    else amount = amount / 2n > small ? amount / 2n : small;
  }
  return null;
}
