import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import { eventArguments, eventIn } from "./abi.ts";
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
    const found = decode(contract, eventName, log);
    if (found !== undefined) return found as T;
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
    const found = decode("BridgedToken", "Transfer", log);
    if (found !== undefined && BigInt(found.from as string) === 0n) sum += found.value as bigint;
  }
  return `${sum}`;
}

function decode(contract: string, name: string, { topics, data }: Log): Arguments | undefined {
  const event = eventIn(contract, topics[0]);
  if (event?.name !== name) return undefined;
  return eventArguments(event, topics, data);
}
