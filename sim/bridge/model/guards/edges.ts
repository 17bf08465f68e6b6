import { day } from "../../../core/time.ts";
import { type CircuitBreaker, roomOf } from "./circuit-breaker.ts";
import type { DelayWithVeto } from "./delay-with-veto.ts";
import type { Guard } from "./guard.ts";
import { flowAt, type NetFlowEpoch } from "./net-flow-epoch.ts";
import type { PauseGuardian } from "./pause-guardian.ts";
import type { RecipientRules } from "./recipient-rules.ts";
import { countedIn, type RollingSum, sumAt } from "./rolling.ts";
import type { SlidingWindow } from "./sliding-window.ts";
import type { TieredQuorum } from "./tiered-quorum.ts";
import { levelAt, type TokenBucket } from "./token-bucket.ts";
import { leftToday, type UtcDayLimit } from "./utc-day-limit.ts";

/** Where a guard's answers change: for whoever draws values, or looks for the worst. */
export type Edges = {
  /** Whether the guard lets the token be paid at all. */
  readonly isListed: boolean;
  /** Amounts from which on, or up to which, a withdrawal of the token is treated otherwise. */
  readonly amounts: readonly bigint[];
  /** Seconds since 1970 at which an answer may become another by itself. */
  readonly times: readonly number[];
  /** Seconds after a withdrawal was held at which its answer may become another. */
  readonly waits?: readonly number[];
};

type Situation = {
  readonly token: string;
  /** What the vault has of it, in base units. */
  readonly balance: bigint;
  readonly now: number;
};

const anywhere: Edges = { isListed: true, amounts: [], times: [] };
const unlisted: Edges = { isListed: false, amounts: [], times: [] };

/** Returns where a guard's answers about a token change, as things stand. */
export function edgesOf(guard: Guard, situation: Situation): Edges {
  const { token } = situation;
  switch (guard.name) {
    case "utc-day-limit":
      return ofDays(guard.state as UtcDayLimit, situation);
    case "token-bucket":
      return ofBuckets(guard.state as TokenBucket, situation);
    case "sliding-window":
      return ofWindow(guard.state as SlidingWindow, situation);
    case "net-flow-epoch":
      return ofEpochs(guard.state as NetFlowEpoch, situation);
    case "circuit-breaker":
      return ofBreaker(guard.state as CircuitBreaker, situation);
    case "tiered-quorum": {
      const tiers = (guard.state as TieredQuorum).get(token) ?? [];
      const amounts = tiers.map(({ from }) => from);
      return tiers.length === 0 ? unlisted : { ...anywhere, amounts };
    }
    case "pause-guardian": {
      const threshold = (guard.state as PauseGuardian).thresholds.get(token);
      return threshold === undefined ? unlisted : { ...anywhere, amounts: [threshold] };
    }
    case "delay-with-veto":
      return { ...anywhere, waits: [(guard.state as DelayWithVeto).delay] };
    case "recipient-rules":
      return { ...anywhere, waits: [(guard.state as RecipientRules).firstDelay] };
    default:
      return anywhere;
  }
}

function ofDays(state: UtcDayLimit, { token, now }: Situation): Edges {
  const limit = state.limits.get(token);
  if (limit === undefined) return unlisted;
  const times = [(Math.floor(now / day) + 1) * day];
  return { isListed: true, amounts: [limit - leftToday(state, token, now), limit], times };
}

/** When it is full again it has room for all that it can have. */
function ofBuckets(state: TokenBucket, { token, now }: Situation): Edges {
  const bucket = state.get(token);
  if (bucket === undefined) return unlisted;
  const { capacity, rate } = bucket;
  const level = levelAt(bucket, now);
  const isFilling = rate > 0n && level < capacity;
  const times = isFilling ? [now + Number((capacity - level + rate - 1n) / rate)] : [];
  return { isListed: true, amounts: [level, capacity, level + rate], times };
}

function ofWindow(state: SlidingWindow, { token, now }: Situation): Edges {
  const of = state.tokens.get(token);
  if (of === undefined) return unlisted;
  const room = of.limit - sumAt(of.paid, state.window, now);
  const times = ends(of.paid, state.window);
  return { isListed: true, amounts: [room, of.limit, of.big], times, waits: [state.delay] };
}

function ofEpochs(state: NetFlowEpoch, { token, now }: Situation): Edges {
  const limit = state.limits.get(token);
  if (limit === undefined) return unlisted;
  const { epoch, inflow, outflow } = flowAt(state, token, now);
  const times = [(epoch + 1) * state.epoch];
  return { isListed: true, amounts: [limit + inflow - outflow, limit], times };
}

function ofBreaker(state: CircuitBreaker, { token, balance, now }: Situation): Edges {
  const of = state.tokens.get(token);
  if (of === undefined) return unlisted;
  const { window } = state;
  const times = [of.trippedUntil, ...ends(of.paid, window), ...ends(of.deposited, window)];
  return { isListed: true, amounts: [roomOf(of, window, balance, now), of.activeFrom], times };
}

/** The seconds in which what counts ceases to. */
const ends = (sum: RollingSum, window: number): readonly number[] =>
  countedIn(sum).map(({ at }) => at + window);
