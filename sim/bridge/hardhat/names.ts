import type { ChainName, World } from "../port.ts";
import { nodeOf } from "../venue.ts";
import type { Deployment } from "./deploy.ts";
import { etherAddress } from "./venues.ts";

/** Says what an address is called on a chain. */
export type NameOf = (chain: ChainName, address: string) => string;

/**
 * Returns a function that says what an address is called in a world: an account's name, a token's
 * symbol, a contract's part in the bridge, or `"stranger"`. Contracts of both chains may have the
 * same address, so the chain is part of the question.
 */
export function nameBook(world: World, deployment: Deployment): NameOf {
  const known = books.get(deployment) ?? {
    mainchain: chainBook(world, deployment, "mainchain"),
    sidechain: chainBook(world, deployment, "sidechain"),
  };
  books.set(deployment, known);
  return (chain, address) => known[chain].get(address.toLowerCase()) ?? "stranger";
}

/** Every bridge of a deployment has the same names. */
const books = new WeakMap<
  Deployment,
  { readonly [chain in ChainName]: ReadonlyMap<string, string> }
>();

function chainBook(
  world: World,
  { gateways, validatorSets, registries, logic, tokens, venues, parts }: Deployment,
  chain: ChainName,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const name = (address: string, text: string) => names.set(address.toLowerCase(), text);
  name(validatorSets[chain], "validators");
  // A gateway may keep its validators itself.
  name(gateways[chain], "gateway");
  const registry = registries[chain];
  if (registry !== null) name(registry, "registry");
  if (chain === "mainchain" && logic !== null) name(logic, "logic");
  if (chain === "mainchain") for (const part of parts) name(part.address, part.name);
  if (chain === "mainchain") {
    for (const venue of world.venues ?? []) name(venues.get(venue.name) ?? "", nodeOf(venue));
    const ether = world.tokens.find(({ kind }) => kind === "wrapped");
    if (ether !== undefined) name(etherAddress, ether.symbol);
  }
  for (const [symbol, address] of tokens[chain]) name(address, symbol);
  for (const [account, address] of Object.entries(world.accounts)) name(address, account);
  name(`0x${"0".repeat(40)}`, "nobody");
  return names;
}
