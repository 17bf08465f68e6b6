import type { PerToken } from "../bridge/settings.ts";
import { day, hour } from "../core/time.ts";
import { type Amount, toAmount } from "../core/units.ts";
import type { Parameters, Values } from "../scenario/define.ts";
import { roninV2 } from "../scenario/parameters.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Defense } from "./defense.ts";
import { withGuard } from "./guarded.ts";
import { amountOf, chosen, durationOf, ether, sourced, usdCoin } from "./parameters.ts";

const { inputs } = roninV2;
const facts = "facts/parameters/ronin-v2.json";
const perDay = {
  ETH: BigInt(inputs["dailyLimit.ETH"].value),
  USDC: BigInt(inputs["dailyLimit.USDC"].value),
};
const locked = {
  ETH: BigInt(inputs["lockedFrom.ETH"].value),
  USDC: BigInt(inputs["lockedFrom.USDC"].value),
};

/** One amount for each of the two tokens, as parameters `NAME.ETH` and `NAME.USDC`. */
const perToken = (
  name: string,
  defaults: typeof perDay,
  said: ReturnType<typeof chosen>,
): Parameters => ({
  [`${name}.ETH`]: amountOf(ether, defaults.ETH, said),
  [`${name}.USDC`]: amountOf(usdCoin, defaults.USDC, said),
});

/** Reads them back for the tokens that the scenario has. */
const amountsFor = <T = Amount>(
  { world }: Scenario,
  values: Values,
  name: string,
  form: (amount: bigint, symbol: string) => T = (amount) => toAmount(amount) as T,
): PerToken<T> =>
  Object.fromEntries(
    world.tokens
      .filter(({ symbol }) => symbol in perDay)
      .map(({ symbol }) => [symbol, form(values.amount(`${name}.${symbol}`), symbol)]),
  );

const sameAsV2 = "the daily limit of June 2022, so that designs are compared at one size";

const utcDayLimit: Defense = {
  name: "utc-day-limit",
  kind: "guard",
  does: "What a UTC day pays stays below a limit; what would reach it is refused.",
  source: `Ronin V2 (${facts})`,
  parameters: perToken("limit", perDay, sourced("Limit of a UTC day.", facts)),
  apply: (scenario, values) =>
    withGuard(scenario, {
      guard: "utc-day-limit",
      limits: amountsFor(scenario, values, "limit"),
    }),
};

const tokenBucket: Defense = {
  name: "token-bucket",
  kind: "guard",
  does: "A bucket that refills evenly within a day; a payment takes its amount out, or is refused.",
  source: "Chainlink CCIP RateLimiter (smartcontractkit/chainlink-ccip at 7ab3fc522)",
  parameters: perToken("capacity", perDay, chosen("What the bucket holds.", sameAsV2)),
  apply: (scenario, values) =>
    withGuard(scenario, {
      guard: "token-bucket",
      buckets: amountsFor(scenario, values, "capacity", (capacity) => ({
        capacity: toAmount(capacity),
        rate: toAmount(capacity / BigInt(day)),
      })),
    }),
};

const slidingWindow: Defense = {
  name: "sliding-window",
  kind: "guard",
  does: "The last 24 hours pay at most a limit; what does not fit, and all large payments, wait 24 hours.",
  source: "Wormhole Governor (wormhole-foundation/wormhole at 640e18488, whitepaper 0007)",
  parameters: {
    ...perToken("limit", perDay, chosen("Limit of 24 hours.", sameAsV2)),
    ...perToken("big", locked, chosen("From this on a payment waits.", "locked tier of June 2022")),
    delay: durationOf(
      day,
      sourced("How long a held payment waits.", "wormhole-foundation/wormhole at 640e18488"),
    ),
  },
  apply: (scenario, values) =>
    withGuard(scenario, {
      guard: "sliding-window",
      limits: amountsFor(scenario, values, "limit", (limit, symbol) => ({
        limit: toAmount(limit),
        big: toAmount(values.amount(`big.${symbol}`)),
      })),
      window: day,
      delay: values.seconds("delay"),
    }),
};

const netFlowEpoch: Defense = {
  name: "net-flow-epoch",
  kind: "guard",
  does: "Payments less deposits of an epoch of six hours stay within a limit.",
  source: "Axelar FlowLimit (axelarnetwork/interchain-token-service at e4b857b)",
  parameters: perToken(
    "limit",
    { ETH: perDay.ETH / 4n, USDC: perDay.USDC / 4n },
    chosen("Limit of an epoch.", "a quarter of the daily limit of June 2022"),
  ),
  apply: (scenario, values) =>
    withGuard(scenario, {
      guard: "net-flow-epoch",
      limits: amountsFor(scenario, values, "limit"),
      epoch: 6 * hour,
    }),
};

const circuitBreaker: Defense = {
  name: "circuit-breaker",
  kind: "guard",
  does: "Trips, and holds, when a day's net outflow would take more than a quarter of the vault.",
  source: "ERC-7265 circuit breaker v1 (DeFi-Circuit-Breaker at 3960a05); a draft",
  parameters: {
    ...perToken(
      "activeFrom",
      { ETH: 1000n * 10n ** 18n, USDC: 1_000_000n * 10n ** 6n },
      chosen("Below this liquidity it does not work.", "no source gives one for this bridge"),
    ),
    cooldown: durationOf(
      3 * day,
      chosen("How long it stays tripped.", "no source gives one for this bridge"),
    ),
  },
  apply: (scenario, values) =>
    withGuard(scenario, {
      guard: "circuit-breaker",
      limits: amountsFor(scenario, values, "activeFrom", (activeFrom) => ({
        retainedBps: 7_500,
        activeFrom: toAmount(activeFrom),
      })),
      window: day,
      cooldown: values.seconds("cooldown"),
    }),
};

/** Guards that bound how much leaves in a span of time. */
export const limitGuards: readonly Defense[] = [
  utcDayLimit,
  tokenBucket,
  slidingWindow,
  netFlowEpoch,
  circuitBreaker,
];
