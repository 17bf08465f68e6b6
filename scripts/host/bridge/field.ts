import { decodeFunctionResult, encodeFunctionData, erc20Abi } from "viem";
import { type Chain, startChain } from "../../../sim/bridge/hardhat/chain.ts";
import { type Address, addressOf, privateKeyOf } from "../../../sim/core/accounts.ts";
import { InputError } from "../../../sim/core/errors.ts";
import { invariant } from "../../../sim/core/invariant.ts";
import { day, utcSeconds } from "../../../sim/core/time.ts";
import type { BridgeAdapter, BridgePlace, Person } from "../../../sim/trial/bridge/adapter.ts";
import type { Balances, Field, Holder, OpenField, Where } from "../../../sim/trial/bridge/play.ts";
import { type ShapeName, setAt } from "../../../sim/trial/bridge/sets.ts";
import type { FindCode } from "./code.ts";
import { copyState } from "./fork.ts";
import { signerOf } from "./signatures.ts";
import { type Furniture, furnish, type Ground, groundOn, type People } from "./site.ts";

/** Chains on which a bridge is tried; they listen on nothing, and end with the program. */
export type Fields = { readonly open: OpenField; readonly end: () => Promise<void> };

const seed = 1;
const names = ["admin", "guardian", "depositor", "outsider", "alice", "bob"] as const;
const people = Object.fromEntries(
  names.map((name) => [name, addressOf(privateKeyOf(seed, name))]),
) as People;
const noAddress: Address = `0x${"00".repeat(20)}`;
const chainIds = { here: 1, chain: 10, fork: 10_001 };
const deployedAt = utcSeconds("2024-01-01T00:00:00Z");
/** What is in the vault at first, in base units of 18 decimals. */
const opening = 1_000n * 10n ** 18n;

/**
 * Returns what opens fields for a bridge: each shape of quorum is set up once, and taken back.
 *
 * @param find Finds the contracts that the adapter names.
 */
export function openFields(adapter: BridgeAdapter, find: FindCode): Fields {
  const kept = new Map<ShapeName, Promise<Kept>>();
  // What is never set up, because the adapter waits for what does not come, has nothing to end.
  const standing: Kept[] = [];
  const setUpOnce = async (shape: ShapeName): Promise<Kept> => {
    const made = await setUpField(adapter, shape, find);
    standing.push(made);
    return made;
  };
  return {
    open: async (shape) => {
      const setUp = kept.get(shape) ?? setUpOnce(shape);
      kept.set(shape, setUp);
      return (await setUp).field;
    },
    end: async () => {
      for (const { end } of standing) await end();
    },
  };
}

type Kept = { readonly field: Field; readonly end: () => Promise<void> };
type Standing = { readonly ground: Ground; readonly place: BridgePlace };

