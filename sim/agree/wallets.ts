import { balanceOf, uint256Max } from "../bridge/model/state.ts";
import type { ChainName, Command } from "../bridge/port.ts";
import type { Pick, Walk } from "./draw.ts";
import { amountNear, chainOf, oneOf, tokenOf } from "./values.ts";
import { users } from "./world.ts";

export function drawToken(walk: Walk, pick: Pick): Command {
  const { world, state } = walk;
  const kind = pick(9);
  const sender = oneOf(pick, users);
  const [, frozen] = ([...state.frozen][0] ?? "").split(" ");
  const recipient =
    frozen !== undefined && pick(2) === 0
      ? frozen
      : oneOf(pick, ["alice", "bob", "nobody", "refuser"]);
  const chain = chainOf(pick);
  const token = tokenOf(walk, pick);
  const held = balanceOf(state, chain, sender, token);
  if (kind === 0)
    return {
      verb: "mint",
      sender: pick(3) > 0 ? world.issuer : sender,
      chain: pick(4) > 0 ? "mainchain" : chain,
      token: pick(4) > 0 ? "USDC" : token,
      account: recipient,
      amount: amountNear(pick, 1_000n),
    };
  if (kind < 3) {
    const spender = pick(3) === 0 ? "nobody" : oneOf(pick, users);
    if (pick(4) === 0)
      return { verb: "approve", sender, chain, token, spender, amount: amountNear(pick, held) };
    const dollars = balanceOf(state, "mainchain", "alice", "USDC");
    const amount = amountNear(pick, dollars);
    return { verb: "approve", sender: "alice", chain: "mainchain", token: "USDC", spender, amount };
  }
  if (kind < 5) {
    const isUsual = pick(2) === 0;
    return {
      verb: "transfer",
      sender,
      chain: isUsual ? "mainchain" : chain,
      token: isUsual ? "USDC" : token,
      recipient,
      amount: amountNear(pick, isUsual ? balanceOf(state, "mainchain", sender, "USDC") : held),
    };
  }
  const owner = pick(2) > 0 ? oneOf(pick, users) : "nobody";
  const some = amountNear(pick, held);
  const amount = owner === "nobody" && pick(4) > 0 ? "0" : some;
  return { verb: "transferFrom", sender, chain, token, owner, recipient, amount };
}

/** Spends what somebody approved and has: some, all, or one more; there may be some left. */
export function drawSpending(walk: Walk, pick: Pick): Command {
  const { state } = walk;
  const live = [...state.allowances].filter(([key, allowance]) => {
    const [chain, token = "", owner = ""] = key.split(" ") as [ChainName, string];
    return allowance > 0n && balanceOf(state, chain, owner, token) > 0n;
  });
  if (live.length === 0) return drawToken(walk, pick);
  const [key, allowance] = oneOf(pick, live);
  const [chain, token = "", owner = "", sender = ""] = key.split(" ") as [ChainName, string];
  const recipient = oneOf(pick, [...users, "bob", "nobody"]);
  const amount = `${oneOf(pick, [allowance / 2n + 1n, 1n, allowance, allowance + 1n])}` as const;
  return allowance === uint256Max
    ? { verb: "approve", sender: owner, chain, token, spender: sender, amount: "9" }
    : { verb: "transferFrom", sender, chain, token, owner, recipient, amount };
}
