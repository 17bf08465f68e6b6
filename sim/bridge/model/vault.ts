import {
  add,
  balanceOf,
  type Deposit,
  type Done,
  kindOf,
  type Refused,
  refuse,
  type State,
  show,
  uint256Max,
} from "./state.ts";

/** One payment out of the vault, in base units. */
export type Payment = { readonly recipient: string; readonly value: bigint };

/** Whether an issuer has stopped an account of its token. */
export const isFrozen = (state: State, token: string, account: string): boolean =>
  state.frozen.size > 0 && state.frozen.has(`${token} ${account}`);

/** Why a token does not come from an account into the vault, if so. */
export function refuseTaking(
  state: State,
  sender: string,
  token: string,
  value: bigint,
): Refused | undefined {
  const isWrapped = kindOf(state, token) === "wrapped";
  const held = balanceOf(state, "mainchain", sender, token);
  if (kindOf(state, token) === "absent") return refuse("SafeERC20FailedOperation", { token });
  if (!isWrapped && isFrozen(state, token, sender))
    return refuse("AccountFrozen", { account: sender });
  if (!isWrapped && isFrozen(state, token, "gateway"))
    return refuse("AccountFrozen", { account: "gateway" });
  if (held < value)
    return refuse("ERC20InsufficientBalance", { sender, balance: `${held}`, needed: `${value}` });
  return undefined;
}

/**
 * Makes payments of a token one after the other, all of them or none: what the vault lacks is
 * minted if the token lets the gateway, and who takes no ether gets it wrapped.
 */
export function payAll(
  state: State,
  token: string,
  payments: readonly Payment[],
): { readonly minted: bigint } | Refused {
  const kind = kindOf(state, token);
  if (kind === "absent") return refuse("Reverted");
  let balance = balanceOf(state, "mainchain", "vault", token);
  const supply = balanceOf(state, "mainchain", "supply", token);
  let minted = 0n;
  for (const { recipient, value } of payments) {
    const lacking = value > balance ? value - balance : 0n;
    const isPossible = kind === "minted" && supply + minted + lacking <= uint256Max;
    if (lacking > 0n && !isPossible)
      return refuse("VaultShort", { token, balance: `${balance}`, amount: `${value}` });
    for (const account of ["gateway", recipient])
      if (kind !== "wrapped" && isFrozen(state, token, account))
        return refuse("AccountFrozen", { account });
    minted += lacking;
    balance += lacking - value;
  }
  const change = balance - balanceOf(state, "mainchain", "vault", token);
  add(state, "mainchain", "vault", token, change);
  add(state, "mainchain", "supply", token, supplyChange(state, token, payments, minted));
  for (const { recipient, value } of payments) add(state, "mainchain", recipient, token, value);
  return { minted };
}

/** What there is more of a token after payments; ether is wrapped or bare in the vault. */
function supplyChange(
  state: State,
  token: string,
  payments: readonly Payment[],
  minted: bigint,
): bigint {
  if (kindOf(state, token) !== "wrapped") return minted;
  const isBare = state.v2 !== null;
  return payments
    .filter(({ recipient }) => isBare === (state.world.refusesEther?.includes(recipient) ?? false))
    .reduce((sum, { value }) => sum + (isBare ? value : -value), 0n);
}

/** Puts what an account brings into the vault, and gives the deposit the next id. */
export function takeIn(
  state: State,
  { sender, owner, token, amount }: Deposit & { readonly sender: string },
): Done {
  const value = BigInt(amount);
  const wraps = kindOf(state, token) === "wrapped" && state.v2 === null;
  add(state, "mainchain", sender, token, -value);
  add(state, "mainchain", "vault", token, value);
  if (wraps) add(state, "mainchain", "supply", token, value);
  const depositId = `${BigInt(state.deposits.push({ owner, token, amount }) - 1)}` as const;
  return {
    result: { depositId },
    balances: show(state, "mainchain", [sender, "vault", "supply"], token),
  };
}
