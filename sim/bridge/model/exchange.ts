import type { CommandOf } from "../port.ts";
import { nodeOf, venueOf } from "../venue.ts";
import { move, refuseCoin, refuseEther, refusePaying } from "./coins.ts";
import {
  balanceOf,
  type Decision,
  done,
  type Refused,
  refuse,
  refuseNothing,
  type State,
  show,
  uint256Max,
} from "./state.ts";

/** Takes an amount and owes it to an account, whether that is blocked or not. */
export function exchangeDeposit(state: State, command: CommandOf<"exchangeDeposit">): Decision {
  const { sender, owner, token, amount } = command;
  const venue = venueOf(state.world, "exchange", command.venue);
  const value = BigInt(amount);
  const [account, all] = [nodeOf(venue, owner), nodeOf(venue)];
  const isTooMuch = balanceOf(state, "mainchain", account, token) + value > uint256Max;
  const refused =
    refuseEther(state, sender, token, value) ??
    refuseNothing(state, owner, value) ??
    (isTooMuch ? refuse("Panic", { reason: "17" }) : undefined) ??
    refuseCoin(state, sender, token, value);
  if (refused) return refused;
  move(state, token, value, [sender], [account, all]);
  return { result: {}, balances: show(state, "mainchain", [sender, account, all], token) };
}

/** Pays what the sender is owed to anybody, unless the sender is blocked. */
export function exchangeWithdraw(state: State, command: CommandOf<"exchangeWithdraw">): Decision {
  const { sender, token, recipient, amount } = command;
  const venue = venueOf(state.world, "exchange", command.venue);
  const value = BigInt(amount);
  const [account, all] = [nodeOf(venue, sender), nodeOf(venue)];
  const nothing = refuseNothing(state, recipient, value);
  if (nothing) return nothing;
  if (isBlocked(state, venue.name, sender)) return refuse("AccountBlocked", { account: sender });
  const balance = balanceOf(state, "mainchain", account, token);
  if (balance < value)
    return refuse("BalanceShort", {
      account: sender,
      balance: `${balance}`,
      amount: `${value}`,
    });
  const unpaid = refusePaying(state, recipient, token);
  if (unpaid) return unpaid;
  move(state, token, value, [account, all], [recipient]);
  return { result: {}, balances: show(state, "mainchain", [recipient, account, all], token) };
}

/** Blocks an account, or lifts the block; the operator only. */
export function block(
  state: State,
  command: CommandOf<"blockAccount"> | CommandOf<"unblockAccount">,
): Decision {
  const stranger = refuseStranger(state, command);
  if (stranger) return stranger;
  const key = `${command.venue} ${command.account}`;
  if (command.verb === "blockAccount") state.blocked.add(key);
  else state.blocked.delete(key);
  return done;
}

/** Pays all that a blocked account has of a token to whom the operator says; the operator only. */
export function returnBlocked(state: State, command: CommandOf<"returnBlocked">): Decision {
  const { token, recipient } = command;
  const venue = venueOf(state.world, "exchange", command.venue);
  const [account, all] = [nodeOf(venue, command.account), nodeOf(venue)];
  const stranger = refuseStranger(state, command);
  if (stranger) return stranger;
  if (!isBlocked(state, venue.name, command.account))
    return refuse("NotBlocked", { account: command.account });
  const value = balanceOf(state, "mainchain", account, token);
  const nothing = refuseNothing(state, recipient, 1n);
  if (nothing) return nothing;
  const unpaid = refusePaying(state, recipient, token);
  if (unpaid) return unpaid;
  move(state, token, value, [account, all], [recipient]);
  return {
    result: { returned: `${value}` },
    balances: show(state, "mainchain", [recipient, account, all], token),
  };
}

/** Whether an exchange has blocked an account. */
export const isBlocked = ({ blocked }: State, venue: string, account: string): boolean =>
  blocked.has(`${venue} ${account}`);

function refuseStranger(
  { world }: State,
  { venue, sender }: { readonly venue: string; readonly sender: string },
): Refused | undefined {
  return venueOf(world, "exchange", venue).operator === sender
    ? undefined
    : refuse("NotOperator", { caller: sender });
}
