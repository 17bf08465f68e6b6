import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { Address, Hex } from "../../core/accounts.ts";
import type { ChainName } from "../port.ts";
import { frameOf } from "./frames.ts";
import { balancesTogether, readsTogether } from "./reader.ts";

/** A log as the chain gives it. */
export type Log = {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
};

export type Sent = {
  /** What a chain alone tells; `null` where the tenant is none, or nobody wants to know. */
  readonly mined: Mined | null;
  readonly contract: Address | null;
  readonly logs: readonly Log[];
  /** What the chain answered instead of going through: the revert data. */
  readonly reverted: Hex | null;
};

export type Mined = {
  readonly hash: Hex;
  readonly blockNumber: number;
  readonly gasUsed: number;
};

/** What a contract answered that a transaction asked. */
export type Asked = { readonly address: Address; readonly answer: Hex };

export type Transaction = {
  readonly from: Address;
  readonly to?: Address;
  readonly data?: Hex;
  readonly value?: bigint;
};

/** One in-process chain, driven by the time it is told. */
export type Chain = {
  /**
   * Mines one transaction in a block of its own, at a time not before the last one.
   *
   * @param isRecorded Whether it is wanted what a transaction cost that was refused.
   */
  readonly send: (transaction: Transaction, at: number, isRecorded?: boolean) => Promise<Sent>;
  /** Sends from an address that nobody has the key of. */
  readonly sendAs: Chain["send"];
  /** Returns what the receiver of a transaction asked others, in static calls, in order. */
  readonly askedIn: (sent: Sent) => Promise<readonly Asked[]>;
  /** Returns an account's ether in wei. */
  readonly balanceOf: (account: Address) => Promise<bigint>;
  /** Returns a word of an account's storage. */
  readonly storageAt: (account: Address, slot: Hex) => Promise<bigint>;
  readonly setBalance: (account: Address, wei: bigint) => Promise<void>;
  /** Puts code at an address: bytes, or those that stand elsewhere. */
  readonly setCode: (account: Address, code: Hex | { readonly like: Address }) => Promise<void>;
  readonly call: (to: Address, data: Hex) => Promise<Hex>;
  readonly request: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** An account that exists from the start, with its private key and its balance in wei. */
export type Funded = { readonly privateKey: Hex; readonly balance: bigint };

/**
 * Starts a chain of a name and a number, whose clock begins at a time in seconds since 1970, on
 * which accounts have some ether.
 */
export type StartChain = (
  name: ChainName,
  chainId: number,
  start: number,
  accounts: readonly Funded[],
) => Promise<Chain>;

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
  const request: Chain["request"] = (method, params) =>
    provider.request({ method, params: [...params] });
  const send: Chain["send"] = (transaction, at, isRecorded = true) =>
    mine(request, transaction, at, isRecorded);
  return {
    request,
    close,
    send,
    sendAs: async (transaction, at) => {
      await request("hardhat_impersonateAccount", [transaction.from]);
      const sent = await send(transaction, at);
      await request("hardhat_stopImpersonatingAccount", [transaction.from]);
      return sent;
    },
    askedIn: (sent) => askedIn(request, sent),
    call: readsTogether(request),
    balanceOf: balancesTogether(request),
    storageAt: async (account, slot) =>
      BigInt((await request("eth_getStorageAt", [account, slot, "latest"])) as string),
    setBalance: async (account, wei) => {
      await request("hardhat_setBalance", [account, `0x${wei.toString(16)}`]);
    },
    setCode: async (account, code) => {
      const bytes =
        typeof code === "string" ? code : await request("eth_getCode", [code.like, "latest"]);
      await request("hardhat_setCode", [account, bytes]);
    },
  };
}

async function mine(
  request: Chain["request"],
  { value, ...transaction }: Transaction,
  at: number,
  isRecorded: boolean,
): Promise<Sent> {
  await request("evm_setNextBlockTimestamp", [at]);
  const call = { ...transaction, gas: gasLimit, value: `0x${(value ?? 0n).toString(16)}` };
  const { hash, reverted } = await attempt(request, call);
  if (reverted !== null && !isRecorded) return { reverted, mined: null, contract: null, logs: [] };
  const receipt = (await request("eth_getTransactionReceipt", [hash])) as Receipt;
  return {
    reverted,
    mined: {
      hash,
      blockNumber: Number(receipt.blockNumber),
      gasUsed: Number(receipt.gasUsed),
    },
    contract: receipt.contractAddress,
    logs: receipt.logs.map(({ address, topics, data }) => ({ address, topics, data })),
  };
}

async function askedIn(request: Chain["request"], { mined }: Sent): Promise<readonly Asked[]> {
  const { calls = [] } = await frameOf(request, mined?.hash ?? "0x");
  return calls.flatMap(({ type, to, output }) =>
    type === "STATICCALL" && to !== undefined && output !== undefined
      ? [{ address: to, answer: output }]
      : [],
  );
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
