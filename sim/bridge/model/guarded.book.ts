import { invariant } from "../../core/invariant.ts";
import type { Withdrawal, World } from "../port.ts";
import type { GuardedSettings } from "../settings.ts";
import type { Guard, Request } from "./guards/guard.ts";
import { openGuard } from "./guards/registry.ts";

/** What the gateway remembers of a withdrawal that was submitted. */
export type Entry = {
  status: "Held" | "Paid" | "Cancelled";
  readonly epoch: number;
  /** When it was recorded; 0 if it was paid at once. */
  readonly heldSince: number;
  /** The earliest second of payment; never changed. */
  readonly notBefore: number;
  /** Who signed it then. */
  readonly quorum: Request["quorum"];
};

/** What `GuardedGateway` remembers beyond what every gateway does. */
export type GuardedBook = {
  readonly roles: GuardedSettings["roles"];
  readonly maxHold: number;
  /** In the order in which they are asked. */
  readonly guards: readonly Guard[];
  /** By key. */
  readonly entries: Map<string, Entry>;
  /** Key of the last withdrawal that was paid or held for a request, by the request's id. */
  readonly keyOfSource: Map<string, string>;
  /** Sums of what is held, by token and epoch. */
  readonly held: Map<string, bigint>;
  /** Tokens that are stopped by themselves. */
  readonly pausedTokens: Set<string>;
  /** Announced keys that take a seat when its signer is replaced, by signer. */
  readonly spares: Map<string, string>;
  /** Weight of seats whose signer was taken out without a spare. */
  vacant: number;
  /** Version of the signer set. */
  epoch: number;
};

/** The version of the first signer set, which is meant where a withdrawal names none. */
const firstEpoch = 1;

/** Returns the book of a gateway at which nothing has happened, where a world has that gateway. */
export function openGuardedBook(world: World): GuardedBook | null {
  if (world.contracts.gateway !== "GuardedGateway") return null;
  const { guarded } = world;
  invariant(guarded, "A world with a GuardedGateway says what it is set up with.");
  return {
    roles: guarded.roles,
    maxHold: guarded.maxHold,
    guards: guarded.guards.map((settings) => openGuard(settings, world.start)),
    entries: new Map(),
    keyOfSource: new Map(),
    held: new Map(),
    pausedTokens: new Set(),
    spares: new Map(Object.entries(guarded.spares)),
    vacant: 0,
    epoch: firstEpoch,
  };
}

export const epochOf = ({ epoch = firstEpoch }: Withdrawal): number => epoch;

/** Returns what a withdrawal is signed and remembered as. */
export const keyOf = (withdrawal: Withdrawal): string => {
  const { id, token, recipient, amount } = withdrawal;
  return `${id} ${token} ${recipient} ${amount} ${epochOf(withdrawal)}`;
};

const heldKey = (token: string, epoch: number): string => `${token} ${epoch}`;

/** Returns how much of a token is held under an epoch. */
export const heldOf = (book: GuardedBook, token: string, epoch = book.epoch): bigint =>
  book.held.size === 0 ? 0n : (book.held.get(heldKey(token, epoch)) ?? 0n);

export const addHeld = (book: GuardedBook, token: string, epoch: number, change: bigint): void => {
  book.held.set(heldKey(token, epoch), heldOf(book, token, epoch) + change);
};
