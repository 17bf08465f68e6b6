import { zeroAddress } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Answer, ChainName, CommandOf, World } from "../port.ts";
import { addressOf, type Call, call, tokenOn, view } from "./call.ts";
import type { Ground } from "./gateway.ts";
import type { Site } from "./site.ts";

type Administration = CommandOf<
  | "pause"
  | "unpause"
  | "addValidator"
  | "removeValidator"
  | "updateQuorum"
  | "mapToken"
  | "clearMapToken"
  | "updateContract"
>;

/**
 * Returns the call of a chain whose gateway has its validators in a `ValidatorSet` and looks up its
 * contracts and tokens in a `Registry`: the sidechain, and the mainchain of V1.
 *
 * @param contract What the chain's gateway is.
 */
export function administrationCall(
  ground: Ground,
  command: Administration,
  contract: string,
): Call {
  const { deployment } = ground;
  const { chain } = command;
  const set = (functionName: string, args: readonly unknown[]) =>
    call(chain, deployment.validatorSets[chain], "ValidatorSet", functionName, args);
  const registry = (functionName: string, args: readonly unknown[]) =>
    call(chain, registryOf(ground, chain), "Registry", functionName, args);
  switch (command.verb) {
    case "pause":
    case "unpause":
      return call(chain, deployment.gateways[chain], contract, command.verb, []);
    case "addValidator":
      return set("addValidators", [[addressOf(ground, command.validator)]]);
    case "removeValidator":
      return set("removeValidator", [addressOf(ground, command.validator)]);
    case "updateQuorum":
      return set("updateQuorum", [command.quorum.numerator, command.quorum.denominator]);
    case "mapToken": {
      const { token } = command;
      const pair = [tokenOn(ground, "mainchain", token), tokenOn(ground, "sidechain", token)];
      return registry("mapToken", pair);
    }
    case "clearMapToken":
      return registry("clearMapToken", [tokenOn(ground, chain, command.token)]);
    case "updateContract": {
      const there = deployment.named[chain].get(command.name) ?? zeroAddress;
      return registry("updateContract", [command.name, command.isSet ? there : zeroAddress]);
    }
  }
}

/** What a `ValidatorSet` is constructed with. */
export const setArguments = (world: World): readonly unknown[] => [
  world.validators.map((name) => addressOf({ world }, name)),
  world.quorum.numerator,
  world.quorum.denominator,
];

/** Pairs the tokens of both chains, in the registry of one. */
export async function pairTokens(
  { world, write }: Site,
  registry: Address,
  mainchain: ReadonlyMap<string, Address>,
  sidechain: ReadonlyMap<string, Address>,
): Promise<void> {
  for (const { symbol } of world.tokens) {
    const pair = [mainchain.get(symbol), sidechain.get(symbol)];
    await write("Registry", registry, "mapToken", pair);
  }
}

/** Returns the call that puts other code behind the mainchain's proxy. */
export function proxyCall(ground: Ground, { account }: CommandOf<"updateProxyTo">): Call {
  const { gateways, logic } = ground.deployment;
  const code = account === null ? logic : addressOf(ground, account);
  return call("mainchain", gateways.mainchain, "GatewayProxy", "updateProxyTo", [code]);
}

/** Reads how many validators a chain's `ValidatorSet` has, and the share of them that is enough. */
export async function readSet(ground: Ground, chain: ChainName): Promise<Answer["quorum"]> {
  const set = ground.deployment.validatorSets[chain];
  const read = (name: string) => view<bigint>(ground, chain, "ValidatorSet", set, name);
  const [numerator, denominator, validators] = await Promise.all([
    read("numerator"),
    read("denominator"),
    read("validatorCount"),
  ]);
  return {
    quorum: { numerator: Number(numerator), denominator: Number(denominator) },
    validators: Number(validators),
  };
}

function registryOf({ deployment }: Ground, chain: ChainName): Address {
  const registry = deployment.registries[chain];
  invariant(registry, `The ${chain} has a registry.`);
  return registry;
}
