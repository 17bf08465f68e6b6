import type { Ratio } from "../../core/units.ts";
import type { CommandOf } from "../port.ts";
import { bookOf, raiseEpoch } from "./guarded.rules.ts";
import type { Request } from "./guards/guard.ts";
import { nobody } from "./recover.ts";
import { refuseRole } from "./roles.ts";
import { type Decision, type Refused, refuse, type State } from "./state.ts";
import { typedSigners } from "./typed.recover.ts";

/**
 * Verifies every signature of a withdrawal, and returns who signed. Signers ascend by address, and
 * each has a seat; seats weigh one.
 */
export function quorumOf(
  state: State,
  { withdrawal, signatures }: CommandOf<"submitWithdrawal">,
): Request["quorum"] | Refused {
  const seats = state.sets.mainchain.validators;
  const signers: string[] = [];
  let previous = nobody;
  for (const signer of typedSigners(state.world, withdrawal, signatures)) {
    if (signer === nobody) return refuse("SignatureInvalid", { index: `${signers.length}` });
    if (signer.address <= previous.address)
      return refuse("SignersNotAscending", { previous: previous.name, signer: signer.name });
    if (!seats.includes(signer.name)) return refuse("NotSigner", { account: signer.name });
    signers.push(signer.name);
    previous = signer;
  }
  const total = totalOf(state);
  const minimum = minimumOf(state.sets.mainchain.quorum, total);
  if (signers.length < minimum)
    return refuse("QuorumNotReached", {
      weight: `${signers.length}`,
      minimum: `${minimum}`,
      total: `${total}`,
    });
  return { signers, total, minimum };
}

/**
 * Takes out a signer, at once; a responder only. Its spare takes the seat, or the seat is vacant:
 * its weight stays, so that the minimum does not fall.
 */
export function replaceSigner(
  state: State,
  { sender, signer }: CommandOf<"replaceSigner">,
): Decision {
  const book = bookOf(state);
  const set = state.sets.mainchain;
  const refused = refuseRole(sender, "RESPONDER", book.roles.responder);
  if (refused) return refused;
  if (!set.validators.includes(signer)) return refuse("NotSigner", { account: signer });
  const spare = book.spares.get(signer);
  book.spares.delete(signer);
  const others = set.validators.filter((name) => name !== signer);
  set.validators = spare === undefined ? others : [...others, spare];
  if (spare === undefined) book.vacant += 1;
  return raiseEpoch(book);
}

/** Raises the share of the weight that is a quorum, at once; a responder only. */
export function raiseQuorum(state: State, { sender, quorum }: CommandOf<"raiseQuorum">): Decision {
  const book = bookOf(state);
  const set = state.sets.mainchain;
  const refused = refuseRole(sender, "RESPONDER", book.roles.responder);
  if (refused) return refused;
  const total = totalOf(state);
  const { numerator, denominator } = quorum;
  if (numerator === 0 || numerator > denominator)
    return refuse("QuorumUnsound", {
      numerator: `${numerator}`,
      denominator: `${denominator}`,
      totalWeight: `${total}`,
    });
  const [before, after] = [minimumOf(set.quorum, total), minimumOf(quorum, total)];
  if (after <= before)
    return refuse("QuorumNotRaised", {
      minimumWeight: `${before}`,
      newMinimumWeight: `${after}`,
    });
  set.quorum = quorum;
  return raiseEpoch(book);
}

/** The weight of all seats, vacant ones too. */
const totalOf = (state: State): number =>
  state.sets.mainchain.validators.length + bookOf(state).vacant;

const minimumOf = ({ numerator, denominator }: Ratio, total: number): number =>
  Math.ceil((numerator * total) / denominator);
