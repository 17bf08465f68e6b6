import { type Abi, decodeErrorResult } from "viem";
import type { Hex } from "../../core/accounts.ts";
import type { ChainName, Refusal } from "../port.ts";
import { artifact } from "./artifacts.ts";
import type { NameOf } from "./names.ts";

/** Errors that any contract of a world may throw, those of OpenZeppelin's tokens among them. */
const known = (): Abi =>
  [
    "RoninGatewayV1",
    "GatewayProxy",
    "SidechainGateway",
    "ValidatorSet",
    "Registry",
    "WrappedEther",
    "UsdCoin",
    "BridgedToken",
  ]
    .flatMap((name) => artifact(name).abi)
    .filter(({ type }) => type === "error");

let errors: Abi | undefined;

/**
 * Returns why a contract refused.
 *
 * @param data What the chain answered: a custom error, `Error(string)`, a panic, or nothing.
 * @param chain The chain that answered.
 */
export function refusalOf(data: Hex, chain: ChainName, nameOf: NameOf): Refusal {
  if (data === "0x") return { name: "Reverted", args: {} };
  errors ??= known();
  try {
    const decoded = decodeErrorResult({ abi: errors, data });
    const inputs = "inputs" in decoded.abiItem ? decoded.abiItem.inputs : [];
    const values: readonly unknown[] = decoded.args ?? [];
    return {
      name: decoded.errorName,
      args: Object.fromEntries(
        inputs.map(({ name, type }, index) => [
          name ?? `${index}`,
          type === "address" ? nameOf(chain, String(values[index])) : String(values[index]),
        ]),
      ),
    };
  } catch {
    return { name: "UnknownError", args: { data } };
  }
}
