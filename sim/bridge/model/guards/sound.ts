import type { Refusal } from "../../port.ts";
import type { GuardSettings } from "../../settings.ts";

/** Why a guard cannot be set up: the contract, and what it throws then. */
export type Unsound = { readonly contract: string; readonly error: Refusal };

const tiersMost = 16;
const watchersMost = 32;
const allBps = 10_000;

/** Returns why a guard cannot be set up as it is wanted, or `null`. */
export function unsoundIn(settings: GuardSettings): Unsound | null {
  switch (settings.guard) {
    case "token-bucket":
      return ofBuckets(settings);
    case "sliding-window":
      return settings.window === 0 || settings.delay === 0
        ? unsound("SlidingWindow", "DurationIsZero")
        : null;
    case "circuit-breaker":
      return ofBreaker(settings);
    case "tiered-quorum":
      return ofTiers(settings);
    case "backing-attestation":
      return ofWatchers(settings);
    default:
      return null;
  }
}

type Of<Name extends GuardSettings["guard"]> = Extract<GuardSettings, { readonly guard: Name }>;

function ofBuckets({ buckets }: Of<"token-bucket">): Unsound | null {
  const found = Object.values(buckets).find(
    ({ capacity, rate }) => BigInt(rate) > BigInt(capacity),
  );
  if (found === undefined) return null;
  const { rate, capacity } = found;
  return unsound("TokenBucket", "RateAboveCapacity", { rate, capacity });
}

function ofBreaker({ limits, window, cooldown }: Of<"circuit-breaker">): Unsound | null {
  if (window === 0 || cooldown === 0) return unsound("CircuitBreaker", "DurationIsZero");
  const found = Object.values(limits).find(({ retainedBps }) => retainedBps > allBps);
  return found === undefined
    ? null
    : unsound("CircuitBreaker", "ShareTooLarge", { retainedBps: `${found.retainedBps}` });
}

/** Tiers ascend by amount, their shares do not descend, and none is nothing or above one. */
function ofTiers({ tiers }: Of<"tiered-quorum">): Unsound | null {
  for (const list of Object.values(tiers)) {
    if (list.length > tiersMost)
      return unsound("TieredQuorum", "TooManyTiers", { most: `${tiersMost}` });
    for (const [index, { from, quorum }] of list.entries()) {
      const { numerator, denominator } = quorum;
      const tier = { tier: `${index}` };
      if (numerator === 0 || numerator > denominator)
        return unsound("TieredQuorum", "ShareUnsound", tier);
      const before = list[index - 1];
      if (before === undefined) continue;
      const isLess = numerator * before.quorum.denominator < before.quorum.numerator * denominator;
      if (BigInt(from) <= BigInt(before.from) || isLess)
        return unsound("TieredQuorum", "TiersNotAscending", tier);
    }
  }
  return null;
}

function ofWatchers({ watchers, needed }: Of<"backing-attestation">): Unsound | null {
  const count = new Set(watchers).size;
  if (count > watchersMost)
    return unsound("BackingAttestation", "TooManyWatchers", { most: `${watchersMost}` });
  return needed === 0 || needed > count
    ? unsound("BackingAttestation", "NeededUnsound", {
        needed: `${needed}`,
        watchers: `${count}`,
      })
    : null;
}

export const unsound = (contract: string, name: string, args: Refusal["args"] = {}): Unsound => ({
  contract,
  error: { name, args },
});
