import type { Trace } from "../trace/event.ts";
import { oncePerTrace } from "../trace/trace.ts";
import { placeKey } from "./books.ts";
import { type Place, routeOf } from "./route.ts";

/**
 * Returns every place that stolen money may have touched: where a single unit of it came, whatever
 * leaves is poisoned, all of it and for good. Whatever the rule by which it is shared out, it went no
 * further than this. It ends where it is home, and in a mixer.
 */
export const reachOf: (trace: Trace) => readonly Place[] = oncePerTrace((trace) => {
  const poisoned = new Map<string, Place>();
  for (const event of routeOf(trace)) {
    if (event.kind !== "hop" || event.isHome) continue;
    const { from, to, isTheft } = event;
    if (isTheft || (from !== null && poisoned.has(placeKey(from)))) poisoned.set(placeKey(to), to);
  }
  return [...poisoned.values()];
});
