import type { Address, Hex } from "../core/accounts.ts";
import type { Plain } from "../core/canonical.ts";
import type { Amount, Ratio } from "../core/units.ts";
import type { GuardedSettings, InitializerStep, RoninV2Settings } from "./settings.ts";
import type { Initialization } from "./upgrade.ts";
import type { Venue } from "./venue.ts";

export type ChainName = "mainchain" | "sidechain";

/**
 * A token on both chains. `wrapped` is the mainchain's own currency, held by the vault in wrapped
 * form; `issued` has an issuer who can freeze and does not let the gateway mint; of a `reissuable`
 * one the issuer can also burn what a frozen account holds and issue it anew to another; `foreign`
 * is a currency of another chain, which nobody here issues, freezes or mints; `minted` may be minted
 * by the gateway when the vault is short; `absent` is mapped, and there is no contract.
 */
export type Token = {
  readonly symbol: string;
  readonly decimals: number;
  readonly kind: "wrapped" | "issued" | "reissuable" | "foreign" | "minted" | "absent";
  /** Where its mainchain contract stands; it is part of what validators sign. */
  readonly address: Address;
  /** Who issues and freezes it, where that is not the world's issuer. */
  readonly issuer?: string;
  /** Another contract than that of its kind: a planted defect. */
  readonly contract?: string;
};

/** What it takes to open a bridge: everything a tenant needs to know, and nothing that happens. */
export type World = {
  readonly seed: number;
  /** Seconds since 1970 at which both chains begin. */
  readonly start: number;
  readonly chainIds: { readonly mainchain: number; readonly sidechain: number };
  /** Every account that acts or is paid, by name. */
  readonly accounts: { readonly [name: string]: Address };
  /** The account that administers every contract of the bridge. */
  readonly admin: string;
  /** The account that issues and freezes `issued` tokens. */
  readonly issuer: string;
  /**
   * Names of the contracts that are deployed; a planted defect is a name from `flawed/`. Where all
   * three are `none` there is no bridge: no gateway, no validators, and nothing on the sidechain.
   */
  readonly contracts: {
    readonly gateway: string;
    readonly validatorSet: string;
    readonly sidechainGateway: string;
  };
  /** Accounts whose signatures count. */
  readonly validators: readonly string[];
  /** Share of the validators that must sign, as the validator set stores it. */
  readonly quorum: Ratio;
  /** Whether the mainchain gateway is told of the validator set at all. */
  readonly quorumAuthorizesPay: boolean;
  readonly tokens: readonly Token[];
  /** Mainchain balances at the start. */
  readonly wallets: readonly Balance[];
  /** What the gateway is set up with, where it is `RoninGatewayV2`. */
  readonly roninV2?: RoninV2Settings;
  /** What the gateway is set up with, where it is `GuardedGateway`. */
  readonly guarded?: GuardedSettings;
  /** Accounts that are contracts of somebody's which take no ether; nobody has their keys. */
  readonly refusesEther?: readonly string[];
  /** What money can be taken to on the mainchain, beside accounts and the bridge. */
  readonly venues?: readonly Venue[];
};

/** What validators sign: one payment on the mainchain. */
export type Withdrawal = {
  /** The id given by the sidechain, or claimed by a forger. */
  readonly id: Amount;
  readonly token: string;
  readonly recipient: string;
  readonly amount: Amount;
  /** The version of the signer set that is meant, at a `GuardedGateway`; the first when left out. */
  readonly epoch?: number;
};

/**
 * A signature. Named, it says whose key signed what and how it is written down, and the tenant
 * makes the bytes; raw, it is bytes from elsewhere.
 */
export type Signature =
  | {
      readonly signer: string;
      readonly over: Withdrawal;
      /** 0 raw digest, 1 `eth_sign` prefix, 2 the prefix of early Trezor firmware. */
      readonly mode: 0 | 1 | 2;
      /** `parity` writes v as 0 or 1; `mirrored` is the other valid s, n - s, with v flipped;
       * `elsewhere` is one over the same at another gateway of the same kind, signers and chain. */
      readonly form: "plain" | "parity" | "mirrored" | "elsewhere";
    }
  | { readonly bytes: Hex };

