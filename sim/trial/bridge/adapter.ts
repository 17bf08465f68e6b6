import type { Address, Hex } from "../../core/accounts.ts";

/** Who acts on a bridge under trial, by name; members of its quorum have no names. */
export type Person = "admin" | "guardian" | "depositor" | "outsider" | "alice" | "bob";

/** A transaction: what is sent to a contract, and by whom. */
export type BridgeCall = {
  readonly from: Person;
  readonly to: Address;
  readonly data: Hex;
  /** Wei. */
  readonly value?: bigint;
};

/** A contract that has been deployed. */
export type BridgeContract = {
  readonly address: Address;
  /** Returns the call of a function; an outsider makes it unless somebody else is named. */
  readonly call: (
    name: string,
    args?: readonly unknown[],
    how?: { readonly from?: Person; readonly value?: bigint },
  ) => BridgeCall;
  /** Asks a function what it shows to anybody. */
  readonly read: (name: string, args?: readonly unknown[]) => Promise<unknown>;
  /** Returns the same address with the functions of another contract, such as behind a proxy. */
  readonly as: (other: BridgeContract) => BridgeContract;
};

/** Where a bridge is deployed. */
export type BridgeSite = {
  /** The chain's number. */
  readonly chainId: number;
  readonly people: { readonly [person in Person]: Address };
  /** Whom the bridge takes signatures of at first. */
  readonly quorum: QuorumSet;
  /** An ERC-20 that stands on the chain already, and of which the depositor has plenty. */
  readonly token: BridgeContract;
  /**
   * Deploys a contract; the administrator does.
   *
   * @param source A Solidity file or a compiled artifact (`.json`), beside the adapter or in a
   * `node_modules` above it; with `#Name` behind it where a file has several contracts.
   * @throws InputError when there is none, it does not compile, or it refuses its arguments.
   */
  readonly put: (source: string, args?: readonly unknown[]) => Promise<BridgeContract>;
  /**
   * Makes a call at set-up.
   *
   * @throws InputError when it is refused.
   */
  readonly send: (call: BridgeCall) => Promise<void>;
};

/** Whose signatures count how much, and how much is enough. */
export type QuorumSet = {
  /** In the ascending order of their addresses. */
  readonly members: readonly { readonly address: Address; readonly weight: bigint }[];
  readonly threshold: bigint;
  /** How many sets were in force before: 0 for the first. */
  readonly number: number;
};

/** Money that is to leave the vault. */
export type BridgeWithdrawal = {
  readonly id: bigint;
  readonly recipient: Address;
  /** Base units. */
  readonly amount: bigint;
};

/** Signatures as somebody brings them, and the set that they are said to be of. */
export type Signed = {
  readonly set: QuorumSet;
  readonly signatures: readonly {
    readonly signer: Address;
    /** 65 bytes, r, s and v, unless somebody brings what is none. */
    readonly signature: Hex;
  }[];
};

/** What a deployed bridge must say of itself; whatever else an adapter needs it adds. */
export type BridgePlace = {
  /** Who holds the money. */
  readonly vault: Address;
  /** The ERC-20 that the money is; left out: ether. */
  readonly token?: Address;
};

/** What a bridge promises; the properties are judged by it. */
export type BridgeClaims = {
  /** Whether members have weights of their own; each has one vote otherwise. */
  readonly weights: boolean;
  /** Whether signatures beyond those that are enough are taken. */
  readonly extraSignatures: "taken" | "refused";
  /** How many sets before the current one are still signed with. */
  readonly retained: number;
  /** Seconds that must pass between two rotations. */
  readonly rotationDelay: number;
  /** Seconds that what is held waits at least. */
  readonly holdDelay: number;
};

/** What a run is expected to find about a property, and why. */
export type Expectation = {
  readonly verdict: boolean | "not applicable";
  readonly because: string;
};

/** Calls, one after the other; `null`: the bridge has no way to say it. */
export type Calls = readonly BridgeCall[] | null;
type Later<T> = T | Promise<T>;

/** A whole bridge, in the words of the trial. Methods, so that one of any place is one. */
export type BridgeAdapter<Place extends BridgePlace = BridgePlace> = {
  readonly name: string;
  readonly claims: BridgeClaims;
  /** By the property's number; what is left out is expected to be true. */
  readonly expect: { readonly [property: string]: Expectation };
  deploy(site: BridgeSite): Promise<Place>;
  /** Puts money into the vault, from the depositor. */
  deposit(place: Place, amount: bigint): Later<readonly BridgeCall[]>;
  /** Returns the 32 bytes that a member signs of a withdrawal. */
  digest(place: Place, withdrawal: BridgeWithdrawal, set: QuorumSet): Later<Hex>;
  /** Brings a withdrawal with signatures: it is paid, or held where there is `release`. */
  submit(place: Place, withdrawal: BridgeWithdrawal, signed: Signed): Later<Calls>;
  /** Says whether a withdrawal waits; needed where there is `release`. */
  isHeld?(place: Place, withdrawal: BridgeWithdrawal): Promise<boolean>;
  /** Pays what is held; whoever wants to may do it. */
  release?(place: Place, withdrawal: BridgeWithdrawal): Later<Calls>;
  cancel?(place: Place, withdrawal: BridgeWithdrawal): Later<Calls>;
  pause?(place: Place): Later<Calls>;
  unpause?(place: Place): Later<Calls>;
  /** Hands over to another set. */
  rotate?(place: Place, next: QuorumSet, signed: Signed): Later<Calls>;
  /** What members sign of a rotation; left out where somebody rotates by right. */
  rotationDigest?(place: Place, next: QuorumSet, set: QuorumSet): Later<Hex>;
};

/** Marks a value as a bridge, for `check FILE`. */
export const defineBridge = <Place extends BridgePlace>(
  adapter: BridgeAdapter<Place>,
): BridgeAdapter<Place> => adapter;
