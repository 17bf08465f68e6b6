import { type Abi, decodeErrorResult } from "viem";
import type { Hex } from "../../core/accounts.ts";
import type { ChainName, Refusal } from "../port.ts";
import { artifact, knownContracts } from "./artifacts.ts";
import type { NameOf } from "./names.ts";

/**
 * Returns why a contract refused.
 *
 * @param data What the chain answered: a custom error, `Error(string)`, a panic, or nothing.
 * @param contract The contract that was called; where two have an error of the same form, its
 * own names for the arguments are used.
 * @param chain The chain that answered.
 * @param nameOf Returns what an address is called there.
 */
export function refusalOf(data: Hex, contract: string, chain: ChainName, nameOf: NameOf): Refusal {
  if (data === "0x") return { name: "Reverted", args: {} };
  for (const name of [contract, ...knownContracts]) {
    const refusal = decode(artifact(name).abi, data, chain, nameOf);
    if (refusal !== undefined) return refusal;
  }
  return { name: "UnknownError", args: { data } };
}

function decode(abi: Abi, data: Hex, chain: ChainName, nameOf: NameOf): Refusal | undefined {
  try {
    const decoded = decodeErrorResult({ abi, data });
    const inputs = "inputs" in decoded.abiItem ? decoded.abiItem.inputs : [];
    const values: readonly unknown[] = decoded.args ?? [];
    const args = inputs.map(({ name, type }, index) => [
      name ?? `${index}`,
      type === "address" ? nameOf(chain, String(values[index])) : String(values[index]),
    ]);
    return { name: decoded.errorName, args: Object.fromEntries(args) };
  } catch {
    return undefined;
  }
}
