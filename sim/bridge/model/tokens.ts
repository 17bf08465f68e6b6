import type { ChainName, CommandOf } from "../port.ts";
import { issuerOf } from "../venue.ts";
import {
  add,
  balanceOf,
  type Decision,
  isNobody,
  kindOf,
  type Refused,
  refuse,
  type State,
  show,
  uint256Max,
} from "./state.ts";
import { isFrozen } from "./vault.ts";

/** Makes tokens; the issuer of an `issued` one only. What the gateway mints, nobody else does. */
export function mint(state: State, command: CommandOf<"mint">): Decision {
  const { sender, chain, token, account } = command;
  const value = BigInt(command.amount);
  const kind = chain === "mainchain" ? kindOf(state, token) : "minted";
  const balances = () => show(state, chain, [account, "supply"], token);
  if (kind === "absent") return { result: {}, balances: balances() };
  if (kind === "wrapped") return refuse("Reverted");
  if (issuerOn(state, chain, token) !== sender) return refuse("NotMinter", { caller: sender });
  if (isNobody(state, account)) return refuse("ERC20InvalidReceiver", { receiver: account });
  const frozen = frozenOf(state, chain, token, ["nobody", account]);
  if (frozen) return frozen;
  if (balanceOf(state, chain, "supply", token) + value > uint256Max)
    return refuse("Panic", { reason: "17" });
  add(state, chain, account, token, value);
  add(state, chain, "supply", token, value);
  return { result: {}, balances: balances() };
}

/** Returns who mints a token; the sidechain's are minted by its gateway alone. */
const issuerOn = (state: State, chain: ChainName, token: string): string | undefined =>
  chain === "mainchain" ? issuerOf(state.world, token) : undefined;

/** Stops or starts a token's account; its issuer only. */
export function freeze(
  state: State,
  { verb, sender, token, account }: CommandOf<"freeze"> | CommandOf<"unfreeze">,
): Decision {
  if (kindOf(state, token) === "absent") return { result: {}, balances: [] };
  const issuer = issuerOf(state.world, token);
  if (issuer === undefined) return refuse("Reverted");
  if (sender !== issuer) return refuse("NotIssuer", { caller: sender });
  if (verb === "freeze") state.frozen.add(`${token} ${account}`);
  else state.frozen.delete(`${token} ${account}`);
  return { result: {}, balances: [] };
}

/** Burns what a frozen account has of a token, and issues as much to another; its issuer only. */
export function reissue(state: State, command: CommandOf<"reissue">): Decision {
  const { sender, token, account, recipient } = command;
  const kind = kindOf(state, token);
  const held = balanceOf(state, "mainchain", account, token);
  if (kind === "absent")
    return {
      result: { reissued: "0" },
      balances: show(state, "mainchain", [account, recipient, "supply"], token),
    };
  if (kind !== "reissuable") return refuse("Reverted");
  if (sender !== issuerOf(state.world, token)) return refuse("NotIssuer", { caller: sender });
  if (!isFrozen(state, token, account)) return refuse("NotFrozen", { account });
  if (isNobody(state, recipient)) return refuse("ERC20InvalidReceiver", { receiver: recipient });
  const frozen = frozenOf(state, "mainchain", token, ["nobody", recipient]);
  if (frozen) return frozen;
  add(state, "mainchain", account, token, -held);
  add(state, "mainchain", recipient, token, held);
  return {
    result: { reissued: `${held}` },
    balances: show(state, "mainchain", [account, recipient, "supply"], token),
  };
}

/** Lets somebody move an owner's tokens, so many and no more. */
export function approve(state: State, command: CommandOf<"approve">): Decision {
  const { sender, chain, token, spender, amount } = command;
  if (isAbsent(state, chain, token)) return { result: {}, balances: [] };
  if (isNobody(state, spender)) return refuse("ERC20InvalidSpender", { spender });
  state.allowances.set(`${chain} ${token} ${sender} ${spender}`, BigInt(amount));
  return { result: {}, balances: [] };
}

/** Moves tokens of the sender, or of an owner who approved that many. */
export function transfer(
  state: State,
  command: CommandOf<"transfer"> | CommandOf<"transferFrom">,
): Decision {
  const { sender, chain, token, recipient, amount } = command;
  const isEther = chain === "mainchain" && kindOf(state, token) === "wrapped";
  if (command.verb === "transfer" && isEther) return transferEther(state, command);
  const value = BigInt(amount);
  const owner = command.verb === "transfer" ? sender : command.owner;
  const key = `${chain} ${token} ${owner} ${sender}`;
  const allowance = command.verb === "transfer" ? uint256Max : (state.allowances.get(key) ?? 0n);
  const answer = (): Decision => ({
    result: {},
    balances: show(state, chain, [owner, recipient], token),
  });
  if (isAbsent(state, chain, token)) return answer();
  if (allowance < value)
    return refuse("ERC20InsufficientAllowance", {
      spender: sender,
      allowance: `${allowance}`,
      needed: amount,
    });
  if (isNobody(state, owner)) return refuse("ERC20InvalidApprover", { approver: owner });
  if (isNobody(state, recipient)) return refuse("ERC20InvalidReceiver", { receiver: recipient });
  const frozen = frozenOf(state, chain, token, [owner, recipient]);
  if (frozen) return frozen;
  // Wallets of the mainchain hold bare ether, and none of it wrapped.
  const held = isEther ? 0n : balanceOf(state, chain, owner, token);
  if (held < value)
    return refuse("ERC20InsufficientBalance", {
      sender: owner,
      balance: `${held}`,
      needed: amount,
    });
  if (allowance < uint256Max) state.allowances.set(key, allowance - value);
  add(state, chain, owner, token, -value);
  add(state, chain, recipient, token, value);
  return answer();
}

/** Moves bare ether, without a call. */
function transferEther(state: State, command: CommandOf<"transfer">): Decision {
  const { sender, token, recipient, amount } = command;
  const value = BigInt(amount);
  if (balanceOf(state, "mainchain", sender, token) < value)
    return refuse("InsufficientFunds", { sender });
  if (state.world.refusesEther?.includes(recipient)) return refuse("Reverted");
  add(state, "mainchain", sender, token, -value);
  add(state, "mainchain", recipient, token, value);
  return { result: {}, balances: show(state, "mainchain", [sender, recipient], token) };
}

const isAbsent = (state: State, chain: ChainName, token: string): boolean =>
  chain === "mainchain" && kindOf(state, token) === "absent";

function frozenOf(
  state: State,
  chain: ChainName,
  token: string,
  accounts: readonly string[],
): Refused | undefined {
  const account =
    chain === "mainchain" ? accounts.find((name) => isFrozen(state, token, name)) : undefined;
  return account === undefined ? undefined : refuse("AccountFrozen", { account });
}
