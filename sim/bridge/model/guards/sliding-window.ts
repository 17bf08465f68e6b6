import type { Amount } from "../../../core/units.ts";
import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, type Request, refuse } from "./guard.ts";
import { addTo, emptySum, type RollingSum, sumAt } from "./rolling.ts";

type Settings = Extract<GuardSettings, { guard: "sliding-window" }>;

type Token = { readonly limit: bigint; readonly big: bigint; readonly paid: RollingSum };

export type SlidingWindow = {
  readonly window: number;
  readonly delay: number;
  readonly tokens: ReadonlyMap<string, Token>;
};

/**
 * Withdrawals of the last `window` seconds stay within the limit. What does not fit, and all from
 * `big` on, waits: until it fits, if it is not big, or for `delay` seconds, and is then paid and
 * not counted (Wormhole's Governor).
 */
export const slidingWindow: GuardModel<Settings, SlidingWindow> = {
  open: ({ limits, window, delay }) => ({
    window,
    delay,
    tokens: new Map(Object.entries(limits).map(([token, limit]) => [token, openToken(limit)])),
  }),
  assess: (state, request) => {
    const token = state.tokens.get(request.token);
    if (token === undefined || token.limit === 0n) return refuse("token not listed", 0);
    const due = dueAt(state, request);
    if (hasWaited(state, request)) return allow;
    if (request.amount >= token.big) return hold("big", due, due);
    const paid = sumAt(token.paid, state.window, request.now);
    return paid + request.amount <= token.limit ? allow : hold("window full", 0, due);
  },
  onPaid: (state, request) => {
    const paid = state.tokens.get(request.token)?.paid;
    if (paid && !hasWaited(state, request)) addTo(paid, request.amount, request.now);
  },
};

const openToken = ({ limit, big }: { readonly limit: Amount; readonly big: Amount }): Token => ({
  limit: BigInt(limit),
  big: BigInt(big),
  paid: emptySum(),
});

/** From when on a withdrawal is released in any case. */
const dueAt = ({ delay }: SlidingWindow, { phase, heldSince, now }: Request): number =>
  (phase === "release" ? heldSince : now) + delay;

const hasWaited = (state: SlidingWindow, request: Request): boolean =>
  request.phase === "release" && request.now >= dueAt(state, request);
