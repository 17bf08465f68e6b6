import type { Trace } from "../trace/event.ts";
import { oncePerTrace, scenarioOf } from "../trace/trace.ts";
import { amountsIn, type Books, type Carried, openBooks, type Taint } from "./books.ts";
import { type Discipline, taintOf } from "./lots.ts";
import { type Hop, type Place, routeOf } from "./route.ts";
import { type Count, openCount, type Standings, type Status } from "./standing.ts";

/** How it stood from a step on. */
export type Moment = {
  readonly seq: number;
  readonly at: number;
  readonly standings: Standings;
};

/** A hop of stolen money. */
export type Link = Hop & Carried;

/** A place where stolen money is at the end. */
export type Rest = Place & {
  readonly status: Exclude<Status, "recovered">;
  /** All that is there, in base units of the token that is there. */
  readonly amount: bigint;
  /** What of it was stolen, or bought for what was stolen. */
  readonly tainted: bigint;
  readonly taint: Taint;
};

/** Where stolen money went. */
export type Trail = {
  /** One for each step that moved or stopped any; none where nothing was stolen. */
  readonly moments: readonly Moment[];
  readonly links: readonly Link[];
  readonly rests: readonly Rest[];
};

/**
 * Returns where stolen money went, where each hop is taken to spend the same share of everything
 * (`haircut`), or what came first (`fifo`). At each moment, what has become of it adds up to what was
 * taken, to the base unit, however often it was swapped.
 *
 * @example
 * trailOf.haircut(trace).moments.at(-1)?.standings.get("ETH")?.dark; // => 50n
 */
export const trailOf: { readonly [discipline in Discipline]: (trace: Trace) => Trail } = {
  haircut: oncePerTrace((trace) => follow(trace, "haircut")),
  fifo: oncePerTrace((trace) => follow(trace, "fifo")),
};

function follow(trace: Trace, discipline: Discipline): Trail {
  const { world } = scenarioOf(trace);
  const books = openBooks(world, discipline);
  const count = openCount(world);
  const links: Link[] = [];
  const moments: Moment[] = [];
  for (const event of routeOf(trace)) {
    if (event.kind === "stop") {
      if (!count.stop(event)) continue;
    } else {
      const link = moveOf(event, books, count);
      if (link === null) continue;
      links.push(link);
    }
    const { seq, at } = event;
    // A step with two hops is one moment.
    if (moments.at(-1)?.seq === seq) moments.pop();
    moments.push({ seq, at, standings: count.now() });
  }
  const rests = count.places().map(({ place, status, taint }) => ({
    ...place,
    status,
    ...amountsIn(books.at(place)),
    taint,
  }));
  return { moments, links, rests };
}

/** Enters a hop in the books and the count; `null` where nothing of it was stolen. */
function moveOf(hop: Hop, books: Books, count: Count): Link | null {
  const carried = books.move(hop);
  if (carried.taint.size === 0) return null;
  if (hop.isTheft && hop.from !== null) count.take(hop.from.token, hop.amount);
  if (hop.isHome) count.recover(carried.taint);
  for (const place of [hop.from, hop.to])
    if (place !== null) count.recount(place, taintOf(books.at(place)));
  return { ...hop, ...carried };
}
