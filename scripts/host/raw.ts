import type { Chain, Sent, Transaction } from "../../sim/bridge/hardhat/chain.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import type { Worlds } from "../../sim/bridge/hardhat/worlds.ts";

/** A transaction that is ready to be sent, as JSON-RPC has it. */
type Ready = { readonly chain: Chain; readonly at: number; readonly call: object };

/** Transactions of chains that are kept, and what became of them. */
export type Overheard = {
  /** Worlds whose chains are listened to. */
  readonly worlds: Worlds;
  /** Begins a list of transactions: what is sent from now on belongs to it. */
  readonly begin: () => void;
  /**
   * Sends every list again from a snapshot, as nothing but requests: time, transaction, receipt.
   *
   * @returns For each transaction whether it was refused.
   */
  readonly sendAgain: () => Promise<readonly boolean[]>;
  /** Whether each was refused when it was overheard. */
  readonly refused: () => readonly boolean[];
};

/** Listens to what a tenant sends, so that it can be timed what the requests alone take. */
export function overhear(worlds: Worlds): Overheard {
  const lists: Ready[][] = [];
  const refused: boolean[] = [];
  const taken = new Map<Deployment, Deployment>();
  let chains: Deployment["chains"] | undefined;
  const note = async (
    chain: Chain,
    transaction: Transaction,
    at: number,
    sending: Promise<Sent>,
  ) => {
    const sent = await sending;
    const { value = 0n, ...rest } = transaction;
    const call = { ...rest, gas: "0xe4e1c0", value: `0x${value.toString(16)}` };
    lists.at(-1)?.push({ chain, at, call });
    refused.push(sent.reverted !== null);
    return sent;
  };
  const listened = (chain: Chain): Chain => ({
    ...chain,
    send: (transaction, at, isRecorded) =>
      note(chain, transaction, at, chain.send(transaction, at, isRecorded)),
  });
  return {
    begin: () => void lists.push([]),
    refused: () => refused,
    worlds: {
      ...worlds,
      take: async (world) => {
        const deployment = await worlds.take(world);
        chains = deployment.chains;
        const { mainchain, sidechain } = chains;
        const heard = {
          ...deployment,
          chains: { mainchain: listened(mainchain), sidechain: listened(sidechain) },
        };
        taken.set(heard, deployment);
        return heard;
      },
      giveBack: (world, heard) => worlds.giveBack(world, taken.get(heard) ?? heard),
    },
    sendAgain: async () => {
      const both = Object.values(chains ?? {});
      const answers: boolean[] = [];
      for (const list of lists) {
        const snapshots = await Promise.all(both.map(({ request }) => request("evm_snapshot", [])));
        for (const ready of list) answers.push(await sendReady(ready));
        for (const [index, { request }] of both.entries())
          await request("evm_revert", [snapshots[index]]);
      }
      return answers;
    },
  };
}

/** Returns whether a transaction was refused. */
async function sendReady({ chain: { request }, at, call }: Ready): Promise<boolean> {
  await request("evm_setNextBlockTimestamp", [at]);
  let hash: unknown;
  let isRefused = false;
  try {
    hash = await request("eth_sendTransaction", [call]);
  } catch (error) {
    hash = (error as { readonly transactionHash: string }).transactionHash;
    isRefused = true;
  }
  await request("eth_getTransactionReceipt", [hash]);
  return isRefused;
}
