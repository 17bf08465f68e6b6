import { encodeDeployData, encodeFunctionData } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import { invariant } from "../../core/invariant.ts";
import type { Token, World } from "../port.ts";
import { issuerOf } from "../venue.ts";
import { artifact } from "./artifacts.ts";
import { addressOf } from "./call.ts";
import type { Chain } from "./chain.ts";
import { decodeRefusal } from "./refusal.ts";

/** A chain on which a world's administrator sets up the bridge, before anything happens. */
export type Site = {
  readonly world: World;
  readonly chain: Chain;
  /**
   * Deploys a contract.
   *
   * @throws InputError when it refuses what the world wants it to be set up with.
   */
  readonly put: (contract: string, args: readonly unknown[]) => Promise<Address>;
  /**
   * Makes a call.
   *
   * @throws InputError as `put` does.
   */
  readonly write: Write;
};

type Write = (
  contract: string,
  to: Address,
  functionName: string,
  args: readonly unknown[],
) => Promise<void>;

/** Returns the site that a chain is for whoever administers a world. */
export function siteOf(chain: Chain, world: World): Site {
  const from = addressOf({ world }, world.admin);
  return {
    world,
    chain,
    write: writer(chain, world, world.admin),
    put: async (contract, args) => {
      const { abi, bytecode } = artifact(contract);
      const data = encodeDeployData({ abi, bytecode, args });
      const sent = await chain.send({ from, data }, world.start);
      if (sent.reverted !== null) throw refusedSettings(world, contract, sent.reverted);
      invariant(sent.contract, `${contract} has an address once it is deployed.`);
      return sent.contract;
    },
  };
}

/** Returns how an account makes calls at set-up, all of which must go through. */
export function writer(chain: Chain, world: World, account: string): Write {
  const from = addressOf({ world }, account);
  return async (contract, to, functionName, args) => {
    const data = encodeFunctionData({ abi: artifact(contract).abi, functionName, args });
    const { reverted } = await chain.send({ from, to, data }, world.start);
    if (reverted !== null) throw refusedSettings(world, contract, reverted);
  };
}

function refusedSettings(world: World, contract: string, data: Hex): InputError {
  const { accounts, contracts } = world;
  const { name, args } = decodeRefusal(data, [contract, contracts.gateway], {
    accountOf: (address) =>
      Object.keys(accounts).find((one) => accounts[one]?.toLowerCase() === address.toLowerCase()) ??
      address,
    titleOf: () => undefined,
  });
  const words = Object.entries(args).map(([what, word]) => `${what} ${word}`);
  const why = words.length === 0 ? name : `${name} (${words.join(", ")})`;
  return new InputError(`${contract} cannot be set up as the world wants it: ${why}.`);
}

/** Puts every token of the world on the mainchain; the gateway mints those that may be minted. */
export async function placeTokens(
  site: Site,
  gateway: Address,
): Promise<ReadonlyMap<string, Address>> {
  const tokens = new Map<string, Address>();
  for (const token of site.world.tokens)
    tokens.set(token.symbol, await placeToken(site, token, gateway));
  return tokens;
}

/**
 * Deploys a token, and moves its code to the address that the world asks for: the tokens keep
 * nothing in storage that a constructor would have to write there.
 */
async function placeToken(
  { world, chain, put }: Site,
  token: Token,
  gateway: Address,
): Promise<Address> {
  if (token.kind === "absent") return token.address;
  const [contract, args] = contractOf(world, token, gateway);
  const deployed = await put(token.contract ?? contract, args);
  await chain.setCode(token.address, { like: deployed });
  return token.address;
}

/** Returns the contract of a token's kind, and what it is constructed with. */
function contractOf(
  world: World,
  { symbol, kind, decimals, address }: Token,
  gateway: Address,
): readonly [contract: string, args: readonly unknown[]] {
  const issuer = issuerOf(world, symbol);
  if (kind === "wrapped") return ["WrappedEther", []];
  if (issuer === undefined)
    // What is at home on another chain is minted by nobody here: its minter is the token itself.
    return ["BridgedToken", [symbol, symbol, decimals, kind === "foreign" ? address : gateway]];
  const who = addressOf({ world }, issuer);
  return kind === "issued" ? ["UsdCoin", [who]] : ["IssuedToken", [symbol, decimals, who]];
}
