import type { ChainName, CommandOf } from "../port.ts";
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
  if (kind !== "issued" || sender !== state.world.issuer)
    return refuse("NotMinter", { caller: sender });
  if (isNobody(state, account)) return refuse("ERC20InvalidReceiver", { receiver: account });
  const frozen = frozenOf(state, chain, token, ["nobody", account]);
  if (frozen) return frozen;
  if (balanceOf(state, chain, "supply", token) + value > uint256Max)
    return refuse("Panic", { reason: "17" });
  add(state, chain, account, token, value);
  add(state, chain, "supply", token, value);
  return { result: {}, balances: balances() };
}

/** Stops or starts a token's account; its issuer only. */
export function freeze(
  state: State,
  { verb, sender, token, account }: CommandOf<"freeze"> | CommandOf<"unfreeze">,
): Decision {
  const kind = kindOf(state, token);
  if (kind === "absent") return { result: {}, balances: [] };
  if (kind !== "issued") return refuse("Reverted");
  if (sender !== state.world.issuer) return refuse("NotIssuer", { caller: sender });
  if (verb === "freeze") state.frozen.add(`${token} ${account}`);
  else state.frozen.delete(`${token} ${account}`);
  return { result: {}, balances: [] };
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
  const isBare = chain === "mainchain" && kindOf(state, token) === "wrapped";
  const held = isBare ? 0n : balanceOf(state, chain, owner, token);
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
