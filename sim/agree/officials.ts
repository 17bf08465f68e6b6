import { balanceOf } from "../bridge/model/state.ts";
import type { Command } from "../bridge/port.ts";
import { drawRegistry } from "./administration.ts";
import type { Draw, Pick, Walk } from "./draw.ts";
import { drawDeposit } from "./traffic.ts";
import { amountNear, oneOf } from "./values.ts";
import { users } from "./world.ts";

/** Stops or starts V2: the administrator, a pauser by way of the enforcer, or nobody. */
export function drawV2Switch({ world, state }: Walk, pick: Pick): Command {
  const isPaused = state.paused.has("mainchain");
  const sender = oneOf(pick, ["pauser", world.admin, "pauser", "unlocker"]);
  const likely = isPaused ? "unpause" : "pause";
  const other = isPaused ? "pause" : "unpause";
  return { verb: pick(4) > 0 ? likely : other, sender, chain: "mainchain" };
}

/** Stops or starts a guarded gateway, or a token there, by who may or may not. */
export function drawGuardedSwitch({ world, state }: Walk, pick: Pick): Command {
  const [stopped] = state.guarded?.pausedTokens ?? [];
  const token = stopped ?? (pick(4) === 3 ? oneOf(pick, world.tokens).symbol : undefined);
  const isPaused = state.paused.has("mainchain") || stopped !== undefined;
  const verb = isPaused && pick(4) > 0 ? "unpause" : oneOf(pick, ["pause", "unpause"] as const);
  const official = verb === "pause" ? "pauser" : "unpauser";
  const sender = pick(4) > 0 ? official : oneOf(pick, ["pauser", "unpauser", world.admin]);
  const isOfToken = token !== undefined && (!state.paused.has("mainchain") || pick(2) === 0);
  return { verb, sender, chain: "mainchain", ...(isOfToken ? { token } : {}) };
}

/** Mostly draws first what lets a payment be made: a running gateway, and something in the vault. */
export const whenReady =
  (draw: Draw): Draw =>
  (walk, pick) => {
    const { world, state } = walk;
    if (state.paused.has("mainchain") && pick(2) === 0)
      return state.guarded === null ? drawV2Switch(walk, pick) : drawGuardedSwitch(walk, pick);
    const [token] = state.guarded?.pausedTokens ?? [];
    if (token !== undefined && pick(4) === 0)
      return { verb: "unpause", sender: "unpauser", chain: "mainchain", token };
    const isEmpty = world.tokens.every(
      ({ symbol }) => balanceOf(state, "mainchain", "vault", symbol) === 0n,
    );
    return isEmpty && pick(6) > 0 ? drawDeposit(walk, pick) : draw(walk, pick);
  };

/** Draws on the sidechain what has no counterpart at the mainchain's gateway. */
export const elsewhere =
  (draw: Draw): Draw =>
  (walk, pick) => {
    const command = draw(walk, pick);
    if (!("chain" in command) || command.chain === "sidechain") return command;
    return command.verb === "updateContract"
      ? { ...command, chain: "sidechain", name: "VALIDATOR" }
      : { ...command, chain: "sidechain" };
  };

/** Pairs tokens at V2 itself, which has no registry; names of contracts are the sidechain's. */
export const drawV2Registry: Draw = (walk, pick) => {
  const command = drawRegistry(walk, pick);
  return command.verb === "updateContract"
    ? { ...command, chain: "sidechain", name: "VALIDATOR" }
    : command;
};

/** Ether without a call. */
export function drawEther({ state }: Walk, pick: Pick): Command {
  const sender = oneOf(pick, users);
  const held = balanceOf(state, "mainchain", sender, "ETH");
  return { verb: "sendEther", sender, amount: amountNear(pick, held) };
}