/** What can be done to a bridge, in the order in which money moves through it. */
export type Command =
  | {
      readonly verb: "deposit";
      readonly sender: string;
      readonly owner: string;
      readonly token: string;
      readonly amount: Amount;
    }
  | {
      readonly verb: "acknowledgeDeposit";
      readonly sender: string;
      readonly depositId: Amount;
      readonly owner: string;
      readonly token: string;
      readonly amount: Amount;
    }
  | {
      readonly verb: "requestWithdrawal";
      readonly sender: string;
      readonly recipient: string;
      readonly token: string;
      readonly amount: Amount;
    }
  | {
      readonly verb: "sign";
      readonly signer: string;
      readonly over: Withdrawal;
      readonly mode: 0 | 1 | 2;
    }
  | {
      readonly verb: "postSignature";
      readonly sender: string;
      readonly withdrawalId: Amount;
      readonly signature: Signature;
      readonly replace: boolean;
    }
  | {
      readonly verb: "submitWithdrawal";
      readonly sender: string;
      readonly withdrawal: Withdrawal;
      /** In the order in which they are handed over. */
      readonly signatures: readonly Signature[];
      /** The whole call, sent as it is; the fields beside it say what it means. */
      readonly calldata?: Hex;
      /**
       * Whether the recipient, a contract of somebody's, hands in the same call once more if it is
       * called while it is paid; some tokens do call (`CallsRecipient`).
       */
      readonly callsBack?: true;
    }
  | (Switch<"pause"> & OneToken)
  | (Switch<"unpause"> & OneToken)
  | Membership<"addValidator">
  | Membership<"removeValidator">
  | {
      readonly verb: "updateQuorum";
      readonly sender: string;
      readonly chain: ChainName;
      readonly quorum: Ratio;
    }
  | Freeze<"freeze">
  | Freeze<"unfreeze">
  /** Burns all that a frozen account has of a `reissuable` token, and issues it anew to another. */
  | (Freeze<"reissue"> & { readonly recipient: string })
  /** Gives an exchange an amount; it credits whose account there it is for, blocked or not. */
  | {
      readonly verb: "exchangeDeposit";
      readonly sender: string;
      readonly venue: string;
      readonly owner: string;
      readonly token: string;
      readonly amount: Amount;
    }
  /** Takes an amount out of the sender's own account at an exchange. */
  | {
      readonly verb: "exchangeWithdraw";
      readonly sender: string;
      readonly venue: string;
      readonly token: string;
      readonly recipient: string;
      readonly amount: Amount;
    }
  /** Blocks an account at an exchange, or lifts the block; its operator only. */
  | Block<"blockAccount">
  | Block<"unblockAccount">
  /** Pays out all of a token that a blocked account has at an exchange; its operator only. */
  | (Block<"returnBlocked"> & { readonly token: string; readonly recipient: string })
  /** Sells exactly an amount to a pool, for at least so much of its other token. */
  | {
      readonly verb: "swap";
      readonly sender: string;
      readonly venue: string;
      /** What is sold. */
      readonly token: string;
      readonly amount: Amount;
      /** Least that must be bought, in base units of the other token. */
      readonly least: Amount;
    }
  /** Pays a mixer its denomination; its operator signs the blinded note unseen (note.ts). */
  | {
      readonly verb: "mix";
      readonly sender: string;
      readonly venue: string;
      readonly blinded: Hex;
    }
  /** Has a mixer pay its denomination to the recipient of a signed note, once; anybody may bring it. */
  | {
      readonly verb: "unmix";
      readonly sender: string;
      readonly venue: string;
      readonly recipient: string;
      readonly serial: Hex;
      readonly signature: Hex;
    }
  /** Pays what is held, if it may be paid by now; anybody may ask (`GuardedGateway`). */
  | Held<"release">
  /** Ends what is held for good (`GuardedGateway`). */
  | Held<"cancel">
  /** Ends what was held for too long; anybody may ask (`GuardedGateway`). */
  | Held<"expire">
  /** Releases what is locked, for a fee (`RoninGatewayV2`). */
  | Held<"unlock">
  /** Ends everything that the present signer set authorized (`GuardedGateway`). */
  | { readonly verb: "cancelEpoch"; readonly sender: string; readonly epoch: number }
  /** Takes out a signer, whose spare takes the seat if it has one (`GuardedGateway`). */
  | { readonly verb: "replaceSigner"; readonly sender: string; readonly signer: string }
  /** Raises the quorum of a `GuardedGateway` at once. */
  | { readonly verb: "raiseQuorum"; readonly sender: string; readonly quorum: Ratio }
  /**
   * Calls a function of the mainchain gateway or of a guard, for which there is no verb: settings,
   * the stack, a commit. The chains alone know what it does; the model does not.
   */
  | ({ readonly verb: "call"; readonly sender: string } & FunctionCall)
  /** A watcher attests that the sidechain has the request (`backing-attestation`). */
  | Held<"attest">
  /** The owner of a request asks the validators to sign it once more. */
  | {
      readonly verb: "requestSignatureAgain";
      readonly sender: string;
      readonly withdrawalId: Amount;
    }
  /** Ether straight to the mainchain gateway, without a call. */
  | { readonly verb: "sendEther"; readonly sender: string; readonly amount: Amount }
  | {
      readonly verb: "mint";
      readonly sender: string;
      readonly chain: ChainName;
      readonly token: string;
      readonly account: string;
      readonly amount: Amount;
    }
  | {
      readonly verb: "approve";
      readonly sender: string;
      readonly chain: ChainName;
      readonly token: string;
      readonly spender: string;
      readonly amount: Amount;
    }
  /** Of the mainchain's own currency: bare ether, as wallets hold it. */
  | {
      readonly verb: "transfer";
      readonly sender: string;
      readonly chain: ChainName;
      readonly token: string;
      readonly recipient: string;
      readonly amount: Amount;
    }
  /** The sender moves tokens of an owner who approved that many. */
  | {
      readonly verb: "transferFrom";
      readonly sender: string;
      readonly chain: ChainName;
      readonly token: string;
      readonly owner: string;
      readonly recipient: string;
      readonly amount: Amount;
    }
  /** Pairs a token of the world with its counterpart, or parts them, in a chain's registry. */
  | Mapping<"mapToken">
  | Mapping<"clearMapToken">
  /** Sets a name in a chain's registry to what the world deployed for it, or to nothing. */
  | {
      readonly verb: "updateContract";
      readonly sender: string;
      readonly chain: ChainName;
      readonly name: "VALIDATOR" | "WETH_TOKEN";
      readonly isSet: boolean;
    }
  /** Puts an account behind the mainchain proxy; `null`: the logic that it had at first. */
  | { readonly verb: "updateProxyTo"; readonly sender: string; readonly account: string | null }
  /**
   * Puts the next logic behind the mainchain proxy, and calls one step of its initialization in the
   * same transaction; `null`: none (`RoninGatewayV2` with a `next`).
   */
  | {
      readonly verb: "upgradeToAndCall";
      readonly sender: string;
      readonly step: InitializerStep | null;
    }
  /**
   * Calls the mainchain gateway's initializer, which has been called already, or a step of the next
   * logic's.
   */
  | { readonly verb: "initialize"; readonly sender: string; readonly step?: InitializerStep };

