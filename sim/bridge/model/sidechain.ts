import type { Command } from "../port.ts";
import {
  type Acknowledgements,
  add,
  balanceOf,
  type Decision,
  isEnough,
  refuse,
  type State,
  show,
} from "./state.ts";

type Of<V extends Command["verb"]> = Extract<Command, { verb: V }>;

/**
 * Hears a validator on a deposit. When enough have said the same of it for the first time, the
 * deposit is credited: from what is locked, and minted for the rest.
 */
export function acknowledgeDeposit(state: State, command: Of<"acknowledgeDeposit">): Decision {
  const { sender, depositId, owner, token, amount } = command;
  const value = BigInt(amount);
  const set = state.sets.sidechain;
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  if (!set.validators.includes(sender)) return refuse("NotValidator", { caller: sender });
  if (value === 0n) return refuse("ZeroAmount");
  const heard = acknowledgementsOf(state, depositId);
  if (heard.heardFrom.has(sender))
    return refuse("AlreadyAcknowledged", { depositId, validator: sender });

  const content = `${owner} ${token} ${amount}`;
  const votes = (heard.votes.get(content) ?? 0) + 1;
  heard.heardFrom.add(sender);
  heard.votes.set(content, votes);
  const credited = !heard.credited.has(content) && isEnough(set, votes);
  if (credited) {
    heard.credited.add(content);
    const locked = balanceOf(state, "sidechain", "locked", token);
    const minted = value > locked ? value - locked : 0n;
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
export function requestWithdrawal(state: State, command: Of<"requestWithdrawal">): Decision {
  const { sender, recipient, token, amount } = command;
  const value = BigInt(amount);
  const held = balanceOf(state, "sidechain", sender, token);
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  if (value === 0n) return refuse("ZeroAmount");
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
export function postSignature(state: State, command: Of<"postSignature">): Decision {
  const { sender, withdrawalId, signature, replace } = command;
  if (state.paused.has("sidechain")) return refuse("EnforcedPause");
  if (!state.sets.sidechain.validators.includes(sender))
    return refuse("NotValidator", { caller: sender });
  if (BigInt(withdrawalId) >= BigInt(state.requests.length))
    return refuse("WithdrawalUnknown", { id: withdrawalId });
  const mailbox = state.mailboxes.get(withdrawalId) ?? new Map();
  if (mailbox.has(sender) && !replace)
    return refuse("AlreadySigned", { id: withdrawalId, validator: sender });

  mailbox.set(sender, signature);
  state.mailboxes.set(withdrawalId, mailbox);
  return { result: {}, balances: [] };
}

function acknowledgementsOf(state: State, depositId: string): Acknowledgements {
  const known = state.acknowledgements.get(depositId);
  if (known) return known;
  const fresh = { heardFrom: new Set<string>(), votes: new Map(), credited: new Set<string>() };
  state.acknowledgements.set(depositId, fresh);
  return fresh;
}
