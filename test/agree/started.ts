import { encodeFunctionData } from "viem";
import { artifact } from "../../sim/bridge/hardhat/artifacts.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import type { Worlds } from "../../sim/bridge/hardhat/worlds.ts";
import { type PauseGuardian, start } from "../../sim/bridge/model/guards/pause-guardian.ts";
import { type Model, modelOf } from "../../sim/bridge/model/model.ts";
import type { State } from "../../sim/bridge/model/state.ts";
import type { Command, Moment, OpenBridge, Outcome } from "../../sim/bridge/port.ts";

/*
 * A guard that trips stops its token, and no verb of the port starts a token again: what guards
 * answer after an alarm would never be heard. Here an unpauser who starts everything starts every
 * token as well, and every other time says at the guardian that it has looked at what was held.
 */

const startsAll = (command: Command, outcome: Outcome): boolean =>
  command.verb === "unpause" && command.chain === "mainchain" && outcome.status === "ok";

const looksAlso = ({ event }: Moment): boolean => event % 2 === 0;

/** Returns the model of a state in which whoever starts everything starts the tokens too. */
export function startedModel(state: State): Model {
  const model = modelOf(state);
  const guardian = state.guarded?.guards.find(({ name }) => name === "pause-guardian");
  return {
    ...model,
    execute: (command, moment) => {
      const outcome = model.execute(command, moment);
      if (!startsAll(command, outcome)) return outcome;
      state.guarded?.pausedTokens.clear();
      if (guardian === undefined || !looksAlso(moment)) return outcome;
      for (const { symbol } of state.world.tokens)
        start(guardian.state as PauseGuardian, symbol, moment.at - 1);
      return outcome;
    },
  };
}

/** Opens chains on which the same happens. */
export function startedChains(worlds: Worlds): OpenBridge {
  let deployment: Deployment | undefined;
  const open = hardhatTenant({
    worlds: {
      ...worlds,
      take: async (world) => {
        deployment = await worlds.take(world);
        return deployment;
      },
    },
  });
  return async (world) => {
    const bridge = await open(world);
    const { chains, gateways, parts } = deployment as Deployment;
    const guardian = parts.find(({ name }) => name === "pause-guardian");
    const send = async (at: number, contract: string, to: `0x${string}`, call: Call) => {
      const data = encodeFunctionData({ abi: artifact(contract).abi, ...call });
      const from = world.accounts.unpauser as `0x${string}`;
      const { reverted } = await chains.mainchain.send({ from, to, data }, at);
      if (reverted !== null) throw new Error(`${contract}.${call.functionName}: ${reverted}`);
    };
    return {
      ...bridge,
      execute: async (command, moment) => {
        const outcome = await bridge.execute(command, moment);
        if (!startsAll(command, outcome)) return outcome;
        for (const { address } of world.tokens) {
          const scoped = { functionName: "unpause", args: [1, BigInt(address)] };
          await send(moment.at, "GuardedGateway", gateways.mainchain, scoped);
          const looked = { functionName: "start", args: [address, BigInt(moment.at - 1)] };
          if (guardian && looksAlso(moment))
            await send(moment.at, "PauseGuardian", guardian.address, looked);
        }
        return outcome;
      },
    };
  };
}

type Call = { readonly functionName: string; readonly args: readonly unknown[] };
