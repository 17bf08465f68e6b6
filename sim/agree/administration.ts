import { balanceOf } from "../bridge/model/state.ts";
import type { Command } from "../bridge/port.ts";
import type { Ratio } from "../core/units.ts";
import type { Pick, Walk } from "./draw.ts";
import { adminOr, amountNear, chainOf, oneOf, tokenOf, usualToken } from "./values.ts";
import { users } from "./world.ts";

const quorums: readonly Ratio[] = [
  [5, 9],
  [1, 2],
  [2, 3],
  [51, 100],
  [1, 9],
  [2, 9],
  [3, 9],
  [6, 9],
  [9, 9],
  [0, 9],
  [0, 0],
  [1, 0],
  [10, 9],
  [1, 1_000_000_007],
].map(([numerator = 0, denominator = 0]) => ({ numerator, denominator }));

export function drawSwitch(walk: Walk, pick: Pick): Command {
  return {
    verb: oneOf(pick, ["pause", "pause", "unpause"]),
    sender: adminOr(walk, pick),
    chain: chainOf(pick),
  };
}

export function drawMember(walk: Walk, pick: Pick): Command {
  const names = [...walk.world.validators, "outsider", "alice", "nobody"];
  return {
    verb: oneOf(pick, ["addValidator", "removeValidator"]),
    sender: adminOr(walk, pick),
    chain: chainOf(pick),
    validator: oneOf(pick, names),
  };
}

export function drawQuorum(walk: Walk, pick: Pick): Command {
  return {
    verb: "updateQuorum",
    sender: adminOr(walk, pick),
    chain: chainOf(pick),
    quorum: oneOf(pick, quorums),
  };
}

export function drawFreeze(walk: Walk, pick: Pick): Command {
  return {
    verb: oneOf(pick, ["freeze", "unfreeze"]),
    sender: pick(4) > 0 ? walk.world.issuer : oneOf(pick, users),
    token: pick(5) > 0 ? "USDC" : tokenOf(walk, pick),
    account: oneOf(pick, ["alice", "bob", "alice", "bob", "nobody", "refuser"]),
  };
}

export function drawRegistry(walk: Walk, pick: Pick): Command {
  const sender = adminOr(walk, pick);
  const chain = chainOf(pick);
  const kind = pick(5);
  if (kind < 3) {
    const verb = kind === 0 ? "mapToken" : "clearMapToken";
    return { verb, sender, chain, token: usualToken(walk, pick) };
  }
  const name =
    chain === "mainchain" ? oneOf(pick, ["VALIDATOR", "WETH_TOKEN"] as const) : "VALIDATOR";
  return { verb: "updateContract", sender, chain, name, isSet: pick(3) === 0 };
}

export function drawOddity(walk: Walk, pick: Pick): Command {
  const kind = pick(4);
  const sender = oneOf(pick, users);
  if (kind === 0) return { verb: "initialize", sender };
  if (kind === 1)
    return {
      verb: "sendEther",
      sender,
      amount: amountNear(pick, balanceOf(walk.state, "mainchain", sender, "ETH")),
    };
  return {
    verb: "updateProxyTo",
    sender: adminOr(walk, pick),
    account: oneOf(pick, ["alice", null, "nobody"]),
  };
}

/** Upgrades, makes a step by itself, or goes back to the first logic. */
export function drawUpgrade(walk: Walk, pick: Pick): Command {
  const sender = adminOr(walk, pick);
  const step = oneOf(pick, [3, 4] as const);
  const isNext = walk.state.v2?.upgrade?.isNext ?? false;
  const kind = pick(isNext ? 8 : 3);
  if (kind < 2) return { verb: "upgradeToAndCall", sender, step: kind === 0 ? step : null };
  if (kind < 5) return { verb: "initialize", sender, step };
  return { verb: "updateProxyTo", sender, account: null };
}