async function setUpField(adapter: BridgeAdapter, shape: ShapeName, find: FindCode): Promise<Kept> {
  const chains = [
    await begin(chainIds.here),
    await begin(chainIds.chain),
    await begin(chainIds.fork),
  ];
  const [here, other, fork] = chains as [Chain, Chain, Chain];
  const quorum = setAt(shape, 0);
  const furnished = new Map<Chain, Furniture>();
  for (const chain of chains) furnished.set(chain, await furnish(chain, people, find, deployedAt));
  const eve = furnished.get(here)?.eve;
  invariant(eve, "Each chain is furnished.");
  const stand = async (chain: Chain, chainId: number): Promise<Standing> => {
    const token = furnished.get(chain)?.token;
    invariant(token, "Each chain is furnished.");
    const setting = { chain, chainId, people, quorum, token, find, at: deployedAt };
    const ground = groundOn(setting);
    const place = await adapter.deploy(ground.site);
    for (const call of await adapter.deposit(place, opening)) await ground.site.send(call);
    return { ground, place };
  };
  const standing: { readonly [where in Where]: Standing } = {
    here: await stand(here, chainIds.here),
    gateway: await stand(here, chainIds.here),
    chain: await stand(other, chainIds.chain),
    // The other half of a fork has the same past, in which its number was another.
    fork: await stand(fork, chainIds.here),
  };
  await copyState(standing.here.ground, standing.fork.ground);
  await requireMoney(adapter, standing.here, eve.address);
  const snapshots = await Promise.all(chains.map(snapshot));
  const sign = signerOf();
  const used = new Set<Chain>();
  const field: Field = {
    start: deployedAt + 30 * day,
    placeAt: (where) => standing[where].place,
    people: { ...people, eve: eve.address },
    // She has the same address on each chain.
    preparing: ({ to, data }) => eve.call("prepare", [to, data]),
    sign,
    block: async () => Number(await here.request("eth_blockNumber", [])),
    asOf: async (block, work) => {
      const { moment } = standing.here.ground;
      moment.block = `0x${block.toString(16)}`;
      try {
        return await work();
      } finally {
        moment.block = "latest";
      }
    },
    balances: (where) => balancesOf(standing[where], eve.address),
    run: (where, calls, at) => {
      used.add(standing[where].ground.chain);
      return run(standing[where].ground, calls, at);
    },
    giveBack: async () => {
      for (const [index, chain] of chains.entries()) {
        if (!used.has(chain)) continue;
        await chain.request("evm_revert", [snapshots[index]]);
        // A snapshot is used up by going back to it.
        snapshots[index] = await snapshot(chain);
      }
      used.clear();
    },
  };
  return {
    field,
    end: async () => {
      for (const chain of chains) await chain.close();
    },
  };
}

const snapshot = (chain: Chain): Promise<unknown> => chain.request("evm_snapshot", []);

async function begin(chainId: number): Promise<Chain> {
  const chain = await startChain(
    "mainchain",
    chainId,
    deployedAt,
    names.map((name) => ({
      privateKey: privateKeyOf(seed, name),
      balance: name === "depositor" ? 2n ** 160n : 0n,
    })),
  );
  // Nobody looks at a transaction's own signature, which takes a third of its time.
  for (const name of names) await chain.request("hardhat_impersonateAccount", [people[name]]);
  return chain;
}

/** Money that does not arrive would make everything after it mean nothing. */
async function requireMoney(
  { name }: BridgeAdapter,
  standing: Standing,
  eve: Address,
): Promise<void> {
  const { vault } = await balancesOf(standing, eve);
  if (vault < opening)
    throw new InputError(
      `The vault of "${name}" has ${vault} after a deposit of ${opening}; "vault" and "token" must be where the deposit goes.`,
      { docsPath: "docs/errors.md#a-bridge-of-ones-own" },
    );
}

async function balancesOf({ ground: { chain }, place }: Standing, eve: Address): Promise<Balances> {
  const holders: readonly (readonly [Holder, Address])[] = [
    ["vault", place.vault],
    ["nobody", noAddress],
    ["eve", eve],
    ...names.map((name): [Person, Address] => [name, people[name]]),
  ];
  const rows = holders.map(
    async ([holder, address]) => [holder, await balanceOf(chain, place.token, address)] as const,
  );
  return Object.fromEntries(await Promise.all(rows)) as Balances;
}

async function balanceOf(
  chain: Chain,
  token: Address | undefined,
  account: Address,
): Promise<bigint> {
  if (token === undefined) return chain.balanceOf(account);
  const data = encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [account] });
  const answer = await chain.call(token, data);
  return decodeFunctionResult({ abi: erc20Abi, functionName: "balanceOf", data: answer });
}

async function run(
  { chain, reasonOf }: Ground,
  calls: Parameters<Field["run"]>[1],
  at: number,
): Promise<string | null> {
  for (const { from, ...call } of calls) {
    const { reverted } = await chain.send({ ...call, from: people[from] }, at, false);
    if (reverted !== null) return reasonOf(reverted);
  }
  return null;
}
