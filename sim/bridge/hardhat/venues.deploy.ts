import { encodeFunctionData, toHex } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import { blindKeyOf, modulusBytes } from "../blind-key.ts";
import type { Token, World } from "../port.ts";
import { issuerOf, type Pool, type Venue, venueContracts } from "../venue.ts";
import { artifact } from "./artifacts.ts";
import { addressOf } from "./call.ts";
import type { Chain } from "./chain.ts";
import { type Site, writer } from "./site.ts";
import { etherAddress, isEther } from "./venues.ts";

type Tokens = ReadonlyMap<string, Address>;

/** Puts every venue of a world on the mainchain, and what the pools begin with into them. */
export async function deployVenues(
  site: Site,
  tokens: Tokens,
): Promise<ReadonlyMap<string, Address>> {
  const places = new Map<string, Address>();
  for (const venue of site.world.venues ?? []) {
    const { contract = venueContracts[venue.kind] } = venue;
    const address = await site.put(contract, constructorOf(site.world, venue, tokens));
    places.set(venue.name, address);
    if (venue.kind === "pool") await fillPool(site, venue, address, tokens);
  }
  return places;
}

function constructorOf(world: World, venue: Venue, tokens: Tokens): readonly unknown[] {
  const coin = (symbol: string) => (isEther(world, symbol) ? etherAddress : tokens.get(symbol));
  switch (venue.kind) {
    case "exchange":
      return [addressOf({ world }, venue.operator)];
    case "pool":
      return [...venue.tokens.map(coin), venue.feeBps];
    case "mixer": {
      const { modulus } = blindKeyOf(world.seed, venue.operator);
      return [coin(venue.token), venue.denomination, toHex(modulus, { size: modulusBytes })];
    }
  }
}

async function fillPool(site: Site, pool: Pool, address: Address, tokens: Tokens): Promise<void> {
  const { world, chain, write } = site;
  for (const side of [0, 1] as const) {
    const token = world.tokens.find(({ symbol }) => symbol === pool.tokens[side]);
    if (token?.kind === "wrapped") {
      await chain.setBalance(address, BigInt(pool.reserves[side]));
    } else if (token !== undefined)
      await giveTokens(chain, world, token, tokens, address, pool.reserves[side]);
  }
  await write("ConstantProductPool", address, "sync", []);
}

/**
 * Makes tokens for somebody before anything happens: their issuer does, and for a currency of
 * another chain the token itself, which never calls anything afterwards.
 */
export async function giveTokens(
  chain: Chain,
  world: World,
  { symbol, kind }: Token,
  tokens: Tokens,
  recipient: Address,
  amount: string,
): Promise<void> {
  const address = tokens.get(symbol);
  const issuer = issuerOf(world, symbol);
  if (address === undefined) return;
  if (issuer !== undefined)
    return writer(chain, world, issuer)("BridgedToken", address, "mint", [recipient, amount]);
  if (kind !== "foreign") return;
  const { abi } = artifact("BridgedToken");
  const data = encodeFunctionData({ abi, functionName: "mint", args: [recipient, amount] });
  const { reverted } = await chain.sendAs({ from: address, to: address, data }, world.start);
  invariant(reverted === null, `What there is of ${symbol} fits into a uint256.`);
}
