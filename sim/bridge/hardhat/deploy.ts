import { type Address, privateKeyOf } from "../../core/accounts.ts";
import type { ChainName, World } from "../port.ts";
import { requireWorld } from "../venue.sound.ts";
import { hasBridge } from "../venue.ts";
import { pairTokens, setArguments } from "./administration.ts";
import { addressOf } from "./call.ts";
import { refusingCode } from "./callback.ts";
import { type Chain, type StartChain, startChain } from "./chain.ts";
import type { GatewayKind, Half, Part } from "./gateway.ts";
import { kindOf } from "./kinds.ts";
import { nothingThere } from "./none.ts";
import { type Site, siteOf } from "./site.ts";
import { deployVenues, giveTokens } from "./venues.deploy.ts";

/** Where everything of a world stands. */
export type Deployment = {
  readonly chains: { readonly [chain in ChainName]: Chain };
  readonly gateways: { readonly [chain in ChainName]: Address };
  /** Where each chain keeps its validators: in a set of its own, or in the gateway itself. */
  readonly validatorSets: { readonly [chain in ChainName]: Address };
  /** Where there is a registry. */
  readonly registries: { readonly [chain in ChainName]: Address | null };
  /** What each registry's names stood for at first. */
  readonly named: { readonly [chain in ChainName]: ReadonlyMap<string, Address> };
  /** The code behind the mainchain gateway's proxy at first, where it has one. */
  readonly logic: Address | null;
  /** By symbol, on each chain. */
  readonly tokens: { readonly [chain in ChainName]: ReadonlyMap<string, Address> };
  /** Where each venue stands, by name. */
  readonly venues: ReadonlyMap<string, Address>;
  /** What else belongs to the mainchain gateway: its guards in order, or who may pause it. */
  readonly parts: readonly Part[];
};

// What an account owns of the mainchain's own currency unless the world says otherwise.
const noEther = 0n;

/**
 * Starts both chains of a world and deploys its bridge, its tokens and its wallets.
 *
 * @param start What starts a chain: one of Hardhat's unless something else is said.
 * @throws InputError when a contract refuses what the world wants it to be set up with.
 */
export async function deployWorld(
  world: World,
  start: StartChain = startChain,
): Promise<Deployment> {
  requireWorld(world);
  const kind = kindOf(world);
  const { mainchain: mainId, sidechain: sideId } = world.chainIds;
  const mainchain = await start("mainchain", mainId, world.start, fundedAccounts(world));
  const bare = fundedAccounts({ ...world, wallets: [] });
  const sidechain = await start("sidechain", sideId, world.start, bare);
  try {
    return await deployOn({ mainchain, sidechain }, kind, world);
  } catch (error) {
    await mainchain.close();
    await sidechain.close();
    throw error;
  }
}

async function deployOn(
  chains: Deployment["chains"],
  kind: GatewayKind,
  world: World,
): Promise<Deployment> {
  const { mainchain, sidechain } = chains;
  const sideSite = siteOf(sidechain, world);
  const mainSite = siteOf(mainchain, world);
  const side = hasBridge(world) ? await deploySidechain(sideSite) : nothingThere;
  const main = await kind.deploy(mainSite, side.tokens);
  if (side.registry !== null) await pairTokens(sideSite, side.registry, main.tokens, side.tokens);
  await fundWallets(mainchain, main, world);
  const venues = await deployVenues(mainSite, main.tokens);
  await placeContracts(mainchain, world);
  return {
    chains,
    gateways: { mainchain: main.gateway, sidechain: side.gateway },
    validatorSets: { mainchain: main.validatorSet, sidechain: side.validatorSet },
    registries: { mainchain: main.registry, sidechain: side.registry },
    named: { mainchain: main.named, sidechain: side.named },
    logic: main.logic,
    tokens: { mainchain: main.tokens, sidechain: side.tokens },
    venues,
    parts: main.parts,
  };
}

/** Every account whose key the seed makes, with the ether that its wallet starts with. */
function fundedAccounts(world: World) {
  const wrapped = world.tokens.find(({ kind }) => kind === "wrapped");
  return Object.keys(world.accounts).map((name) => ({
    privateKey: privateKeyOf(world.seed, name),
    balance: world.wallets
      .filter(({ account, token }) => account === name && token === wrapped?.symbol)
      .reduce((sum, { amount }) => sum + BigInt(amount), noEther),
  }));
}

async function deploySidechain({ world, put, write }: Site) {
  const registry = await put("Registry", []);
  const validatorSet = await put("ValidatorSet", setArguments(world));
  const gateway = await put(world.contracts.sidechainGateway, [registry]);
  const tokens = new Map<string, Address>();
  for (const { symbol, decimals } of world.tokens)
    tokens.set(symbol, await put("BridgedToken", [symbol, symbol, decimals, gateway]));
  await write("Registry", registry, "updateContract", ["VALIDATOR", validatorSet]);
  return { registry, gateway, validatorSet, tokens, named: new Map([["VALIDATOR", validatorSet]]) };
}

/** Hands out tokens that somebody issues, or that have come from elsewhere. */
async function fundWallets(chain: Chain, main: Half, world: World): Promise<void> {
  for (const { account, token: symbol, amount } of world.wallets) {
    const token = world.tokens.find((candidate) => candidate.symbol === symbol);
    if (token !== undefined)
      await giveTokens(chain, world, token, main.tokens, addressOf({ world }, account), amount);
  }
}

/** Puts contracts where the world has accounts that take no ether. */
async function placeContracts(chain: Chain, world: World): Promise<void> {
  for (const name of world.refusesEther ?? [])
    await chain.setCode(addressOf({ world }, name), refusingCode);
}