/** A function of the mainchain gateway, or of a guard by its name in the stack, and what it is given. */
export type FunctionCall = {
  readonly to: string;
  readonly functionName: string;
  /**
   * As JSON: numbers as text; `$NAME` is the address of an account, a token, a guard or the
   * `gateway`; `{ "$call": … }` is a function call as bytes.
   */
  readonly args: readonly Plain[];
};

/** About a withdrawal that was submitted before, or will be. */
type Held<V extends string> = {
  readonly verb: V;
  readonly sender: string;
  readonly withdrawal: Withdrawal;
};

type Switch<V extends string> = {
  readonly verb: V;
  readonly sender: string;
  readonly chain: ChainName;
};

/** Of one token alone, at a `GuardedGateway`; of everything when left out. */
type OneToken = { readonly token?: string };

type Membership<V extends string> = Switch<V> & { readonly validator: string };

type Mapping<V extends string> = Switch<V> & { readonly token: string };

type Freeze<V extends string> = {
  readonly verb: V;
  readonly sender: string;
  readonly token: string;
  readonly account: string;
};

type Block<V extends string> = {
  readonly verb: V;
  readonly sender: string;
  readonly venue: string;
  readonly account: string;
};

/** The command of one verb. */
export type CommandOf<V extends Command["verb"]> = Extract<Command, { verb: V }>;

/**
 * A balance in base units. Beside the accounts there are `vault` (what the mainchain gateway
 * holds), `locked` (what the sidechain gateway holds) and `supply` (all there is of the token);
 * `exchange:NAME` (what an exchange holds), `exchange:NAME/ACCOUNT` (what it owes one account),
 * `pool:NAME` and `mixer:NAME`.
 */
export type Balance = {
  readonly chain: ChainName;
  readonly account: string;
  readonly token: string;
  readonly amount: Amount;
};

