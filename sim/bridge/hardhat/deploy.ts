import { encodeDeployData, encodeFunctionData } from "viem";
import { type Address, type Hex, privateKeyOf } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { ChainName, Token, World } from "../port.ts";
import { artifact } from "./artifacts.ts";
import { type Chain, startChain } from "./chain.ts";

/** Where everything of a world stands. */
export type Deployment = {
  readonly chains: { readonly [chain in ChainName]: Chain };
  readonly gateways: { readonly [chain in ChainName]: Address };
  readonly validatorSets: { readonly [chain in ChainName]: Address };
  readonly registries: { readonly [chain in ChainName]: Address };
  /** What each registry's names stood for at first. */
  readonly named: { readonly [chain in ChainName]: ReadonlyMap<string, Address> };
  /** The code behind the mainchain gateway's proxy at first. */
  readonly logic: Address;
  /** By symbol, on each chain. */
  readonly tokens: { readonly [chain in ChainName]: ReadonlyMap<string, Address> };
};

// What an account owns of the mainchain's own currency unless the world says otherwise.
const noEther = 0n;

/** Starts both chains of a world and deploys its bridge, its tokens and its wallets. */
export async function deployWorld(world: World): Promise<Deployment> {
  const mainchain = await startChain(
    "mainchain",
    world.chainIds.mainchain,
    world.start,
    fundedAccounts(world),
  );
  const sidechain = await startChain(
    "sidechain",
    world.chainIds.sidechain,
    world.start,
    fundedAccounts({ ...world, wallets: [] }),
  );
  const main = await deployMainchain(mainchain, world);
  const side = await deploySidechain(sidechain, world);
  await mapTokens(mainchain, main.registry, main, side, world);
  await mapTokens(sidechain, side.registry, main, side, world);
  await fundWallets(mainchain, main, world);
  await placeContracts(mainchain, world);
  return {
    chains: { mainchain, sidechain },
    gateways: { mainchain: main.gateway, sidechain: side.gateway },
    validatorSets: { mainchain: main.validatorSet, sidechain: side.validatorSet },
    registries: { mainchain: main.registry, sidechain: side.registry },
    named: { mainchain: main.named, sidechain: side.named },
    logic: main.logic,
    tokens: { mainchain: main.tokens, sidechain: side.tokens },
  };
}

type Half = {
  readonly registry: Address;
  readonly gateway: Address;
  readonly validatorSet: Address;
  readonly named: ReadonlyMap<string, Address>;
  readonly tokens: ReadonlyMap<string, Address>;
};

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

async function deployMainchain(
  chain: Chain,
  world: World,
): Promise<Half & { readonly logic: Address }> {
  const admin = addressOf(world, world.admin);
  const put = deployer(chain, admin, world.start);
  const registry = await put("Registry", []);
  const validatorSet = await put(world.contracts.validatorSet, quorumArguments(world));
  const logic = await put(world.contracts.gateway, []);
  const initialization = encodeFunctionData({
    abi: artifact("RoninGatewayV1").abi,
    functionName: "initialize",
    args: [registry],
  });
  const gateway = await put("GatewayProxy", [logic, initialization]);
  const tokens = new Map<string, Address>();
  for (const token of world.tokens)
    tokens.set(token.symbol, await placeToken(chain, world, token, gateway, put));
  const write = writer(chain, admin, world.start);
  if (world.quorumAuthorizesPay)
    await write("Registry", registry, "updateContract", ["VALIDATOR", validatorSet]);
  const wrapped = world.tokens.find(({ kind }) => kind === "wrapped");
  if (wrapped)
    await write("Registry", registry, "updateContract", ["WETH_TOKEN", tokens.get(wrapped.symbol)]);
  const named = new Map([["VALIDATOR", validatorSet]]);
  const wrappedAt = wrapped && tokens.get(wrapped.symbol);
  if (wrappedAt) named.set("WETH_TOKEN", wrappedAt);
  return { registry, gateway, validatorSet, tokens, named, logic };
}

