import { type Abi, decodeErrorResult } from "viem";
import type { Hex } from "../../core/accounts.ts";
import type { ChainName, Refusal } from "../port.ts";
import { errorIn } from "./abi.ts";
import { knownContracts } from "./artifacts.ts";
import type { Context } from "./context.ts";
import { type Names, wordsOf } from "./words.ts";

/**
 * Returns why a contract refused.
 *
 * @param data What the chain answered: a custom error, `Error(string)`, a panic, or nothing.
 * @param contract The contract that was called; where two have an error of the same form, its
 * own names for the arguments are used.
 * @param chain The chain that answered.
 */
export function refusalOf(
  { gateway, nameOf }: Context,
  data: Hex,
  contract: string,
  chain: ChainName,
): Refusal {
  const accountOf = (address: string) => nameOf(chain, address);
  const contracts = [contract, ...gateway.contracts, ...knownContracts];
  return decodeRefusal(data, contracts, { accountOf, titleOf: gateway.titleOf });
}

/**
 * Decodes why a contract refused.
 *
 * @param contracts Whose errors it may be; the first that fits is taken.
 */
export function decodeRefusal(data: Hex, contracts: readonly string[], names: Names): Refusal {
  if (data === "0x") return { name: "Reverted", args: {} };
  for (const name of contracts) {
    const error = errorIn(name, data);
    const refusal = error === undefined ? undefined : decode([error], data, names);
    if (refusal !== undefined) return refusal;
  }
  // What the language itself throws: a panic, or a text.
  const refusal = decode([], data, names);
  if (refusal !== undefined) return refusal;
  return { name: "UnknownError", args: { data } };
}

function decode(abi: Abi, data: Hex, names: Names): Refusal | undefined {
  try {
    const { abiItem, errorName, args = [] } = decodeErrorResult({ abi, data });
    const inputs = "inputs" in abiItem ? abiItem.inputs : [];
    return { name: errorName, args: wordsOf(inputs, args, names) };
  } catch {
    return undefined;
  }
}
