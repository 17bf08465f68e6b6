import {
  type Abi,
  decodeFunctionResult,
  encodeFunctionData,
  toEventSelector,
  toFunctionSelector,
} from "viem";
import type { Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import { artifact } from "./artifacts.ts";

/*
 * What viem would look up each time: it hashes the form of every function, error and event of an ABI
 * until one fits, which takes longer than the EVM takes for the call.
 */

type Item<T extends Abi[number]["type"]> = Extract<Abi[number], { readonly type: T }>;
type AbiError = Item<"error">;
type AbiEvent = Item<"event">;
type AbiFunction = Item<"function">;

type Form = {
  readonly functions: ReadonlyMap<string, { readonly abi: Abi; readonly functionName: Hex }>;
  readonly errors: ReadonlyMap<string, AbiError>;
  readonly events: ReadonlyMap<string, AbiEvent>;
};

const forms = new WeakMap<Abi, Form>();

function formOf(abi: Abi): Form {
  const known = forms.get(abi);
  if (known !== undefined) return known;
  const functions = abi.filter((item): item is AbiFunction => item.type === "function");
  const names = functions.map(({ name }) => name);
  const form: Form = {
    functions: new Map(
      functions
        // Of two by one name the arguments decide; viem does that.
        .filter(({ name }) => names.indexOf(name) === names.lastIndexOf(name))
        .map((item) => [item.name, { abi: [item], functionName: toFunctionSelector(item) }]),
    ),
    errors: new Map(
      abi
        .filter((item): item is AbiError => item.type === "error")
        // An error's selector is made as a function's.
        .map((item) => [
          toFunctionSelector({ ...item, type: "function", outputs: [], stateMutability: "view" }),
          item,
        ]),
    ),
    events: new Map(
      abi
        .filter((item): item is AbiEvent => item.type === "event")
        .map((item) => [toEventSelector(item), item]),
    ),
  };
  forms.set(abi, form);
  return form;
}

/** Returns the data of a call of a contract's function. */
export function encodeCall(
  contract: string,
  functionName: string,
  args: readonly unknown[] = [],
): Hex {
  const { abi } = artifact(contract);
  const found = formOf(abi).functions.get(functionName) ?? { abi, functionName };
  return encodeFunctionData({ ...found, args });
}

/** Returns what the data of a call of a contract's function begins with. */
export function selectorOf(contract: string, functionName: string): Hex {
  const found = formOf(artifact(contract).abi).functions.get(functionName);
  invariant(found, `${contract} has one function "${functionName}".`);
  return found.functionName;
}

/** Returns what a contract's function answered. */
export function decodeAnswer(contract: string, functionName: string, data: Hex): unknown {
  const { abi } = artifact(contract);
  const found = formOf(abi).functions.get(functionName)?.abi ?? abi;
  return decodeFunctionResult({ abi: found, functionName, data });
}

/** Returns the error of a contract's that revert data begins with, if it has it. */
export const errorIn = (contract: string, data: Hex): AbiError | undefined =>
  formOf(artifact(contract).abi).errors.get(data.slice(0, 10));

/** Returns the event of a contract's that a log's first topic is of, if it has it. */
export const eventIn = (contract: string, topic: Hex | undefined): AbiEvent | undefined =>
  formOf(artifact(contract).abi).events.get(topic ?? "");
