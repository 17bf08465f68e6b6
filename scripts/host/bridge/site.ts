import {
  type Abi,
  decodeErrorResult,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
} from "viem";
import type { Chain, Transaction } from "../../../sim/bridge/hardhat/chain.ts";
import type { Address, Hex } from "../../../sim/core/accounts.ts";
import { InputError } from "../../../sim/core/errors.ts";
import { invariant } from "../../../sim/core/invariant.ts";
import type {
  BridgeCall,
  BridgeContract,
  BridgeSite,
  Person,
  QuorumSet,
} from "../../../sim/trial/bridge/adapter.ts";
import type { FindCode } from "./code.ts";

const docsPath = "docs/errors.md#a-bridge-of-ones-own";

export type People = { readonly [person in Person]: Address };

/** A site, and what is known of it when everything stands there. */
export type Ground = {
  readonly site: BridgeSite;
  readonly chain: Chain;
  /** What was deployed, the latest last. */
  readonly contracts: Address[];
  /** Transactions of the set-up. */
  readonly hashes: Hex[];
  /** Returns why a call was refused, in the words of the contracts. */
  readonly reasonOf: (data: Hex) => string;
  /** As of when contracts are asked. */
  readonly moment: Moment;
};

/** A block, from the end of which on contracts answer as they did then. */
type Moment = { block: Hex | "latest" };

type Setting = {
  readonly chain: Chain;
  /** What the adapter is told the chain's number is. */
  readonly chainId: number;
  readonly people: People;
  readonly quorum: QuorumSet;
  readonly token: BridgeContract;
  readonly find: FindCode;
  /** Seconds since 1970. */
  readonly at: number;
};

/** Returns a site on a chain on which a bridge can be set up. */
export function groundOn({ chain, chainId, people, quorum, token, find, at }: Setting): Ground {
  const abis = new Map<Abi, string>();
  const contracts: Address[] = [];
  const hashes: Hex[] = [];
  const moment: Moment = { block: "latest" };
  const reasonOf = (data: Hex) => reasonIn(data, [...abis.keys()]);
  const send = async (what: string, transaction: Transaction) => {
    const sent = await chain.send(transaction, at);
    if (sent.reverted !== null)
      throw new InputError(`${what} is refused at set-up: ${reasonOf(sent.reverted)}.`, {
        docsPath,
      });
    hashes.push(sent.mined?.hash ?? "0x");
    return sent;
  };
  const site: BridgeSite = {
    chainId,
    people,
    quorum,
    token,
    send: async ({ from, ...call }) =>
      void (await send(`A call of ${call.to}`, { ...call, from: people[from] })),
    put: async (source, args = []) => {
      const { name, abi, bytecode } = find(source);
      abis.set(abi, name);
      const data = saying(name, () => encodeDeployData({ abi, bytecode, args: [...args] }));
      const { contract } = await send(name, { from: people.admin, data });
      invariant(contract, `${name} has an address once it is deployed.`);
      contracts.push(contract);
      return contractAt(contract, name, abi, chain, moment);
    },
  };
  return { site, chain, contracts, hashes, reasonOf, moment };
}

/** What stands on a chain before any bridge: a token, all of it with the depositor, and Eve. */
export type Furniture = { readonly token: BridgeContract; readonly eve: BridgeContract };

export async function furnish(
  chain: Chain,
  people: People,
  find: FindCode,
  at: number,
): Promise<Furniture> {
  const put = async (contract: string, args: readonly unknown[]) => {
    const path = `artifacts/contracts/world/${contract}.sol/${contract}.json`;
    const { name, abi, bytecode } = find(path);
    const data = encodeDeployData({ abi, bytecode, args });
    const sent = await chain.send({ from: people.admin, data }, at);
    invariant(sent.contract, `${name} can be deployed.`);
    return contractAt(sent.contract, name, abi, chain, { block: "latest" });
  };
  const token = await put("UsdCoin", [people.admin]);
  const { to, data: mint } = token.call("mint", [people.depositor, plenty]);
  await chain.send({ from: people.admin, to, data: mint }, at);
  return { token, eve: await put("ReturningAccount", []) };
}

const plenty = 2n ** 160n;

const abiOf = new WeakMap<BridgeContract, { readonly abi: Abi; readonly name: string }>();

function contractAt(
  address: Address,
  name: string,
  abi: Abi,
  chain: Chain,
  moment: Moment,
): BridgeContract {
  const encoded = (functionName: string, args: readonly unknown[]) =>
    saying(`${name}.${functionName}`, () => encodeFunctionData({ abi, functionName, args }));
  const contract: BridgeContract = {
    address,
    call: (functionName, args = [], { from = "outsider", value } = {}): BridgeCall => ({
      ...{ from, to: address, data: encoded(functionName, args) },
      ...(value !== undefined && { value }),
    }),
    read: async (functionName, args = []) => {
      const question = { to: address, data: encoded(functionName, args) };
      const data = (await chain.request("eth_call", [question, moment.block])) as Hex;
      return saying(`${name}.${functionName}`, () =>
        decodeFunctionResult({ abi, functionName, data }),
      );
    },
    as: (other) => {
      const known = abiOf.get(other);
      invariant(known, "A contract was put by a site.");
      return contractAt(address, known.name, known.abi, chain, moment);
    },
  };
  abiOf.set(contract, { abi, name });
  return contract;
}

/** Does what viem does, and has what it throws say in a sentence what it is about. */
function saying<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new InputError(
      `${what} cannot be called as the adapter does: ${why.replace(/\.?$/, ".")}`,
      {
        cause,
        docsPath,
      },
    );
  }
}

function reasonIn(data: Hex, abis: readonly Abi[]): string {
  if (data === "0x") return "reverted without a reason";
  for (const abi of [...abis, []] as const)
    try {
      const { errorName, args = [] } = decodeErrorResult({ abi, data }) as {
        readonly errorName: string;
        readonly args?: readonly unknown[];
      };
      return errorName === "Error" || errorName === "Panic"
        ? `${errorName}: ${args.join(", ")}`
        : errorName;
    } catch {
      // Another contract may know it.
    }
  return `an unknown error, ${data.slice(0, 10)}`;
}
