import { day } from "../../../core/time.ts";
import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "utc-day-limit" }>;

export type UtcDayLimit = {
  readonly limits: ReadonlyMap<string, bigint>;
  /** What left on the last day on which something did, by token. */
  readonly days: Map<string, { readonly day: number; readonly amount: bigint }>;
};

/** What leaves on a day in UTC must stay below the limit; the limit itself is refused (Ronin V2). */
export const utcDayLimit: GuardModel<Settings, UtcDayLimit> = {
  open: ({ limits }) => ({
    limits: new Map(Object.entries(limits).map(([token, limit]) => [token, BigInt(limit)])),
    days: new Map(),
  }),
  assess: (state, { token, amount, now }) => {
    const limit = state.limits.get(token) ?? 0n;
    if (limit === 0n) return refuse("token not listed", 0);
    if (amount >= limit) return refuse("limit of a day", 0);
    return leftToday(state, token, now) + amount < limit
      ? allow
      : refuse("limit of this day", (dayOf(now) + 1) * day);
  },
  onPaid: (state, { token, amount, now }) => {
    const left = leftToday(state, token, now) + amount;
    state.days.set(token, { day: dayOf(now), amount: left });
  },
};

const dayOf = (now: number): number => Math.floor(now / day);

/** Returns what left of a token on the present day. */
export function leftToday({ days }: UtcDayLimit, token: string, now: number): bigint {
  const last = days.get(token);
  return last?.day === dayOf(now) ? last.amount : 0n;
}
