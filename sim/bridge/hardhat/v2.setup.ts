import { encodeFunctionData, zeroAddress } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { World } from "../port.ts";
import type { NextLogic } from "../settings.ts";
import { artifact } from "./artifacts.ts";
import { addressOf } from "./call.ts";
import type { Half, Part } from "./gateway.ts";
import { placeTokens, type Site } from "./site.ts";

/** What the logic that the gateway can be upgraded to is called. */
export const nextLogic = "next-logic";

/**
 * Puts V2 behind its proxy, set up as the world says, with sentries who may pause it. The gateway
 * is the second contract that the administrator deploys, so that its address, and with it every
 * digest, follows from the world.
 */
export async function deployV2(
  site: Site,
  counterparts: ReadonlyMap<string, Address>,
): Promise<Half> {
  const { world, put, write } = site;
  const logic = await put(world.contracts.gateway, []);
  const next = world.roninV2?.next;
  const proxy = next === undefined ? "GatewayProxy" : "UpgradeableProxy";
  const gateway = await put(proxy, [logic, initialization(setupOf(world, counterparts))]);
  const tokens = await placeTokens(site, gateway);
  const sentries = world.roninV2?.pausers.map((name) => addressOf(site, name));
  const enforcer = await put("PauseEnforcer", [gateway, addressOf(site, world.admin), sentries]);
  await write("RoninGatewayV2", gateway, "setEmergencyPauser", [enforcer]);
  return {
    gateway,
    validatorSet: gateway,
    registry: null,
    named: new Map(),
    logic,
    tokens,
    parts: [
      { name: "enforcer", contract: "PauseEnforcer", address: enforcer },
      ...(next === undefined ? [] : [await nextPart(site, next)]),
    ],
  };
}

async function nextPart({ put }: Site, { contract, code = contract }: NextLogic): Promise<Part> {
  return { name: nextLogic, contract, address: await put(code, []) };
}

/** Returns the call that sets nothing up, for whoever tries it a second time. */
export const emptyInitialization = () =>
  initialization({
    wrappedEther: zeroAddress,
    sidechainChainId: 0,
    roleSetter: zeroAddress,
    unlockers: [],
    operators: [],
    quorum: { numerator: 0, denominator: 1 },
    highTierQuorum: { numerator: 0, denominator: 1 },
    tokens: [],
  });

type Setup = ReturnType<typeof setupOf>;

const initialization = (setup: Setup) =>
  encodeFunctionData({
    abi: artifact("RoninGatewayV2").abi,
    functionName: "initialize",
    args: [setup],
  });

/** What the gateway starts with. Each operator weighs one, so that weights are votes. */
function setupOf(world: World, counterparts: ReadonlyMap<string, Address>) {
  const settings = world.roninV2;
  invariant(settings, "A gateway like RoninGatewayV2 has its settings.");
  const at = (name: string) => addressOf({ world }, name);
  return {
    wrappedEther: world.tokens.find(({ kind }) => kind === "wrapped")?.address ?? zeroAddress,
    sidechainChainId: world.chainIds.sidechain,
    roleSetter: at(world.admin),
    unlockers: settings.unlockers.map(at),
    operators: world.validators.map((name) => ({ account: at(name), weight: 1n })),
    quorum: world.quorum,
    highTierQuorum: settings.highTierQuorum,
    tokens: world.tokens.map(({ symbol, address }) => {
      const limits = settings.limits[symbol];
      return {
        token: address,
        sidechainToken: counterparts.get(symbol),
        limits: {
          highTierFrom: BigInt(limits?.highTier ?? 0),
          lockedFrom: BigInt(limits?.locked ?? 0),
          dailyLimit: BigInt(limits?.daily ?? 0),
          unlockFeeMillionths: BigInt(limits?.unlockFee ?? 0),
        },
      };
    }),
  };
}
