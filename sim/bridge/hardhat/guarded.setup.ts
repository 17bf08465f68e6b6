import { keccak256, stringToHex, zeroAddress } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { World } from "../port.ts";
import type { GuardedSettings } from "../settings.ts";
import { addressOf } from "./call.ts";
import type { Half } from "./gateway.ts";
import { placeGuards } from "./guards.ts";
import { placeTokens, type Site } from "./site.ts";

const contract = "GuardedGateway";

/**
 * Puts a guarded gateway on the mainchain, sets it up as the world says while nothing has to wait,
 * and opens it. It is the first contract that the administrator deploys, so that its address, and
 * with it every digest, follows from the world.
 */
export async function deployGuarded(
  site: Site,
  counterparts: ReadonlyMap<string, Address>,
): Promise<Half> {
  const { world, put, write } = site;
  const settings = settingsOf(world);
  const gateway = await put(world.contracts.gateway, [setupOf(world, settings)]);
  const set = (functionName: string, args: readonly unknown[]) =>
    write(contract, gateway, functionName, args);
  const tokens = await placeTokens(site, gateway);
  for (const { symbol, kind } of world.tokens)
    await set("setToken", [tokens.get(symbol), counterparts.get(symbol), kind === "minted"]);
  const parts = await placeGuards(site, gateway, settings.guards);
  for (const signer of Object.keys(settings.spares).sort())
    await set("setSpare", [
      addressOf(site, signer),
      addressOf(site, settings.spares[signer] ?? ""),
    ]);
  await set("open", []);
  return {
    gateway,
    validatorSet: gateway,
    registry: null,
    named: new Map(),
    logic: null,
    tokens,
    parts,
  };
}

function settingsOf({ guarded }: World): GuardedSettings {
  invariant(guarded, "A gateway like GuardedGateway has its settings.");
  return guarded;
}

/** What the gateway starts with. Each seat weighs one, so that weights are votes. */
function setupOf(world: World, { looseningDelay, maxHold, roles }: GuardedSettings) {
  const at = (name: string) => addressOf({ world }, name);
  const holders = (role: string, names: readonly string[]) =>
    names.map((name) => ({ role: keccak256(stringToHex(role)), account: at(name) }));
  return {
    wrappedEther: world.tokens.find(({ kind }) => kind === "wrapped")?.address ?? zeroAddress,
    looseningDelay,
    maxHold,
    quorumNumerator: world.quorum.numerator,
    quorumDenominator: world.quorum.denominator,
    signers: world.validators.map(at),
    weights: world.validators.map(() => 1n),
    roleHolders: [
      ...holders("GOVERNOR", roles.governor),
      ...holders("PAUSER", roles.pauser),
      ...holders("UNPAUSER", roles.unpauser),
      ...holders("CANCELLER", roles.canceller),
      ...holders("RESPONDER", roles.responder),
    ],
  };
}
