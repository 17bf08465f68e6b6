import { encodeFunctionData } from "viem";
import type { Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Answer, CommandOf } from "../port.ts";
import type { InitializerStep } from "../settings.ts";
import { initializers } from "../upgrade.ts";
import { artifact } from "./artifacts.ts";
import { addressOf, type Call, call, tokenOn, view } from "./call.ts";
import { type Ground, notModelled } from "./gateway.ts";
import { emptyInitialization, nextLogic } from "./v2.setup.ts";

/** Returns the call that puts the next logic behind the proxy, and has it make a step. */
export function upgradeCall(ground: Ground, command: CommandOf<"upgradeToAndCall">): Call {
  const { world, deployment } = ground;
  const next = deployment.parts.find(({ name }) => name === nextLogic);
  if (next === undefined) throw notModelled(world, command);
  const data = command.step === null ? "0x" : stepCall(ground, command.step);
  const to = deployment.gateways.mainchain;
  return call("mainchain", to, "UpgradeableProxy", "upgradeToAndCall", [next.address, data]);
}

/** Returns the call of a step; without one, of the initializer that has been called already. */
export function initializeCall(ground: Ground, command: CommandOf<"initialize">): Call {
  const { world, deployment } = ground;
  const { step } = command;
  if (step !== undefined && world.roninV2?.next === undefined) throw notModelled(world, command);
  return {
    chain: "mainchain",
    contract: "RoninGatewayV2",
    to: deployment.gateways.mainchain,
    data: step === undefined ? emptyInitialization() : stepCall(ground, step),
    value: 0n,
  };
}

function stepCall(ground: Ground, step: InitializerStep): Hex {
  const next = ground.world.roninV2?.next;
  invariant(next, "The world has a logic to upgrade to.");
  const initializer = initializers[next.contract].find((one) => one.step === step);
  invariant(initializer, `${next.contract} has a step ${step}.`);
  return encodeFunctionData({
    abi: artifact(next.contract).abi,
    functionName: initializer.name,
    args: step === 4 ? [addressOf(ground, next.unwrapper)] : [],
  });
}

/** Reads how the gateway is initialized: its storage, its logic's, and what it asks for. */
export async function readInitialization(ground: Ground): Promise<Answer["initialization"]> {
  const { world, deployment } = ground;
  const next = deployment.parts.find(({ name }) => name === nextLogic);
  if (next === undefined) return null;
  const gateway = deployment.gateways.mainchain;
  const logic = await view<Hex>(ground, "mainchain", "GatewayProxy", gateway, "implementation");
  const isNext = logic.toLowerCase() === next.address.toLowerCase();
  const ask = <T>(functionName: string, args: readonly unknown[] = []) =>
    view<T>(ground, "mainchain", "RoninGatewayV2", gateway, functionName, args);
  const withoutLimit: string[] = [];
  for (const { symbol } of world.tokens) {
    const token = tokenOn(ground, "mainchain", symbol);
    const { dailyLimit } = await ask<{ readonly dailyLimit: bigint }>("limitsOf", [token]);
    if (dailyLimit === 0n) withoutLimit.push(symbol);
  }
  return {
    logic: isNext ? next.contract : world.contracts.gateway,
    version: Number(await versionAt(ground, gateway)),
    isLogicLocked: (await versionAt(ground, logic)) === locked,
    totalWeight: Number(await ask<bigint>("totalWeight")),
    leastWeight: await leastWeight(ground, ask),
    tokensWithoutLimit: withoutLimit,
  };
}

type Ask = <T>(functionName: string, args?: readonly unknown[]) => Promise<T>;

/** Asks what the smallest withdrawal of each token takes; shares of nothing cannot be computed. */
async function leastWeight(ground: Ground, ask: Ask): Promise<number | null> {
  for (const name of ["quorum", "highTierQuorum"])
    if ((await ask<{ readonly denominator: bigint }>(name)).denominator === 0n) return null;
  const weights: number[] = [];
  for (const { symbol } of ground.world.tokens) {
    const token = tokenOn(ground, "mainchain", symbol);
    const [weight] = await ask<[bigint, boolean]>("requirementsOf", [token, 1n]);
    weights.push(Number(weight));
  }
  return Math.min(...weights);
}

/** Where OpenZeppelin's `Initializable` keeps the version (ERC-7201), in the lowest 64 bits. */
const versionSlot = "0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00";
const locked = 2n ** 64n - 1n;

async function versionAt({ deployment }: Ground, contract: Hex): Promise<bigint> {
  return (await deployment.chains.mainchain.storageAt(contract, versionSlot)) % 2n ** 64n;
}
