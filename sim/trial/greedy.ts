import type { World } from "../bridge/port.ts";
import { day, hour } from "../core/time.ts";
import { openPlay, type Played, type Stage } from "./play.ts";
import { paymentsIn, sum } from "./windows.ts";

/** A thief brings nothing that is less than this part of what it wants. */
const parts = 1024n;

/** Somebody who takes as much of a token as the guard lets pass. */
type Taker = {
  readonly played: Played;
  readonly token: string;
  /** Most that is taken in all. */
  readonly wanted: bigint;
  /** What is less is not brought. */
  readonly least: bigint;
  /** Withdrawals that are held, by number, and what they come to. */
  readonly held: Map<number, bigint>;
  /** How often the gateway may still be asked; at 0 it is not, and amounts are halved instead. */
  questions: number;
  /** How often something may still be brought. */
  left: number;
  /** What passed last, which often passes again. */
  last: bigint;
  /** How often the gateway said that nothing passes. */
  denials: number;
};

const questionsMost = 4_096;

const takerOf = (played: Played, token: string, wanted: bigint, least: bigint): Taker => ({
  ...{ played, token, wanted, least, last: 0n, denials: 0, left: Number(parts) },
  questions: questionsMost,
  held: new Map(),
});

const takenBy = ({ played, token }: Taker): bigint =>
  sum(paymentsIn(played.happenings).filter((paid) => paid.token === token));

/** Takes what passes at a time: first what is held, then the most that passes, again and again. */
async function takeAt(taker: Taker, at: number): Promise<void> {
  for (const which of [...taker.held.keys()]) {
    const after = at - taker.played.now();
    const { outcome, why } = await taker.played.take({ do: "release", after, which });
    if (outcome === "paid" || why?.name === "NotHeld") taker.held.delete(which);
  }
  while (taker.left > 0) {
    const rest = taker.wanted - takenBy(taker) - sum([...taker.held.values()].map(asAmount));
    if (rest < taker.least || rest <= 0n) return;
    const isTaken = await (taker.questions > 0 ? takeMost : takeHalving)(taker, rest, at);
    if (!isTaken) return;
  }
}

const asAmount = (amount: bigint) => ({ amount });

/** Asks for everything, and for half of it whenever that is refused. */
async function takeHalving(taker: Taker, rest: bigint, at: number): Promise<boolean> {
  for (let amount = rest; amount >= taker.least && amount > 0n; amount /= 2n)
    if (await bring(taker, amount, at)) return true;
  return false;
}

/** Brings the most that the gateway says would pass, or be held where nothing passes. */
async function takeMost(taker: Taker, rest: bigint, at: number): Promise<boolean> {
  const passing = await mostThat(taker, rest, at, "allow");
  const most = passing > 0n ? passing : await mostThat(taker, rest, at, "hold");
  if (most > 0n && (await bring(taker, most, at))) return true;
  // What is said and what is done must be the same; a guard that can tell them apart may lie.
  const isOtherwise = most > 0n || (await isDenialFalse(taker, rest, at));
  if (isOtherwise) taker.questions = 0;
  return isOtherwise;
}

/** Brings what is said not to pass: at first every part that it halves into, then one at a time. */
async function isDenialFalse(taker: Taker, rest: bigint, at: number): Promise<boolean> {
  taker.denials += 1;
  if (taker.denials === 1) return takeHalving(taker, rest, at);
  const halvings = BigInt(taker.denials % 10);
  return bring(taker, rest / 2n ** halvings + 1n, at);
}

/** Returns the most that is answered so: halves until something is, and then bisects; 0: nothing. */
async function mostThat(
  taker: Taker,
  rest: bigint,
  at: number,
  action: "allow" | "hold",
): Promise<bigint> {
  const { played, token, least, last } = taker;
  const after = at - played.now();
  const isSo = async (amount: bigint) => {
    taker.questions = Math.max(0, taker.questions - 1);
    return (await played.foresee({ do: "withdraw", after, token, amount })).action === action;
  };
  if (await isSo(rest)) return rest;
  if (last > 0n && last < rest && (await isSo(last)) && !(await isSo(last + 1n))) return last;
  let above = rest;
  let most = rest / 2n;
  while (!(await isSo(most))) {
    above = most;
    most /= 2n;
    if (most < least || most === 0n) return 0n;
  }
  while (above - most > 1n) {
    const middle = (above + most) / 2n;
    if (await isSo(middle)) most = middle;
    else above = middle;
  }
  return most;
}

async function bring(taker: Taker, amount: bigint, at: number): Promise<boolean> {
  const { played, token, held } = taker;
  const after = at - played.now();
  taker.left -= 1;
  const { outcome, which } = await played.take({ do: "withdraw", after, token, amount });
  if (outcome === "held" && which !== null) held.set(which, amount);
  if (outcome !== "refused") taker.last = amount;
  return outcome !== "refused";
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
  stage: Stage,
  token: string,
  wanted: bigint,
): Promise<Loss> {
  const played = await openPlay(world, stage);
  try {
    const thief = takerOf(played, token, wanted, wanted / parts);
    const start = world.start + 1;
    for (let at = 0; at <= visits.for && takenBy(thief) < wanted; at += visits.every)
      await takeAt(thief, start + at);
    const within = (seconds: number) =>
      sum(paymentsIn(played.happenings).filter(({ at }) => at < start + seconds));
    return {
      ...{ token, wanted, firstMoment: within(1), firstDay: within(day) },
      sixDays: takenBy(thief),
    };
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
  stage: Stage,
  token: string,
  capital: bigint,
  small: bigint,
): Promise<Griefing | null> {
  const played = await openPlay(world, stage);
  const passes = async (after: number) =>
    (await played.take({ do: "withdraw", after, token, amount: small })).outcome === "paid";
  try {
    if (!(await passes(1))) return null;
    const outsider = takerOf(played, token, capital, small);
    await takeAt(outsider, played.now());
    const spent = takenBy(outsider) - small;
    const withdrawals = played.happenings.filter(({ outcome }) => outcome === "paid").length - 1;
    if (await passes(0)) return null;
    for (let hours = 1; hours <= week; hours += 1)
      if (await passes(hour)) return { capital: spent, withdrawals, hours };
    return { capital: spent, withdrawals, hours: null };
  } finally {
    await played.close();
  }
}
