import type { Address, Hex } from "../../../sim/core/accounts.ts";
import type { Ground } from "./site.ts";

type Step = { readonly op: string; readonly stack?: readonly string[] };

/**
 * Has contracts on one chain be those of another, code and storage: a chain cannot be given
 * another number, so that the half of a fork is a second chain, on which the same was deployed.
 * What is known of is what the set-up put, and the slots that its transactions wrote.
 */
export async function copyState(from: Ground, to: Ground): Promise<void> {
  const slots = new Set<Hex>();
  for (const hash of from.hashes) for (const slot of await writtenBy(from, hash)) slots.add(slot);
  for (const address of from.contracts) {
    const code = await from.chain.request("eth_getCode", [address, "latest"]);
    await to.chain.request("hardhat_setCode", [address, code]);
    for (const slot of slots) await copySlot(from, to, address, slot);
  }
}

async function copySlot(from: Ground, to: Ground, address: Address, slot: Hex): Promise<void> {
  const word = await from.chain.request("eth_getStorageAt", [address, slot, "latest"]);
  if (word === (await to.chain.request("eth_getStorageAt", [address, slot, "latest"]))) return;
  await to.chain.request("hardhat_setStorageAt", [address, slot, word]);
}

/** Returns the slots that a transaction wrote, of whatever contract. */
async function writtenBy({ chain }: Ground, hash: Hex): Promise<readonly Hex[]> {
  const options = { disableMemory: true, disableStorage: true };
  const { structLogs } = (await chain.request("debug_traceTransaction", [hash, options])) as {
    readonly structLogs: readonly Step[];
  };
  return structLogs
    .filter(({ op }) => op === "SSTORE")
    .map(({ stack = [] }): Hex => {
      const slot = stack.at(-1) ?? "0x0";
      return `0x${slot.replace(/^0x/, "").padStart(64, "0")}`;
    });
}
