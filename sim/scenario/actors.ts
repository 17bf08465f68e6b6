import type { ChainName, Command, Withdrawal } from "../bridge/port.ts";
import type { PerToken } from "../bridge/settings.ts";
import type { Amount, Ratio } from "../core/units.ts";

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
  /** Whether a refusal makes this user tell the team: for lack of money, or for good. */
  readonly complains: boolean;
  /** How many signatures this user brings: the quorum's number unless it says all there are. */
  readonly brings?: "all";
};

/** A validator's process: it acknowledges and signs what it saw final, and nothing else. */
export type ValidatorSpec = {
  readonly kind: "validator";
  readonly name: string;
  /** Seconds after which an event on a chain is final. */
  readonly finality: { readonly [chain in ChainName]: number };
  /** Seconds from finality to the validator's action. */
  readonly latency: Range;
  /** Whether it signs even when enough others have: a guard may ask for more than the quorum. */
  readonly signsAlways?: boolean;
  /** Requests that its own node shows it and that nobody made; it signs them in good faith. */
  readonly misled?: readonly { readonly at: number; readonly withdrawal: Withdrawal }[];
};

/** Takes an honest withdrawal to the mainchain once enough signatures are in the mailbox. */
export type RelayerSpec = {
  readonly kind: "relayer";
  readonly name: string;
  readonly latency: Range;
  /** Seconds between two attempts to have released what waits for no known time. */
  readonly releaseEvery?: number;
  /** Whether it brings all signatures there are, and again when more come and few were refused. */
  readonly brings?: "all";
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
  /** Seconds between two attempts to have released what is held; `null`: it does not try. */
  readonly releaseEvery?: number | null;
  readonly payments: readonly {
    readonly signAt: number;
    readonly submitAt: number;
    readonly withdrawal: Withdrawal;
  }[];
  /** Validators who are brought to sign its payments; it has their signatures, not their keys. */
  readonly signedFor?: readonly string[];
  /** What it does beside: with an administrator's key, a guardian's or a watcher's, where it has it. */
  readonly acts?: readonly { readonly at: number; readonly command: Command }[];
};

/**
 * Gains nodes of the custody graph, empties wallets whose keys they reach, and takes what was in
 * them to exits.
 */
export type RobberSpec = {
  readonly kind: "robber";
  readonly name: string;
  readonly footholds: ThiefSpec["footholds"];
  /** What it takes, in this order: a part of what a wallet holds at that moment. */
  readonly takes: readonly {
    readonly at: number;
    readonly account: string;
    readonly token: string;
    readonly part: Ratio;
  }[];
  /** Ways out, side by side. */
  readonly routes: readonly Route[];
};

/** One way out: exits one after the other, a lot at a time. */
export type Route = {
  readonly from: number;
  /** Seconds between two lots. */
  readonly every: number;
  readonly exits: readonly Exit[];
};

/** Where a token is taken, until there is none left, a lot is refused, or it was enough. */
export type Exit = {
  readonly token: string;
  readonly venue: string;
  /** At most so much at a time; of a mixer its denomination counts. */
  readonly lot: Amount;
  /** At most so much in all; `null`: all there is. */
  readonly most: Amount | null;
  /** At an exchange: when it has what it brought paid out, seconds after each lot; `null`: never. */
  readonly withdraws: null | { readonly after: number; readonly recipient: string };
};

/** Follows a runbook: what is done after which alarm, and how long that takes. */
export type TeamSpec = {
  readonly kind: "team";
  readonly name: string;
  /** Nodes of the custody graph that are its own. */
  readonly controls: readonly string[];
  /** Accounts whose keys it has, besides one of its own name. */
  readonly accounts: readonly string[];
  readonly runbook: readonly RunbookStep[];
};

/** One step of a runbook. It has no amount: what it saves is what is still there. */
export type RunbookStep = {
  readonly name: string;
  /** Whose first alarm it answers. */
  readonly after: string;
  /** Seconds from there. */
  readonly delay: number;
  readonly does: Power;
};

