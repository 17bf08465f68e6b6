import type { Hex } from "../core/accounts.ts";
import type { Plain } from "../core/canonical.ts";
import type { Amount, Ratio } from "../core/units.ts";

/** Something for each token, by its symbol. */
export type PerToken<T> = { readonly [symbol: string]: T };

/** A step of a gateway's initialization, by the version that it leaves behind. */
export type InitializerStep = 3 | 4;

/** The logic that stands ready to be put behind the proxy of `RoninGatewayV2`. */
export type NextLogic = {
  readonly contract: "RoninGatewayV3";
  /** Another contract than its own, of the same form. */
  readonly code?: string;
  /** The account that step 4 names as the helper which unwraps ether. */
  readonly unwrapper: string;
};

/** What `RoninGatewayV2` is set up with, beside the validators (its operators) and their quorum. */
export type RoninV2Settings = {
  /** Share of the weight that a withdrawal of the high tier takes. */
  readonly highTierQuorum: Ratio;
  /** Accounts that may release what is locked, and get the fee. */
  readonly unlockers: readonly string[];
  /** Accounts that may pause in an emergency. */
  readonly pausers: readonly string[];
  readonly limits: PerToken<{
    /** From this amount on, in base units, a withdrawal takes the high tier's quorum. */
    readonly highTier: Amount;
    /** From this amount on it is locked until an unlocker releases it. */
    readonly locked: Amount;
    /** What the unlocker keeps, in millionths. */
    readonly unlockFee: number;
    /** What a UTC day's withdrawals must stay below; locked ones are not counted. */
    readonly daily: Amount;
  }>;
  /** What the gateway can be upgraded to; nothing when left out. */
  readonly next?: NextLogic;
};

/** What `GuardedGateway` is set up with, beside the validators (its signers) and their quorum. */
export type GuardedSettings = {
  /** Seconds that a loosening change waits. */
  readonly looseningDelay: number;
  /** Seconds after which what is held expires. */
  readonly maxHold: number;
  /** Accounts that hold each role. */
  readonly roles: {
    readonly governor: readonly string[];
    readonly pauser: readonly string[];
    readonly unpauser: readonly string[];
    readonly canceller: readonly string[];
    /** May take out a signer and raise the quorum at once. */
    readonly responder: readonly string[];
  };
  /** Announced keys that take a signer's seat when it is replaced, by signer. */
  readonly spares: { readonly [signer: string]: string };
  /** Guards in the order in which they are asked. */
  readonly guards: readonly GuardSettings[];
};

type Guard<Name extends string, Settings> = {
  readonly guard: Name;
  /** Another contract than its own: a planted defect. The model goes on as the sound one. */
  readonly contract?: string;
} & Settings;

/** A guard and what it is set up with; names are those of the command line. */
export type GuardSettings =
  /** Withdrawals of a UTC day must stay below the limit (Ronin V2). */
  | Guard<"utc-day-limit", { readonly limits: PerToken<Amount> }>
  /** A bucket that refills evenly; a withdrawal takes its amount out (Chainlink CCIP). */
  | Guard<
      "token-bucket",
      {
        readonly buckets: PerToken<{
          readonly capacity: Amount;
          /** Base units that flow back in a second. */
          readonly rate: Amount;
        }>;
      }
    >
  /**
   * Withdrawals of the last day stay within the limit; what does not fit, and everything from `big`
   * on, is held, and released uncounted after the delay (Wormhole's Governor).
   */
  | Guard<
      "sliding-window",
      {
        readonly limits: PerToken<{ readonly limit: Amount; readonly big: Amount }>;
        /** Seconds. */
        readonly window: number;
        /** Seconds after which what is held is released uncounted. */
        readonly delay: number;
      }
    >
  /** Withdrawals less deposits of an epoch stay within the limit (Axelar). */
  | Guard<"net-flow-epoch", { readonly limits: PerToken<Amount>; readonly epoch: number }>
  /** Trips when a window's net outflow takes more than its share of the vault (ERC-7265). */
  | Guard<
      "circuit-breaker",
      {
        readonly limits: PerToken<{
          /** Share of the liquidity that must stay, in ten-thousandths. */
          readonly retainedBps: number;
          /** Below this liquidity the breaker does not work. */
          readonly activeFrom: Amount;
        }>;
        /** Seconds. */
        readonly window: number;
        /** Seconds for which it stays tripped. */
        readonly cooldown: number;
      }
    >
  /** Every withdrawal waits, and can be cancelled meanwhile. */
  | Guard<"delay-with-veto", { readonly delay: number }>
  /** Larger withdrawals take more of the weight. */
  | Guard<
      "tiered-quorum",
      {
        /** Ascending by amount. */
        readonly tiers: PerToken<readonly { readonly from: Amount; readonly quorum: Ratio }[]>;
      }
    >
  /** However many keys an operator runs, they count for no more than the cap. */
  | Guard<
      "operator-cap",
      {
        /** Who runs each signer's key. */
        readonly operators: { readonly [signer: string]: string };
        /** Most weight that one operator's keys count for. */
        readonly cap: number;
      }
    >
  /** Independent watchers attest that the sidechain has the request. */
  | Guard<"backing-attestation", { readonly watchers: readonly string[]; readonly needed: number }>
  /** Holds and trips on a single withdrawal above its threshold. */
  | Guard<
      "pause-guardian",
      { readonly thresholds: PerToken<Amount>; readonly guardians: readonly string[] }
    >
  /** Recipients on a list are refused; new ones wait. */
  | Guard<
      "recipient-rules",
      {
        readonly refused: readonly string[];
        /** Seconds that a recipient's first withdrawal waits. */
        readonly firstDelay: number;
      }
    >
  /** A compiled guard that is not ours; the chains know it, and the model does not. */
  | Guard<
      "own",
      {
        readonly contract: string;
        /** Its ABI, as a compiler gives it. */
        readonly abi: readonly Plain[];
        /** What is deployed, without the arguments of the constructor. */
        readonly bytecode: Hex;
        /** Of the constructor; `$gateway` and `$SYMBOL` stand for addresses, numbers are strings. */
        readonly args: readonly Plain[];
      }
    >;

/** The guards of this project, by their names on the command line. */
export type GuardName = Exclude<GuardSettings["guard"], "own">;
