import type { Signature, Withdrawal } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import type { Address } from "../core/accounts.ts";
import type { Amount } from "../core/units.ts";
import type { View } from "../engine/actor.ts";
import { isOk, type Step } from "../trace/trace.ts";

/** Reads how many signatures a payment on the mainchain takes now. */
export async function quorumOf(view: View): Promise<number> {
  const { quorum, validators } = await view.read({ what: "quorum", chain: "mainchain" });
  return requiredVotes(quorum, validators);
}

/**
 * Reads a request from the sidechain as it is to be signed and brought to the mainchain now: where
 * the gateway has epochs, in the present one. Returns `null` when there is no such request.
 */
export async function withdrawalNow(id: Amount, view: View): Promise<Withdrawal | null> {
  const request = await view.read({ what: "withdrawal", withdrawalId: id });
  const epoch = await view.read({ what: "epoch" });
  return request === null || epoch === 0 ? request : { ...request, epoch };
}

/**
 * Reads a withdrawal's mailbox and returns as many of its signatures as a payment takes now, the
 * earliest ones, in the order in which the gateway wants them.
 *
 * @param brings Whether to return all there are instead.
 */
export async function signaturesFor(
  withdrawalId: Amount,
  view: View,
  brings?: "all",
): Promise<readonly Signature[]> {
  const epoch = await view.read({ what: "epoch" });
  const mailbox = (await view.read({ what: "mailbox", withdrawalId })).filter(
    (signature) => !("signer" in signature) || (signature.over.epoch ?? 0) === epoch,
  );
  return inCallOrder(
    mailbox.slice(0, brings === "all" ? mailbox.length : await quorumOf(view)),
    view.accounts,
  );
}

/** Whether a step made all signatures worthless. */
export const endsEpoch = (step: Step): boolean =>
  isOk(step, "cancelEpoch") || isOk(step, "replaceSigner") || isOk(step, "raiseQuorum");

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
