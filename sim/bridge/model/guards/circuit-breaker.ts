import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, refuse, trip } from "./guard.ts";
import { addTo, emptySum, type RollingSum, sumAt } from "./rolling.ts";

type Settings = Extract<GuardSettings, { guard: "circuit-breaker" }>;

type Token = {
  /** In ten-thousandths. */
  readonly retained: bigint;
  readonly activeFrom: bigint;
  readonly paid: RollingSum;
  readonly deposited: RollingSum;
  /** The first second at which payments may go on. */
  trippedUntil: number;
};

export type CircuitBreaker = {
  readonly window: number;
  readonly cooldown: number;
  readonly tokens: ReadonlyMap<string, Token>;
};

/**
 * Of the liquidity at the window's start its share must stay, rounded up; where there was less than
 * `activeFrom`, no more than that may leave, net. A new withdrawal that would break it trips: the
 * token is paused, and all is held until the cooldown is over (ERC-7265).
 */
export const circuitBreaker: GuardModel<Settings, CircuitBreaker> = {
  open: ({ limits, window, cooldown }) => {
    const tokens = Object.entries(limits).map(
      ([token, { retainedBps, activeFrom }]): [string, Token] => [
        token,
        {
          retained: BigInt(retainedBps),
          activeFrom: BigInt(activeFrom),
          paid: emptySum(),
          deposited: emptySum(),
          trippedUntil: 0,
        },
      ],
    );
    return { window, cooldown, tokens: new Map(tokens) };
  },
  assess: (state, request) => {
    const token = state.tokens.get(request.token);
    if (token === undefined || token.retained === 0n) return refuse("token not listed", 0);
    const { trippedUntil } = token;
    if (request.now < trippedUntil) return hold("cooling down", trippedUntil, trippedUntil);
    if (request.amount <= roomOf(token, state.window, request.vault.balance, request.now))
      return allow;
    if (request.phase === "release") return hold("too much at once", 0, 0);
    const until = request.now + state.cooldown;
    return trip("too much at once", until, until);
  },
  onHeld: (state, request) => {
    const token = state.tokens.get(request.token);
    if (token === undefined || request.now < token.trippedUntil) return;
    if (request.amount > roomOf(token, state.window, request.vault.balance, request.now))
      token.trippedUntil = request.now + state.cooldown;
  },
  onPaid: (state, { token, amount, now }) => {
    const paid = state.tokens.get(token)?.paid;
    if (paid) addTo(paid, amount, now);
  },
  onDeposited: (state, { token, received, now }) => {
    const deposited = state.tokens.get(token)?.deposited;
    if (deposited) addTo(deposited, received, now);
  },
};

const allBps = 10_000n;

const atLeastZero = (value: bigint): bigint => (value > 0n ? value : 0n);

/** What may leave now. */
export function roomOf(token: Token, window: number, balance: bigint, now: number): bigint {
  const paid = sumAt(token.paid, window, now);
  const deposited = sumAt(token.deposited, window, now);
  const liquidity = atLeastZero(balance + paid - deposited);
  if (liquidity < token.activeFrom) return atLeastZero(token.activeFrom + deposited - paid);
  const floor = (liquidity * token.retained + allBps - 1n) / allBps;
  return atLeastZero(balance - floor);
}
