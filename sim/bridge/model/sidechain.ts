import type { CommandOf } from "../port.ts";
import {
  type Acknowledgements,
  add,
  balanceOf,
  type Decision,
  isEnough,
  type Refused,
  refuse,
  refuseMissing,
  refuseNothing,
  type State,
  shortfall,
  show,
} from "./state.ts";

/**
 * Hears a validator on a deposit. When enough have said the same of it for the first time, the
 * deposit is credited: from what is locked, and minted for the rest.
 */
export function acknowledgeDeposit(
  state: State,
  command: CommandOf<"acknowledgeDeposit">,
): Decision {
  const { sender, depositId, owner, token, amount } = command;
  const value = BigInt(amount);
  const set = state.sets.sidechain;
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  const stranger = refuseStranger(state, sender);
  if (stranger) return stranger;
  const refused =
    refuseNothing(state, owner, value) ?? refuseMissing(state, "sidechain", { token });
  if (refused) return refused;
  const heard = acknowledgementsOf(state, depositId);
  if (heard.heardFrom.has(sender))
    return refuse("AlreadyAcknowledged", { depositId, validator: sender });

  const content = `${owner} ${token} ${amount}`;
  const votes = (heard.votes.get(content) ?? 0) + 1;
  const credited = !heard.credited.has(content) && isEnough(set, votes);
  const short = shortfall(state, "sidechain", token, credited ? value : 0n);
  if ("refused" in short) return short;
  heard.heardFrom.add(sender);
  heard.votes.set(content, votes);
  if (credited) {
    const { minted } = short;
    heard.credited.add(content);
    add(state, "sidechain", "locked", token, minted - value);
    add(state, "sidechain", owner, token, value);
    add(state, "sidechain", "supply", token, minted);
  }
  return {
    result: { credited },
    balances: show(state, "sidechain", [owner, "locked", "supply"], token),
  };
}

/** Locks a user's tokens and gives the withdrawal the next id. */
export function requestWithdrawal(state: State, command: CommandOf<"requestWithdrawal">): Decision {
  const { sender, recipient, token, amount } = command;
  const value = BigInt(amount);
  const held = balanceOf(state, "sidechain", sender, token);
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  const refused =
    refuseNothing(state, recipient, value) ?? refuseMissing(state, "sidechain", { token });
  if (refused) return refused;
  if (held < value)
    return refuse("ERC20InsufficientBalance", { sender, balance: `${held}`, needed: amount });

  add(state, "sidechain", sender, token, -value);
  add(state, "sidechain", "locked", token, value);
  const withdrawalId = `${BigInt(state.requests.length)}` as const;
  state.requests.push({ id: withdrawalId, token, recipient, amount });
  return {
    result: { withdrawalId },
    balances: show(state, "sidechain", [sender, "locked", "supply"], token),
  };
}

/** Keeps a validator's signature for a withdrawal, without looking at it. */
export function postSignature(state: State, command: CommandOf<"postSignature">): Decision {
  const { sender, withdrawalId, signature, replace } = command;
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  const stranger = refuseStranger(state, sender);
  if (stranger) return stranger;
  if (BigInt(withdrawalId) >= BigInt(state.requests.length))
    return refuse("WithdrawalUnknown", { id: withdrawalId });
  const mailbox = state.mailboxes.get(withdrawalId) ?? new Map();
  if (mailbox.has(sender) && !replace)
    return refuse("AlreadySigned", { id: withdrawalId, validator: sender });

  mailbox.set(sender, signature);
  state.mailboxes.set(withdrawalId, mailbox);
  return { result: {}, balances: [] };
}

/** Asks the validators for their signatures again; the request's owner only. */
export function requestSignatureAgain(
  state: State,
  { sender, withdrawalId }: CommandOf<"requestSignatureAgain">,
): Decision {
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  const request = state.requests[Number(withdrawalId)];
  if (request === undefined) return refuse("WithdrawalUnknown", { id: withdrawalId });
  if (request.recipient !== sender)
    return refuse("NotWithdrawalOwner", { id: withdrawalId, caller: sender });
  return { result: {}, balances: [] };
}

/** Why somebody is no validator to the sidechain's gateway, if so. */
function refuseStranger(state: State, sender: string): Refused | undefined {
  const unknown = refuseMissing(state, "sidechain", { name: "VALIDATOR" });
  if (unknown) return unknown;
  return state.sets.sidechain.validators.includes(sender)
    ? undefined
    : refuse("NotValidator", { caller: sender });
}

function acknowledgementsOf(state: State, depositId: string): Acknowledgements {
  const known = state.acknowledgements.get(depositId);
  if (known) return known;
  const fresh = { heardFrom: new Set<string>(), votes: new Map(), credited: new Set<string>() };
  state.acknowledgements.set(depositId, fresh);
  return fresh;
}
