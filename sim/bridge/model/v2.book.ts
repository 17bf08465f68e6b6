import { invariant } from "../../core/invariant.ts";
import type { Ratio } from "../../core/units.ts";
import type { Withdrawal, World } from "../port.ts";

/** What one token may leave with; amounts in base units. */
export type TokenLimits = {
  readonly highTier: bigint;
  readonly locked: bigint;
  readonly daily: bigint;
  /** In millionths. */
  readonly unlockFee: bigint;
};

/** What left of a token on a day in UTC, counted from 1970. */
export type DayCount = { readonly day: number; readonly amount: bigint };

/** A withdrawal, and whose signatures it was submitted with. */
type Submitted = { readonly withdrawal: Withdrawal; readonly signers: readonly string[] };

/** What an upgradeable gateway remembers of its logic. */
export type UpgradeBook = {
  /** Whether the next logic is behind the proxy, and not the first. */
  isNext: boolean;
  /** The last step of the initialization that was made. */
  version: number;
  /** The operators in that place of the storage which the present logic does not look at. */
  elsewhere: readonly string[];
};

/** What `RoninGatewayV2` remembers beyond what every gateway does. */
export type V2Book = {
  readonly highTierQuorum: Ratio;
  readonly unlockers: readonly string[];
  readonly pausers: readonly string[];
  /** By token; one without limits has zero for all of them. */
  readonly limits: ReadonlyMap<string, TokenLimits>;
  /** By token. */
  readonly days: Map<string, DayCount>;
  /** What was submitted, by id: paid, held or released. */
  readonly submitted: Map<string, Submitted>;
  /** Ids of what is held. */
  readonly locked: Set<string>;
  /** Whether one of the pausers stopped the gateway and none has started it since. */
  isEmergency: boolean;
  /** `null` where there is nothing to upgrade to. */
  readonly upgrade: UpgradeBook | null;
};

/** Returns the book of a gateway at which nothing has happened, where a world has that gateway. */
export function openV2Book({ contracts, roninV2 }: World): V2Book | null {
  if (contracts.gateway !== "RoninGatewayV2") return null;
  invariant(roninV2, "A world with a RoninGatewayV2 says what it is set up with.");
  const { highTierQuorum, unlockers, pausers } = roninV2;
  const limits = Object.entries(roninV2.limits).map(([token, limit]): [string, TokenLimits] => [
    token,
    {
      highTier: BigInt(limit.highTier),
      locked: BigInt(limit.locked),
      daily: BigInt(limit.daily),
      unlockFee: BigInt(limit.unlockFee),
    },
  ]);
  return {
    highTierQuorum,
    unlockers,
    pausers,
    limits: new Map(limits),
    days: new Map(),
    submitted: new Map(),
    locked: new Set(),
    isEmergency: false,
    upgrade: roninV2.next === undefined ? null : { isNext: false, version: 1, elsewhere: [] },
  };
}
