import type { Signature } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import type { Address } from "../core/accounts.ts";
import type { Amount } from "../core/units.ts";
import type { View } from "../engine/actor.ts";

/** Reads how many signatures a payment on the mainchain takes now. */
export async function quorumOf(view: View): Promise<number> {
  const { quorum, validators } = await view.read({ what: "quorum", chain: "mainchain" });
  return requiredVotes(quorum, validators);
}

/**
 * Reads a withdrawal's mailbox and returns as many of its signatures as a payment takes, the
 * earliest ones, in the order in which the gateway wants them.
 */
export async function signaturesFor(
  withdrawalId: Amount,
  view: View,
): Promise<readonly Signature[]> {
  const mailbox = await view.read({ what: "mailbox", withdrawalId });
  return inCallOrder(mailbox.slice(0, await quorumOf(view)), view.accounts);
}

/**
 * Returns signatures in the order in which the V1 gateway wants them: by the signer's address,
 * ascending. Raw ones keep their place at the end.
 */
export const inCallOrder = (
  signatures: readonly Signature[],
  accounts: { readonly [name: string]: Address },
): readonly Signature[] =>
  [...signatures].sort((a, b) => compare(addressOf(a, accounts), addressOf(b, accounts)));

const addressOf = (signature: Signature, accounts: { readonly [name: string]: Address }): string =>
  "signer" in signature ? (accounts[signature.signer] ?? "") : "~";

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
