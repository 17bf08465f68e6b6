import { type Abi, decodeErrorResult } from "viem";
import type { Hex } from "../../core/accounts.ts";
import type { ChainName, Refusal } from "../port.ts";
import { errorArguments, errorIn } from "./abi.ts";
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
    const values = error === undefined ? undefined : errorArguments(error, data);
    if (error !== undefined && values !== undefined)
      return { name: error.name, args: wordsOf(error.inputs, values, names) };
  }
  return languageError(data, names) ?? { name: "UnknownError", args: { data } };
}

/** What the language itself throws: a panic, or a text. */
function languageError(data: Hex, names: Names): Refusal | undefined {
  const abi: Abi = [];
  try {
    const { abiItem, errorName, args = [] } = decodeErrorResult({ abi, data });
    const inputs = "inputs" in abiItem ? abiItem.inputs : [];
    return { name: errorName, args: wordsOf(inputs, args, names) };
  } catch {
    return undefined;
  }
}
