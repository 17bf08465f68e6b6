import { keccak256, stringToHex } from "viem";
import type { Address } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import type { GuardName, GuardSettings, PerToken } from "../settings.ts";
import { addressOf } from "./call.ts";
import type { Part } from "./gateway.ts";
import { placeOwn } from "./own.ts";
import type { Site } from "./site.ts";

/**
 * Deploys the guards of a gateway that is not open yet and puts them into its stack, in order; one
 * that pauses a token by its answer gets the power to.
 */
export async function placeGuards(
  site: Site,
  gateway: Address,
  guards: readonly GuardSettings[],
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const settings of guards) {
    if (settings.guard === "own") {
      const own = await placeOwn(site, gateway, settings);
      await site.write("GuardedGateway", gateway, "addGuard", [own.address]);
      parts.push(own);
      continue;
    }
    const plan = plans[settings.guard] as Plan<GuardName>;
    const { contract = plan.contract } = settings;
    const address = await site.put(contract, [gateway, ...plan.argumentsOf(settings, site)]);
    await site.write("GuardedGateway", gateway, "addGuard", [address]);
    if (plan.mayTrip)
      await site.write("GuardedGateway", gateway, "setGuardPowers", [address, true, false]);
    parts.push({ name: settings.guard, contract, address });
  }
  return parts;
}

/** `NetFlowEpoch.EPOCH_SECONDS`. */
const epochSeconds = 21_600;

type SettingsOf<Name extends GuardName> = Extract<GuardSettings, { readonly guard: Name }>;

/** How a guard is made of its settings. */
type Plan<Name extends GuardName> = {
  readonly contract: string;
  /** Whether it needs the power to pause a token. */
  readonly mayTrip?: true;
  /** What its constructor takes after the gateway. */
  readonly argumentsOf: (settings: SettingsOf<Name>, site: Site) => readonly unknown[];
};

const plans: { readonly [Name in GuardName]: Plan<Name> } = {
  "utc-day-limit": {
    contract: "UtcDayLimit",
    argumentsOf: ({ limits }, site) => [
      byToken(site, limits, (token, limit) => ({ token, limit: BigInt(limit) })),
    ],
  },
  "token-bucket": {
    contract: "TokenBucket",
    argumentsOf: ({ buckets }, site) => [
      byToken(site, buckets, (token, { capacity, rate }) => ({
        token,
        capacity: BigInt(capacity),
        rate: BigInt(rate),
      })),
    ],
  },
  "sliding-window": {
    contract: "SlidingWindow",
    argumentsOf: ({ limits, window, delay }, site) => [
      window,
      delay,
      byToken(site, limits, (token, { limit, big }) => ({
        token,
        limit: BigInt(limit),
        big: BigInt(big),
      })),
    ],
  },
  "net-flow-epoch": {
    contract: "NetFlowEpoch",
    argumentsOf: ({ limits, epoch }, site) => {
      if (epoch !== epochSeconds)
        throw new InputError(
          `The epoch of net-flow-epoch is ${epochSeconds} seconds, and not ${epoch}: the contract has no other.`,
        );
      return [byToken(site, limits, (token, limit) => ({ token, limit: BigInt(limit) }))];
    },
  },
  "circuit-breaker": {
    contract: "CircuitBreaker",
    mayTrip: true,
    argumentsOf: ({ limits, window, cooldown }, site) => [
      window,
      cooldown,
      byToken(site, limits, (token, { retainedBps, activeFrom }) => ({
        token,
        retainedBps,
        activeFrom: BigInt(activeFrom),
      })),
    ],
  },
  "delay-with-veto": {
    contract: "DelayWithVeto",
    argumentsOf: ({ delay }, { world }) => [
      world.tokens.map(({ address }) => ({ token: address, delay })),
    ],
  },
  "tiered-quorum": {
    contract: "TieredQuorum",
    argumentsOf: ({ tiers }, site) => [
      byToken(site, tiers, (token, ofToken) => ({
        token,
        tiers: ofToken.map(({ from, quorum }) => ({ from: BigInt(from), ...quorum })),
      })),
    ],
  },
  "operator-cap": {
    contract: "OperatorCap",
    argumentsOf: ({ operators, cap }, site) => [
      cap,
      entriesOf(operators).map(([signer, operator]) => ({
        signer: addressOf(site, signer),
        operator: keccak256(stringToHex(operator)),
      })),
    ],
  },
  "backing-attestation": {
    contract: "BackingAttestation",
    argumentsOf: ({ watchers, needed }, site) => [allOf(site, watchers), needed],
  },
  "pause-guardian": {
    contract: "PauseGuardian",
    mayTrip: true,
    argumentsOf: ({ thresholds, guardians }, site) => [
      byToken(site, thresholds, (token, threshold) => ({ token, threshold: BigInt(threshold) })),
      allOf(site, guardians),
    ],
  },
  "recipient-rules": {
    contract: "RecipientRules",
    argumentsOf: ({ refused, firstDelay }, site) => [firstDelay, allOf(site, refused)],
  },
};

const allOf = (site: Site, names: readonly string[]): readonly Address[] =>
  names.map((name) => addressOf(site, name));

/** The members of an object by name: a world that was written down and read again is the same. */
const entriesOf = <T>(object: { readonly [name: string]: T }): readonly [string, T][] =>
  Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));

function byToken<T, U>(
  { world }: Site,
  settings: PerToken<T>,
  made: (token: Address, of: T) => U,
): readonly U[] {
  return world.tokens.flatMap(({ symbol, address }) => {
    const of = settings[symbol];
    return of === undefined ? [] : [made(address, of)];
  });
}
