import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { day, hour } from "../core/time.ts";

/** What a strategy is told of the theft that it varies. */
export type Theft = {
  /** When the incident's first payment came, in seconds since 1970. */
  readonly at: number;
  /** When the run ends. */
  readonly end: number;
  /** Seconds from the first payment to the pause, where the attacker is given to know; else `null`. */
  readonly pausedAfter: number | null;
};

/**
 * A way of taking as much as a defense lets through. Strategies know the defense: its limits, its
 * tiers, its delays and what others have used up are on the chain for everybody to read.
 */
export type Strategy = {
  readonly name: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** The moments at which it acts, ascending. */
  readonly moments: (theft: Theft) => readonly number[];
  /**
   * What it brings at a moment: `capacity`: as much as is paid at once, in as many withdrawals as it
   * takes; `whole`: the tokens of which all that it wants is paid at once; a number: everything, in
   * so many parts, whether it is paid or held.
   */
  readonly brings: "capacity" | "whole" | number;
  /** Whether it leaves a part of what would be paid, so that honest use does not trip anything. */
  readonly leavesRoom?: boolean;
  /** Whether it acts after each deposit of somebody else's, too, once the theft has begun. */
  readonly ridesOnInflow?: boolean;
};

const nextDay = (at: number): number => (Math.floor(at / day) + 1) * day;

/** The beginnings of all spans of a length from a moment on. */
function edges(from: number, end: number, length: number): readonly number[] {
  const first = (Math.floor(from / length) + 1) * length;
  const count = Math.max(0, Math.ceil((end - first) / length));
  return Array.from({ length: count }, (_, index) => first + index * length);
}

/** Every strategy that an adapted attacker tries; the best of them counts. */
export const strategies: readonly Strategy[] = [
  {
    name: "smash",
    does: "Takes as much as is paid at once, when the incident did, split below every tier.",
    moments: ({ at }) => [at],
    brings: "capacity",
  },
  {
    name: "daily",
    does: "Takes what is paid at once, then again at each midnight UTC.",
    moments: ({ at, end }) => [at, ...edges(at, end, day)],
    brings: "capacity",
  },
  {
    name: "midnight",
    does: "Waits for the last second of the UTC day, takes two days' worth within two seconds, then each midnight.",
    moments: ({ at, end }) => [nextDay(at) - 1, ...edges(at, end, day)],
    brings: "capacity",
  },
  {
    name: "stealthy",
    does: "Takes each UTC day's worth in its last second, so that honest users are refused late.",
    moments: ({ at, end }) => edges(at, end, day).map((edge) => edge - 1),
    brings: "capacity",
  },
  {
    name: "epoch-edges",
    does: "Takes what is paid on both sides of an epoch's edge, then at every further edge of six hours.",
    moments: ({ at, end }) => {
      const all = edges(at, end, 6 * hour);
      return all.length === 0 ? [at] : [(all[0] ?? at) - 1, ...all];
    },
    brings: "capacity",
  },
  {
    name: "trickle",
    does: "Takes what is paid at once, then whatever has come free, every hour.",
    moments: ({ at, end }) => [at, ...edges(at, end, hour)],
    brings: "capacity",
  },
  {
    name: "inflow",
    does: "Takes what is paid at once, and right after each deposit what that has made free.",
    moments: ({ at }) => [at],
    brings: "capacity",
    ridesOnInflow: true,
  },
  {
    name: "with-room",
    does: "Takes all but a twenty-fifth of what is paid at once, then again a day and a second later, so that honest use trips nothing.",
    moments: ({ at, end }) => {
      const count = Math.max(0, Math.ceil((end - at) / (day + 1)));
      return Array.from({ length: count }, (_, index) => at + index * (day + 1));
    },
    brings: "capacity",
    leavesRoom: true,
  },
  {
    name: "unlimited-token",
    does: "Takes only the tokens of which everything is paid at once, and leaves alone what a limit watches.",
    moments: ({ at }) => [at],
    brings: "whole",
  },
  {
    name: "last-moment",
    does: "Takes what is paid at once, what has come free every hour, and the rest in the last second before the pause, of which it has heard.",
    moments: ({ at, end, pausedAfter }) => {
      const last = Math.min(end, at + (pausedAfter ?? end - at)) - 1;
      const count = Math.max(0, Math.ceil((last - at) / hour) - 1);
      const between = Array.from({ length: count }, (_, index) => at + (index + 1) * hour);
      return last > at ? [at, ...between, last] : [at];
    },
    brings: "capacity",
  },
  {
    name: "wait-out",
    does: "Brings everything at once, one withdrawal a token, and has released what is held as soon as that goes.",
    moments: ({ at }) => [at],
    brings: 1,
  },
  {
    name: "flood",
    does: "Fills the queue with everything in fifty parts at once, and has them released as soon as that goes.",
    moments: ({ at }) => [at],
    brings: 50,
  },
];

/**
 * Returns the strategy of a name.
 *
 * @throws InputError when there is none, with the nearest name.
 */
export function strategyNamed(name: string): Strategy {
  const found = strategies.find((strategy) => strategy.name === name);
  if (found !== undefined) return found;
  const names = strategies.map((strategy) => strategy.name);
  throw new InputError(
    `"${name}" is no strategy of attack; the nearest is "${nearest(name, names)}".`,
    { docsPath: "docs/errors.md#unknown-strategy" },
  );
}
