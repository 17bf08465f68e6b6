import { type Abi, decodeEventLog } from "viem";
import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import type { Command, Result } from "../port.ts";
import { artifact } from "./artifacts.ts";
import type { Log } from "./chain.ts";

/** Returns what the logs of a command that went through say of it. */
export function resultOf(command: Command, logs: readonly Log[]): Result {
  switch (command.verb) {
    case "deposit":
      return { depositId: argument(logs, "RoninGatewayV1", "TokenDeposited", "depositId") };
    case "acknowledgeDeposit":
      return { credited: find(logs, "SidechainGateway", "TokenDeposited") !== undefined };
    case "requestWithdrawal":
      return { withdrawalId: argument(logs, "SidechainGateway", "TokenWithdrew", "id") };
    case "submitWithdrawal":
      return {
        paid: argument(logs, "RoninGatewayV1", "TokenWithdrew", "number"),
        minted: mintedIn(logs),
      };
    default:
      return {};
  }
}

type Arguments = { readonly [name: string]: unknown };

function argument(logs: readonly Log[], contract: string, event: string, name: string): Amount {
  const found = find(logs, contract, event);
  invariant(found, `${contract} tells what it did with ${event}.`);
  return `${BigInt(found[name] as bigint)}`;
}

/** Returns the arguments of the first log that is the event of the contract. */
function find(logs: readonly Log[], contract: string, eventName: string): Arguments | undefined {
  for (const log of logs) {
    const found = decode(artifact(contract).abi, log);
    if (found?.eventName === eventName) return found.args;
  }
  return undefined;
}

/** Sums what was minted: transfers from nobody. */
function mintedIn(logs: readonly Log[]): Amount {
  let sum = 0n;
  for (const log of logs) {
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
