import { encodeFunctionData } from "viem";
import { artifact } from "../../sim/bridge/hardhat/artifacts.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import type { Worlds } from "../../sim/bridge/hardhat/worlds.ts";
import { type PauseGuardian, start } from "../../sim/bridge/model/guards/pause-guardian.ts";
import { type Model, modelOf } from "../../sim/bridge/model/model.ts";
import type { State } from "../../sim/bridge/model/state.ts";
import type { Command, CommandOf, Moment, OpenBridge, Outcome } from "../../sim/bridge/port.ts";
import { day } from "../../sim/core/time.ts";

/*
 * The port has no verb with which an unpauser tells a pause guardian that it has looked at what was
 * held, and the guardian goes on holding what it stopped itself. Here an unpauser who starts a token
 * at the gateway tells it every other time, and has then looked at everything, or no further than up
 * to the day before.
 */

const lookedUntil = ({ at, event }: Moment): number => at - 1 - (event % 4 === 0 ? day : 0);

type Start = CommandOf<"unpause"> & { readonly token: string };

const isStart = (command: Command, outcome: Outcome, { event }: Moment): command is Start =>
  command.verb === "unpause" &&
  command.chain === "mainchain" &&
  command.token !== undefined &&
  outcome.status === "ok" &&
  event % 2 === 0;

/** Returns the model of a state in which the guardian hears of it. */
export function startedModel(state: State): Model {
  const model = modelOf(state);
  const guardian = state.guarded?.guards.find(({ name }) => name === "pause-guardian");
  return {
    ...model,
    execute: (command, moment) => {
      const outcome = model.execute(command, moment);
      if (isStart(command, outcome, moment))
        start(guardian?.state as PauseGuardian, command.token, lookedUntil(moment));
      return outcome;
    },
  };
}

/** Opens contracts on which it does, on what a tenant makes of worlds. */
export function startedContracts(
  worlds: Worlds,
  tenant: (worlds: Worlds) => OpenBridge,
): OpenBridge {
  let deployment: Deployment | undefined;
  const open = tenant({
    ...worlds,
    take: async (world) => {
      deployment = await worlds.take(world);
      return deployment;
    },
  });
  return async (world) => {
    // It is between two commands that the guardian hears of it: none goes in a list.
    const { executeAll: _, ...bridge } = await open(world);
    const { chains, parts } = deployment as Deployment;
    const to = parts.find(({ name }) => name === "pause-guardian")?.address ?? "0x";
    const { abi } = artifact("PauseGuardian");
    return {
      ...bridge,
      execute: async (command, moment) => {
        const outcome = await bridge.execute(command, moment);
        if (!isStart(command, outcome, moment)) return outcome;
        const token = world.tokens.find(({ symbol }) => symbol === command.token)?.address;
        const args = [token, BigInt(lookedUntil(moment))];
        const data = encodeFunctionData({ abi, functionName: "start", args });
        const from = world.accounts.unpauser ?? "0x";
        const { reverted } = await chains.mainchain.send({ from, to, data }, moment.at);
        if (reverted !== null) throw new Error(`The guardian does not start: ${reverted}.`);
        return outcome;
      },
    };
  };
}
