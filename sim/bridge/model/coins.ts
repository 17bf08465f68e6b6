import { add, balanceOf, isNobody, kindOf, type Refused, refuse, type State } from "./state.ts";
import { isFrozen } from "./vault.ts";

/** Why a venue cannot take an amount from an account, if so: ether is seen before the call. */
export function refuseEther(
  state: State,
  sender: string,
  token: string,
  value: bigint,
): Refused | undefined {
  const isShort =
    kindOf(state, token) === "wrapped" && balanceOf(state, "mainchain", sender, token) < value;
  return isShort ? refuse("InsufficientFunds", { sender }) : undefined;
}

/** Why a token does not come from an account to a venue, if so. */
export function refuseCoin(
  state: State,
  sender: string,
  token: string,
  value: bigint,
): Refused | undefined {
  const kind = kindOf(state, token);
  const held = balanceOf(state, "mainchain", sender, token);
  if (kind === "absent") return refuse("SafeERC20FailedOperation", { token });
  if (kind !== "wrapped" && isFrozen(state, token, sender))
    return refuse("AccountFrozen", { account: sender });
  if (held < value)
    return refuse("ERC20InsufficientBalance", { sender, balance: `${held}`, needed: `${value}` });
  return undefined;
}

/** Why a token does not go from a venue to an account, if so. */
export function refusePaying(state: State, recipient: string, token: string): Refused | undefined {
  const kind = kindOf(state, token);
  if (kind === "absent") return refuse("SafeERC20FailedOperation", { token });
  if (kind === "wrapped")
    return state.world.refusesEther?.includes(recipient)
      ? refuse("EtherTransferFailed", { recipient })
      : undefined;
  if (isFrozen(state, token, recipient)) return refuse("AccountFrozen", { account: recipient });
  return undefined;
}

/** Moves an amount between accounts, venues, and what an exchange owes. */
export function move(
  state: State,
  token: string,
  value: bigint,
  sources: readonly string[],
  targets: readonly string[],
): void {
  for (const source of sources) add(state, "mainchain", source, token, -value);
  for (const target of targets) add(state, "mainchain", target, token, value);
}

/** Why a venue does not pay anything, or nobody, if so. */
export function refuseNobody(state: State, account: string): Refused | undefined {
  return isNobody(state, account) ? refuse("ZeroAddress") : undefined;
}
