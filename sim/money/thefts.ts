import type { Trace } from "../trace/event.ts";
import { oncePerTrace } from "../trace/trace.ts";
import { routeOf } from "./route.ts";

/** One step by which money got out of its owners' hands. */
export type Theft = {
  readonly seq: number;
  readonly at: number;
  /** Who did it; of a payment, who submitted it. */
  readonly actor: string;
  readonly token: string;
  /** In base units. */
  readonly amount: bigint;
  /** The account that it was in; `vault` of a bridge. */
  readonly from: string;
};

/** Returns what was stolen, in order, one for each step; `routeOf` says what counts as stolen. */
export const theftsOf: (trace: Trace) => readonly Theft[] = oncePerTrace((trace) => {
  const thefts: Theft[] = [];
  for (const event of routeOf(trace)) {
    if (event.kind !== "hop" || !event.isTheft || event.from === null) continue;
    const { seq, at, actor, amount, from } = event;
    const last = thefts.at(-1);
    if (last?.seq === seq) thefts[thefts.length - 1] = { ...last, amount: last.amount + amount };
    else thefts.push({ seq, at, actor, token: from.token, amount, from: from.node });
  }
  return thefts;
});