/** What a step of a runbook can do. */
export type Power =
  | { readonly power: "shutDown"; readonly node: string }
  /** Tells others, whose steps wait for it. */
  | { readonly power: "call"; readonly says: string }
  /** Moves all that wallets hold to one account, a wallet's token at a time. */
  | {
      readonly power: "sweep";
      readonly wallets: readonly { readonly account: string; readonly token: string }[];
      readonly recipient: string;
      /** Seconds from the first payment to the last, evenly. */
      readonly within: number;
    }
  | {
      readonly power: "freeze" | "unfreeze";
      readonly sender: string;
      readonly token: string;
      readonly account: string;
    }
  /** Burns all that a frozen account has, and issues it anew to another. */
  | {
      readonly power: "reissue";
      readonly sender: string;
      readonly token: string;
      readonly account: string;
      readonly recipient: string;
    }
  | {
      readonly power: "blockAccount" | "unblockAccount";
      readonly sender: string;
      readonly venue: string;
      readonly account: string;
    }
  /** Pays out all of a token that a blocked account has at an exchange. */
  | {
      readonly power: "returnBlocked";
      readonly sender: string;
      readonly venue: string;
      readonly token: string;
      readonly account: string;
      readonly recipient: string;
    };

/** Reacts to alarms, after a while, with the powers it has. */
export type ResponderSpec = {
  readonly kind: "responder";
  readonly name: string;
  /** Nodes of the custody graph that are the responder's own. */
  readonly controls: readonly string[];
  /** The account it acts with. */
  readonly account: string;
  /** Seconds from an alarm to what is done about it. */
  readonly reaction: number;
  /** Gateways that are paused at the first alarm. */
  readonly pauses: readonly ChainName[];
  /** Whether a held withdrawal that an alarm is about is cancelled. */
  readonly cancels?: boolean;
  /** Whether the first alarm ends everything that the present signers authorized. */
  readonly cancelsEpoch?: boolean;
};

/** What a monitor holds against what an outsider can see of both chains. */
export type MonitorRule =
  /** Every payment, and every withdrawal that is held, has its request on the sidechain. */
  | { readonly rule: "backing" }
  /** What was paid within a window, in seconds, stays below the limit. */
  | { readonly rule: "outflow"; readonly window: number; readonly limits: PerToken<Amount> }
  /** The vault does not fall below a balance. */
  | { readonly rule: "balance"; readonly least: PerToken<Amount> }
  /** No single payment out of some wallets reaches the limit of its token. */
  | {
      readonly rule: "payment";
      readonly wallets: readonly string[];
      readonly limits: PerToken<Amount>;
    }
  /** Wallets keep at least so much, each of one token. */
  | {
      readonly rule: "reserve";
      readonly reserves: readonly {
        readonly account: string;
        readonly token: string;
        readonly least: Amount;
      }[];
    }
  /** Nothing: it is told by somebody else, once, at a moment in seconds since 1970. */
  | { readonly rule: "told"; readonly at: number; readonly says: string };

/** Watches the chains by a rule and raises the alarm; it sees late, and not everything. */
export type MonitorSpec = {
  readonly kind: "monitor";
  readonly name: string;
  readonly watches: MonitorRule;
  /** Seconds between two looks. */
  readonly poll: number;
  /** Seconds by which what it sees is late: its node, its indexer, finality. */
  readonly lag: Range;
  /** Share of the payments that it never gets to see: gaps, logs it cannot decode. */
  readonly misses: Ratio;
  /** Share of the requests that its history lacks, so that a sound payment looks forged. */
  readonly gaps: Ratio;
  /** Share of the payments that it sees twice, since the block that it saw first was dropped. */
  readonly reorgs?: Ratio;
  /** Spans in which it does not work. */
  readonly down: readonly { readonly from: number; readonly until: number }[];
};

/** A person who releases what `RoninGatewayV2` has locked, after a look at the sidechain. */
export type UnlockerSpec = {
  readonly kind: "unlocker";
  readonly name: string;
  /** Seconds from the lock to the release. */
  readonly latency: Range;
};

/** Attests requests that it sees final on the sidechain, independently of the validators. */
export type WatcherSpec = {
  readonly kind: "watcher";
  readonly name: string;
  /** Seconds after which a request is final. */
  readonly finality: number;
  /** Seconds from then to the attestation. */
  readonly latency: Range;
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
  | RobberSpec
  | TeamSpec
  | ResponderSpec
  | MonitorSpec
  | UnlockerSpec
  | WatcherSpec
  | ScriptSpec;
