import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { Address, Hex } from "../../core/accounts.ts";
import type { ChainName } from "../port.ts";

/** A log as the chain gives it. */
export type Log = {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
};

export type Sent = {
  readonly hash: Hex;
  readonly blockNumber: number;
  readonly gasUsed: number;
  readonly contract: Address | null;
  readonly logs: readonly Log[];
  /** What the chain answered instead of going through: the revert data. */
  readonly reverted: Hex | null;
};

export type Transaction = {
  readonly from: Address;
  readonly to?: Address;
  readonly data?: Hex;
  readonly value?: bigint;
};

/** One in-process chain, driven by the time it is told. */
export type Chain = {
  /** Mines one transaction in a block of its own, at a time not before the last one. */
  readonly send: (transaction: Transaction, at: number) => Promise<Sent>;
  readonly call: (to: Address, data: Hex) => Promise<Hex>;
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** An account that exists from the start, with its private key and its balance in wei. */
export type Funded = { readonly privateKey: Hex; readonly balance: bigint };

const simulated = {
  type: "edr-simulated",
  chainType: "l1",
  hardfork: "cancun",
  allowBlocksWithSameTimestamp: true,
  initialBaseFeePerGas: 0,
  gasPrice: 0,
} as const;

// Enough for the longest signature list; given, so that nothing is estimated.
const gasLimit = "0xe4e1c0";

let environment: ReturnType<typeof createHardhatRuntimeEnvironment> | undefined;

/**
 * Starts an in-process chain. It listens on nothing and talks to nobody; transactions are signed
 * with the accounts' own keys and cost nothing, so that balances are exact.
 *
 * @param start Seconds since 1970 at which its clock begins.
 */
export async function startChain(
  name: ChainName,
  chainId: number,
  start: number,
  accounts: readonly Funded[],
): Promise<Chain> {
  environment ??= createHardhatRuntimeEnvironment({
    networks: { mainchain: { ...simulated }, sidechain: { ...simulated } },
    // Hardhat would read every artifact to explain reverts; reverts are decoded here instead.
    paths: { artifacts: "cache/unused" },
  });
  const { network } = await environment;
  const { provider, close } = await network.create({
    network: name,
    override: {
      chainId,
      initialDate: new Date(start * 1000).toISOString(),
      accounts: accounts.map(({ privateKey, balance }) => ({ privateKey, balance: `${balance}` })),
    },
  });
  const request = (method: string, params: readonly unknown[]) =>
    provider.request({ method, params: [...params] });
  return {
    request,
    close,
    call: async (to, data) => (await request("eth_call", [{ to, data }, "latest"])) as Hex,
    send: async ({ value, ...transaction }, at) => {
      await request("evm_setNextBlockTimestamp", [at]);
      const call = { ...transaction, gas: gasLimit, value: `0x${(value ?? 0n).toString(16)}` };
      const { hash, reverted } = await attempt(request, call);
      const receipt = (await request("eth_getTransactionReceipt", [hash])) as Receipt;
      return {
        hash,
        reverted,
        blockNumber: Number(receipt.blockNumber),
        gasUsed: Number(receipt.gasUsed),
        contract: receipt.contractAddress,
        logs: receipt.logs.map(({ address, topics, data }) => ({ address, topics, data })),
      };
    },
  };
}

type Receipt = {
  readonly blockNumber: Hex;
  readonly gasUsed: Hex;
  readonly contractAddress: Address | null;
  readonly logs: readonly Log[];
};

type Refused = { readonly transactionHash: Hex; readonly data: Hex };

/** Sends a transaction; one that reverts is mined all the same, and answers with its reason. */
async function attempt(
  request: Chain["request"],
  call: object,
): Promise<{ readonly hash: Hex; readonly reverted: Hex | null }> {
  try {
    return { hash: (await request("eth_sendTransaction", [call])) as Hex, reverted: null };
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { hash: error.transactionHash, reverted: error.data };
  }
}

const isRefused = (error: unknown): error is Refused =>
  error instanceof Error &&
  "transactionHash" in error &&
  "data" in error &&
  typeof error.data === "string";