async function deploySidechain(chain: Chain, world: World): Promise<Half> {
  const admin = addressOf(world, world.admin);
  const put = deployer(chain, admin, world.start);
  const registry = await put("Registry", []);
  const validatorSet = await put("ValidatorSet", quorumArguments(world));
  const gateway = await put(world.contracts.sidechainGateway, [registry]);
  const tokens = new Map<string, Address>();
  for (const { symbol, decimals } of world.tokens)
    tokens.set(symbol, await put("BridgedToken", [symbol, symbol, decimals, gateway]));
  const write = writer(chain, admin, world.start);
  await write("Registry", registry, "updateContract", ["VALIDATOR", validatorSet]);
  const named = new Map([["VALIDATOR", validatorSet]]);
  return { registry, gateway, validatorSet, tokens, named };
}

const quorumArguments = (world: World): readonly unknown[] => [
  world.validators.map((name) => addressOf(world, name)),
  world.quorum.numerator,
  world.quorum.denominator,
];

/**
 * Deploys a token, and moves its code to the address that the world asks for: the tokens keep
 * nothing in storage that a constructor would have to write there.
 */
async function placeToken(
  chain: Chain,
  world: World,
  token: Token,
  gateway: Address,
  put: Put,
): Promise<Address> {
  if (token.kind === "absent") return token.address;
  const deployed =
    token.kind === "wrapped"
      ? await put("WrappedEther", [])
      : token.kind === "issued"
        ? await put("UsdCoin", [addressOf(world, world.issuer)])
        : await put("BridgedToken", [token.symbol, token.symbol, token.decimals, gateway]);
  const code = await chain.request("eth_getCode", [deployed, "latest"]);
  await chain.request("hardhat_setCode", [token.address, code]);
  return token.address;
}

/** Pairs the tokens of both chains, in the registry of one. */
async function mapTokens(
  chain: Chain,
  registry: Address,
  mainchain: Half,
  sidechain: Half,
  world: World,
): Promise<void> {
  const write = writer(chain, addressOf(world, world.admin), world.start);
  for (const { symbol } of world.tokens) {
    const pair = [mainchain.tokens.get(symbol), sidechain.tokens.get(symbol)];
    await write("Registry", registry, "mapToken", pair);
  }
}

/** Hands out tokens that somebody issues. */
async function fundWallets(chain: Chain, main: Half, world: World): Promise<void> {
  for (const { account, token: symbol, amount } of world.wallets) {
    const token = world.tokens.find((candidate) => candidate.symbol === symbol);
    if (token?.kind !== "issued") continue;
    const address = main.tokens.get(symbol);
    invariant(address, `The token ${symbol} is deployed.`);
    const issue = writer(chain, addressOf(world, world.issuer), world.start);
    await issue("UsdCoin", address, "mint", [addressOf(world, account), amount]);
  }
}

// PUSH0 PUSH0 REVERT: a contract that takes nothing.
const refusingCode = "0x5f5ffd";

/** Puts contracts where the world has accounts that take no ether. */
async function placeContracts(chain: Chain, world: World): Promise<void> {
  for (const name of world.refusesEther ?? [])
    await chain.request("hardhat_setCode", [addressOf(world, name), refusingCode]);
}

type Put = (name: string, args: readonly unknown[]) => Promise<Address>;

function deployer(chain: Chain, from: Address, at: number): Put {
  return async (name, args) => {
    const { abi, bytecode } = artifact(name);
    const sent = await chain.send({ from, data: encodeDeployData({ abi, bytecode, args }) }, at);
    invariant(
      sent.reverted === null && sent.contract,
      `${name} deploys; it answered ${sent.reverted}.`,
    );
    return sent.contract;
  };
}

function writer(chain: Chain, from: Address, at: number) {
  return async (name: string, to: Address, functionName: string, args: readonly unknown[]) => {
    const data: Hex = encodeFunctionData({ abi: artifact(name).abi, functionName, args });
    const sent = await chain.send({ from, to, data }, at);
    invariant(
      sent.reverted === null,
      `${name}.${functionName} goes through at set-up; it answered ${sent.reverted}.`,
    );
  };
}

function addressOf(world: World, name: string): Address {
  const address = world.accounts[name];
  invariant(address, `The world has no account "${name}".`);
  return address;
}
