import type { World } from "../bridge/port.ts";
import type { GuardName, GuardSettings, RoninV2Settings } from "../bridge/settings.ts";
import { addressOf, privateKeyOf } from "../core/accounts.ts";
import { hour } from "../core/time.ts";
import { agreementWorld } from "./world.ts";

/** Accounts that only the later gateways know. */
const officials = [
  "unlocker",
  "pauser",
  "unpauser",
  "canceller",
  "governor",
  "responder",
  "watcher-1",
  "watcher-2",
  "watcher-3",
  "spare-1",
  "spare-2",
] as const;

const accounts = {
  ...agreementWorld.accounts,
  ...Object.fromEntries(
    officials.map((name) => [name, addressOf(privateKeyOf(agreementWorld.seed, name))]),
  ),
};

const roninV2: RoninV2Settings = {
  highTierQuorum: { numerator: 5, denominator: 9 },
  unlockers: ["unlocker"],
  pausers: ["pauser"],
  limits: {
    ETH: { highTier: "3000", locked: "40000", unlockFee: 2_500, daily: "10000" },
    USDC: { highTier: "5000", locked: "5000", unlockFee: 1_000_000, daily: "700" },
    GONE: { highTier: "100", locked: "1000", unlockFee: 0, daily: "500" },
  },
};

/** The bridge of `agreementWorld` with the gateway as it came back. Every amount of SLP is held. */
export const v2World: World = {
  ...agreementWorld,
  accounts,
  contracts: { ...agreementWorld.contracts, gateway: "RoninGatewayV2" },
  roninV2,
};

/** The same on the eve of its upgrade. */
export const upgradeWorld: World = {
  ...v2World,
  accounts: { ...accounts, unwrapper: `0x${"4f".repeat(20)}` },
  roninV2: { ...roninV2, next: { contract: "RoninGatewayV3", unwrapper: "unwrapper" } },
};

/** Returns the bridge of `agreementWorld` with a stack of guards. */
export const guardedWorld = (guards: readonly GuardSettings[]): World => ({
  ...agreementWorld,
  accounts,
  contracts: { ...agreementWorld.contracts, gateway: "GuardedGateway" },
  guarded: {
    looseningDelay: 48 * hour,
    maxHold: 72 * hour,
    roles: {
      governor: ["governor"],
      pauser: ["pauser"],
      unpauser: ["unpauser"],
      canceller: ["canceller"],
      responder: ["responder"],
    },
    spares: { "validator-1": "spare-1", "validator-5": "spare-2" },
    guards,
  },
});

const ninths = (numerator: number) => ({ numerator, denominator: 9 });

/** Each guard as it is tried alone. What it does not list, it refuses. */
export const guardSamples: { readonly [name in GuardName]: GuardSettings } = {
  "utc-day-limit": { guard: "utc-day-limit", limits: { ETH: "10000", USDC: "900", GONE: "50" } },
  "token-bucket": {
    guard: "token-bucket",
    buckets: {
      ETH: { capacity: "9000", rate: "3" },
      USDC: { capacity: "700", rate: "0" },
    },
  },
  "sliding-window": {
    guard: "sliding-window",
    limits: { ETH: { limit: "10000", big: "6000" }, USDC: { limit: "900", big: "5000" } },
    window: 24 * hour,
    delay: 12 * hour,
  },
  "net-flow-epoch": {
    guard: "net-flow-epoch",
    limits: { ETH: "8000", USDC: "900", GONE: "50" },
    epoch: 6 * hour,
  },
  "circuit-breaker": {
    guard: "circuit-breaker",
    limits: {
      ETH: { retainedBps: 7_001, activeFrom: "20000" },
      SLP: { retainedBps: 5_000, activeFrom: "300" },
    },
    window: 4 * hour,
    cooldown: 8 * hour,
  },
  "delay-with-veto": { guard: "delay-with-veto", delay: 24 * hour },
  "tiered-quorum": {
    guard: "tiered-quorum",
    tiers: {
      ETH: [
        { from: "1000", quorum: ninths(4) },
        { from: "50000", quorum: ninths(8) },
      ],
      USDC: [{ from: "0", quorum: { numerator: 1, denominator: 1 } }],
    },
  },
  "operator-cap": {
    guard: "operator-cap",
    operators: {
      "validator-1": "sky",
      "validator-2": "sky",
      "validator-3": "sky",
      "validator-4": "axie",
      "validator-5": "axie",
      "validator-6": "stable",
      "validator-7": "animoca",
      "spare-1": "sky",
    },
    cap: 1,
  },
  "backing-attestation": {
    guard: "backing-attestation",
    watchers: ["watcher-1", "watcher-2", "watcher-3"],
    needed: 2,
  },
  "pause-guardian": {
    guard: "pause-guardian",
    thresholds: { ETH: "20000", USDC: "900", GONE: "50" },
    guardians: ["watcher-1"],
  },
  "recipient-rules": {
    guard: "recipient-rules",
    refused: ["outsider"],
    firstDelay: 2 * hour,
  },
};

const everything = <const T>(of: T) => ({ ETH: of, USDC: of, SLP: of, GONE: of });

/** Each guard as it is tried in stacks beside the other: wider, and with every token listed. */
export const guardVariants: { readonly [name in GuardName]: GuardSettings } = {
  "utc-day-limit": { guard: "utc-day-limit", limits: everything("60000") },
  "token-bucket": {
    guard: "token-bucket",
    buckets: {
      ...everything({ capacity: "30000", rate: "100" }),
      SLP: { capacity: "340282366920938463463374607431768211455", rate: "1" },
    },
  },
  "sliding-window": {
    guard: "sliding-window",
    limits: everything({ limit: "50000", big: "40000" }),
    window: hour,
    delay: 6 * hour,
  },
  "net-flow-epoch": {
    guard: "net-flow-epoch",
    limits: everything("70000"),
    epoch: 6 * hour,
  },
  "circuit-breaker": {
    guard: "circuit-breaker",
    limits: everything({ retainedBps: 5_000, activeFrom: "0" }),
    window: 24 * hour,
    cooldown: hour,
  },
  "delay-with-veto": { guard: "delay-with-veto", delay: 60 },
  "tiered-quorum": {
    guard: "tiered-quorum",
    tiers: {
      ...everything([{ from: "10000", quorum: ninths(5) }]),
      SLP: [{ from: "7", quorum: { numerator: 1, denominator: 1_000 } }],
    },
  },
  "operator-cap": {
    guard: "operator-cap",
    operators: Object.fromEntries(
      agreementWorld.validators.map((name, index) => [name, `operator-${index % 4}`]),
    ),
    cap: 2,
  },
  "backing-attestation": {
    guard: "backing-attestation",
    watchers: ["watcher-3", "watcher-1"],
    needed: 1,
  },
  "pause-guardian": {
    guard: "pause-guardian",
    thresholds: everything("100000"),
    guardians: [],
  },
  "recipient-rules": { guard: "recipient-rules", refused: ["refuser"], firstDelay: 0 },
};
