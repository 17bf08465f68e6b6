import type { Address, Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, CommandOf, Refusal, Result, Signature, Withdrawal, World } from "../port.ts";
import type { Call } from "./call.ts";
import type { Sent } from "./chain.ts";
import type { Deployment } from "./deploy.ts";
import type { NameOf } from "./names.ts";
import type { Site } from "./site.ts";

/** What the tenant must know of a kind of mainchain gateway; each has a file of its own. */
export type GatewayKind = {
  /**
   * Puts the gateway on the mainchain, with all that belongs to it.
   *
   * @param counterparts The tokens of the sidechain, by symbol.
   */
  readonly deploy: (site: Site, counterparts: ReadonlyMap<string, Address>) => Promise<Half>;
  /** Returns the gateway of one bridge, which remembers what its own calls tell. */
  readonly open: (ground: Ground) => Gateway;
};

/** Where the parts of a bridge stand on the mainchain. */
export type Half = {
  readonly gateway: Address;
  /** Where the validators are kept: in a set of their own, or in the gateway itself. */
  readonly validatorSet: Address;
  readonly registry: Address | null;
  /** What the registry's names stand for. */
  readonly named: ReadonlyMap<string, Address>;
  /** The code behind the proxy. */
  readonly logic: Address | null;
  /** By symbol. */
  readonly tokens: ReadonlyMap<string, Address>;
  readonly parts: readonly Part[];
};

/** A contract beside the gateway, by the name that it has in the trace. */
export type Part = {
  readonly name: string;
  readonly contract: string;
  readonly address: Address;
};

/** What a gateway is given to know. */
export type Ground = {
  readonly world: World;
  readonly deployment: Deployment;
  readonly nameOf: NameOf;
};

/** The commands that go to the mainchain's gateway, or to what belongs to it. */
export type GatewayCommand = CommandOf<
  | "deposit"
  | "submitWithdrawal"
  | "release"
  | "cancel"
  | "expire"
  | "unlock"
  | "cancelEpoch"
  | "replaceSigner"
  | "raiseQuorum"
  | "call"
  | "attest"
  | "pause"
  | "unpause"
  | "addValidator"
  | "removeValidator"
  | "updateQuorum"
  | "sendEther"
  | "mapToken"
  | "clearMapToken"
  | "updateContract"
  | "updateProxyTo"
  | "upgradeToAndCall"
  | "initialize"
>;

/** One bridge's mainchain gateway, as its kind knows it. */
export type Gateway = {
  /** What its calls, answers and errors are decoded with; the first is the gateway itself. */
  readonly contracts: readonly [string, ...string[]];
  /** Whether the vault holds the mainchain's own currency as it is, and not wrapped. */
  readonly holdsBareEther: boolean;
  /** Returns what validators sign of a withdrawal; where a mode means nothing, it is ignored. */
  readonly digestOf: (withdrawal: Withdrawal, mode: Mode) => Hex;
  /** Returns what they would sign of it at another gateway of the same kind, signers and chain. */
  readonly digestElsewhere: (withdrawal: Withdrawal, mode: Mode) => Hex;
  /** Returns the parity that the gateway reads out of v; `null`: the signature is nobody's. */
  readonly parityOf: (v: number) => 0 | 1 | null;
  /**
   * Returns the call that a command stands for.
   *
   * @throws InputError when this kind of gateway has nothing of that kind.
   */
  readonly callOf: (command: GatewayCommand, bytesOf: BytesOf) => Call | Promise<Call>;
  /** Returns what came of a call that went through. */
  readonly settle: (
    command: GatewayCommand,
    sent: Sent,
    signersOf: SignersOf,
  ) => Settled | Promise<Settled>;
  readonly deposit: (id: Amount) => Answer["deposit"] | Promise<Answer["deposit"]>;
  readonly quorum: () => Promise<Answer["quorum"]>;
  readonly epoch: () => Promise<number>;
  readonly initialization: () => Promise<Answer["initialization"]>;
  /** Returns what a withdrawal's hash is called in the trace: its id. */
  readonly titleOf: (hash: Hex) => string | undefined;
};

export type Mode = 0 | 1 | 2;

/** Returns a signature's 66 bytes: mode, r, s, v. */
export type BytesOf = (signature: Signature) => Promise<Hex>;

/** Returns whose signatures a submission carries. */
export type SignersOf = (
  withdrawal: Withdrawal,
  signatures: readonly Signature[],
) => Promise<readonly string[]>;

/** A withdrawal that is held answers with why. */
export type Settled = { readonly result: Result } | { readonly held: Refusal };

/** Says that a kind of gateway has nothing that a command could be. */
export const notModelled = ({ contracts }: World, { verb }: GatewayCommand): InputError =>
  new InputError(`"${verb}" is not modelled for a mainchain gateway like ${contracts.gateway}.`);
