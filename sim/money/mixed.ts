import { type Mixer, nodeOf, venueOf } from "../bridge/venue.ts";
import type { Trace } from "../trace/event.ts";
import { isOk, oncePerTrace, scenarioOf, stepsOf } from "../trace/trace.ts";
import { trailOf } from "./trail.ts";

/**
 * Who was paid by a mixer after stolen money had gone into it. Nothing links a payment to a deposit but
 * amount, which is the same for all of a mixer, and time.
 */
export type Suspect = {
  readonly mixer: Mixer;
  readonly recipient: string;
  /** How often it was paid since then, and when first and last. */
  readonly payments: number;
  readonly first: { readonly seq: number; readonly at: number };
  readonly last: { readonly seq: number; readonly at: number };
  /** Deposits before the last of them, of which each payment could be of any earlier one. */
  readonly deposits: number;
  /** How many of those deposits had stolen money in them, by the haircut. */
  readonly stolen: number;
};

/** Returns who may have been paid with stolen money by mixers, in the order of their first payment. */
export const suspectsOf: (trace: Trace) => readonly Suspect[] = oncePerTrace((trace) => {
  const { world } = scenarioOf(trace);
  const tainted = new Set(
    trailOf
      .haircut(trace)
      .links.filter(({ to }) => to.node.startsWith("mixer:"))
      .map(({ seq }) => seq),
  );
  const counts = new Map<string, { readonly deposits: number; readonly stolen: number }>();
  const suspects = new Map<string, Suspect>();
  for (const step of stepsOf(trace)) {
    if (isOk(step, "mix")) {
      const { deposits, stolen } = counts.get(step.action.venue) ?? { deposits: 0, stolen: 0 };
      const isStolen = tainted.has(step.seq);
      counts.set(step.action.venue, {
        deposits: deposits + 1,
        stolen: stolen + (isStolen ? 1 : 0),
      });
    }
    if (!isOk(step, "unmix")) continue;
    const { venue, recipient } = step.action;
    const count = counts.get(venue);
    if (count === undefined || count.stolen === 0) continue;
    const mixer = venueOf(world, "mixer", venue);
    const key = `${nodeOf(mixer)} ${recipient}`;
    const before = suspects.get(key);
    const last = { seq: step.seq, at: step.at };
    const payments = (before?.payments ?? 0) + 1;
    suspects.set(key, { mixer, recipient, payments, first: before?.first ?? last, last, ...count });
  }
  return [...suspects.values()];
});
