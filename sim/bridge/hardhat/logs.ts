import { type Abi, decodeEventLog } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import { artifact } from "./artifacts.ts";
import type { Log } from "./chain.ts";

type Arguments = { readonly [name: string]: unknown };

/** Returns a number that a contract's event tells. */
export function argument(
  logs: readonly Log[],
  contract: string,
  event: string,
  name: string,
): Amount {
  const found = find(logs, contract, event);
  invariant(found, `${contract} tells what it did with ${event}.`);
  return `${BigInt(found[name] as bigint)}`;
}

/** Returns the arguments of the first log that is the event of the contract. */
export function find<T extends Arguments = Arguments>(
  logs: readonly Log[],
  contract: string,
  eventName: string,
): T | undefined {
  for (const log of logs) {
    const found = decode(artifact(contract).abi, log);
    if (found?.eventName === eventName) return found.args as T;
  }
  return undefined;
}

/**
 * Sums what was minted: transfers from nobody.
 *
 * @param wrapped Where wrapped ether stands, if that it was made is no minting.
 */
export function mintedIn(logs: readonly Log[], wrapped?: Address): Amount {
  let sum = 0n;
  for (const log of logs) {
    if (log.address.toLowerCase() === wrapped?.toLowerCase()) continue;
    const found = decode(artifact("BridgedToken").abi, log);
    if (found?.eventName === "Transfer" && BigInt(found.args.from as string) === 0n)
      sum += found.args.value as bigint;
  }
  return `${sum}`;
}

function decode(abi: Abi, { topics, data }: Log) {
  try {
    const { eventName, args } = decodeEventLog({
      abi,
      data,
      topics: [...topics] as [`0x${string}`, ...`0x${string}`[]],
    });
    return { eventName, args: args as unknown as Arguments };
  } catch {
    return undefined;
  }
}