/** Why a contract refused: its error's name, and its arguments as text, accounts by name. */
export type Refusal = { readonly name: string; readonly args: { readonly [name: string]: string } };

/**
 * What came of a command, and every balance that it may have moved, as read afterwards. `info`: it
 * went through, and what it asked for is not decided yet; a withdrawal that is held answers with
 * `Held` and, as text, `notBefore` (seconds since 1970; 0 where a condition is waited for), the
 * `guard` that holds it longest, its `reason`, and `tripped` ("true" when the token is paused now).
 */
export type Outcome =
  | { readonly status: "ok"; readonly result: Result; readonly balances: readonly Balance[] }
  | { readonly status: "fail" | "info"; readonly error: Refusal };

/** What a command that went through answers, by its verb. */
export type Result = {
  readonly depositId?: Amount;
  readonly withdrawalId?: Amount;
  /** Whether this acknowledgement was the one that released the deposit. */
  readonly credited?: boolean;
  /** Whose signatures the call carried, recovered from its bytes; others are `"stranger"`. */
  readonly signers?: readonly string[];
  /** What an unlocker kept of what left the vault. */
  readonly fee?: Amount;
  /** The version of the signer set from now on. */
  readonly epoch?: number;
  /** What left the vault, and what was minted because the vault was short. */
  readonly paid?: Amount;
  readonly minted?: Amount;
  /** What a swap bought of the pool's other token. */
  readonly bought?: Amount;
  /** What an exchange paid out of a blocked account. */
  readonly returned?: Amount;
  /** What was burned of a frozen account's, and issued anew. */
  readonly reissued?: Amount;
  /** The mixer's signature on a blinded note; its owner alone can make use of it. */
  readonly blindSignature?: Hex;
  /** How an upgrade, or a step of an initialization, left the gateway. */
  readonly initialization?: Initialization;
};

/** What anybody can read from the chains. */
export type Query =
  | { readonly what: "deposit"; readonly depositId: Amount }
  | { readonly what: "withdrawal"; readonly withdrawalId: Amount }
  | { readonly what: "mailbox"; readonly withdrawalId: Amount }
  | { readonly what: "quorum"; readonly chain: ChainName }
  | { readonly what: "vault"; readonly token: string }
  /** The version of the signer set at a `GuardedGateway`; 0 elsewhere. */
  | { readonly what: "epoch" }
  /** How far the mainchain gateway is initialized; `null` where it cannot be upgraded. */
  | { readonly what: "initialization" }
  | ({ readonly what: "balance" } & Omit<Balance, "amount">)
  /** Whether a token's issuer has stopped an account. */
  | { readonly what: "frozen"; readonly token: string; readonly account: string }
  /** Whether an exchange has blocked an account. */
  | { readonly what: "blocked"; readonly venue: string; readonly account: string }
  /** What a pool reckons with, in the order of its tokens. */
  | { readonly what: "reserves"; readonly venue: string };

export type Answer = {
  deposit: { readonly owner: string; readonly token: string; readonly amount: Amount } | null;
  withdrawal: Withdrawal | null;
  mailbox: readonly Signature[];
  quorum: { readonly quorum: Ratio; readonly validators: number };
  vault: Amount;
  epoch: number;
  initialization: Initialization | null;
  balance: Amount;
  frozen: boolean;
  blocked: boolean;
  reserves: readonly [Amount, Amount];
};

/** When a command happens, and the trace event that it belongs to. */
export type Moment = { readonly at: number; readonly event: number };

/** A command of a list, and when it happens. */
export type Scheduled = { readonly command: Command; readonly moment: Moment };

/**
 * A bridge behind the port. Tenants answer at once or with a promise; the engine takes both, so
 * that a pure model need not pretend to wait.
 */
export type Bridge = {
  readonly execute: (command: Command, moment: Moment) => Outcome | Promise<Outcome>;
  /**
   * The same for a whole list, where a tenant does better with one than with one command after the
   * other. After a list that is all there is, nothing can be read.
   */
  readonly executeAll?: (
    list: readonly Scheduled[],
    isAllThereIs: boolean,
  ) => Promise<readonly Outcome[]>;
  readonly read: <Q extends Query>(query: Q) => Answer[Q["what"]] | Promise<Answer[Q["what"]]>;
  /** Ends the tenant; returns what only it knows (gas, logs, hashes), a plain value a line. */
  readonly close: () => readonly object[] | Promise<readonly object[]>;
};

export type OpenBridge = (world: World) => Bridge | Promise<Bridge>;
