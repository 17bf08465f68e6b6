import type { ChainName, Command, Withdrawal } from "../bridge/port.ts";
import type { Amount } from "../core/units.ts";

/** A whole number between two, both included, drawn at each use. */
export type Range = { readonly min: number; readonly max: number };

/** Somebody honest who deposits, and may withdraw later. */
export type UserSpec = {
  readonly kind: "user";
  readonly name: string;
  readonly token: string;
  readonly deposit: Amount;
  readonly depositAt: number;
  /** `null`: the money stays in the bridge. */
  readonly withdrawal: null | {
    readonly amount: Amount;
    readonly requestAt: number;
    /** `null`: a relayer takes the signatures to the mainchain; a time: the user does, then. */
    readonly submitAt: number | null;
  };
  /** Whether a refusal for lack of money makes this user tell the team. */
  readonly complains: boolean;
};

/** A validator's process: it acknowledges and signs what it saw final, and nothing else. */
export type ValidatorSpec = {
  readonly kind: "validator";
  readonly name: string;
  /** Seconds after which an event on a chain is final. */
  readonly finality: { readonly [chain in ChainName]: number };
  /** Seconds from finality to the validator's action. */
  readonly latency: Range;
};

/** Takes an honest withdrawal to the mainchain once enough signatures are in the mailbox. */
export type RelayerSpec = {
  readonly kind: "relayer";
  readonly name: string;
  readonly latency: Range;
};

/** Gains nodes of the custody graph, signs with what they reach, and submits. */
export type ThiefSpec = {
  readonly kind: "thief";
  readonly name: string;
  readonly footholds: readonly {
    readonly at: number;
    readonly node: string;
    readonly how: string;
    readonly capability: "use" | "extract";
    /** When the foothold is lost; `null`: never. */
    readonly until: number | null;
  }[];
  /** Accounts whose keys the thief tries, in this order, until it has as many as it needs. */
  readonly targets: readonly string[];
  readonly signaturesNeeded: number;
  readonly payments: readonly {
    readonly signAt: number;
    readonly submitAt: number;
    readonly withdrawal: Withdrawal;
  }[];
};

/** Reacts to the first alarm, after a while, with the powers it has. */
export type ResponderSpec = {
  readonly kind: "responder";
  readonly name: string;
  /** Nodes of the custody graph that are the responder's own. */
  readonly controls: readonly string[];
  /** The account it acts with. */
  readonly account: string;
  readonly reaction: number;
  readonly pauses: readonly ChainName[];
};

/** Does what is listed, when it is listed. */
export type ScriptSpec = {
  readonly kind: "script";
  readonly name: string;
  /** Whether what it does counts as honest use. */
  readonly isHonest: boolean;
  /** Accounts whose keys it has, besides one of its own name. */
  readonly accounts: readonly string[];
  readonly steps: readonly { readonly at: number; readonly command: Command }[];
};

export type ActorSpec =
  | UserSpec
  | ValidatorSpec
  | RelayerSpec
  | ThiefSpec
  | ResponderSpec
  | ScriptSpec;
