import type { Withdrawal } from "../bridge/port.ts";
import type { Ratio } from "../core/units.ts";
import type { Intent, View } from "../engine/actor.ts";
import type { MonitorSpec } from "../scenario/actors.ts";

/** A look comes before what happens in the same second, so that the response can, too. */
export const early = 0;

/** The first look at or after a moment; looks are at multiples of the interval. */
export const nextLook = (at: number, poll: number): number => Math.ceil(at / poll) * poll;

/** Until when a monitor does not work that is down now. */
export const downUntil = ({ down }: MonitorSpec, now: number): number | undefined =>
  down.find(({ from, until }) => from <= now && now < until)?.until;

/** Draws whether something happens that happens so often. */
export const happens = ({ numerator, denominator }: Ratio, view: View): boolean =>
  numerator > 0 && view.random.integer(1, denominator) <= numerator;

/** @param about The withdrawal that it is about, if it is about one. */
export const alarm = (at: number, reason: string, about?: Withdrawal): Intent => ({
  at,
  priority: early,
  action: { verb: "alarm", reason, ...(about === undefined ? {} : { about }) },
});
