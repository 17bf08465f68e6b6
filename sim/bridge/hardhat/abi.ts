import {
  type Abi,
  type AbiParameter,
  decodeFunctionResult,
  encodeFunctionData,
  toEventSelector,
  toFunctionSelector,
} from "viem";
import type { Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import { artifact } from "./artifacts.ts";
import { codecOf, named, Unfit } from "./codec.ts";

/*
 * What viem would look up each time: it hashes the form of every function, error and event of an ABI
 * until one fits, which takes longer than the EVM takes for the call.
 */

type Item<T extends Abi[number]["type"]> = Extract<Abi[number], { readonly type: T }>;
type AbiError = Item<"error">;
type AbiEvent = Item<"event">;
type AbiFunction = Item<"function">;

type Callable = {
  readonly abi: Abi;
  readonly functionName: Hex;
  readonly inputs: readonly AbiParameter[];
};

type Form = {
  readonly functions: ReadonlyMap<string, Callable>;
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
        .map((item) => [
          item.name,
          { abi: [item], functionName: toFunctionSelector(item), inputs: item.inputs },
        ]),
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
  const found = formOf(abi).functions.get(functionName);
  if (found === undefined) return encodeFunctionData({ abi, functionName, args });
  try {
    return `${found.functionName}${codecOf(found.inputs).encode(args)}`;
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    // viem says what is wrong with it.
    return encodeFunctionData({ abi: found.abi, functionName: found.functionName, args });
  }
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

/**
 * Returns the arguments that an error's data carries; `undefined`: it is too short.
 *
 * @param data The selector, and what follows it.
 */
export const errorArguments = ({ inputs }: AbiError, data: Hex): readonly unknown[] | undefined =>
  unlessUnfit(() => codecOf(inputs).decode(data, 10) as readonly unknown[]);

/** Returns the arguments of an event by name; `undefined`: its log is too short. */
export const eventArguments = (
  event: AbiEvent,
  topics: readonly Hex[],
  data: Hex,
): { readonly [name: string]: unknown } | undefined =>
  unlessUnfit(() => {
    const { plain, indexed } = partsOf(event);
    const words = topics.slice(1).map((topic) => topic.slice(2));
    return { ...plain.decode(data, 2), ...indexed.decode(words.join(""), 0) };
  });

/** What of an event is in its data, and what in its topics. */
type Parts = { readonly plain: Part; readonly indexed: Part };
type Part = {
  readonly decode: (digits: string, at: number) => { readonly [name: string]: unknown };
};

const parts = new WeakMap<AbiEvent, Parts>();

function partsOf(event: AbiEvent): Parts {
  const known = parts.get(event) ?? {
    plain: partOf(event.inputs.filter(({ indexed }) => indexed !== true)),
    // Of what takes more than a word there is a hash.
    indexed: partOf(
      event.inputs
        .filter(({ indexed }) => indexed === true)
        .map((input) => (takesWord(input.type) ? input : { ...input, type: "bytes32" })),
    ),
  };
  parts.set(event, known);
  return known;
}

function partOf(parameters: readonly AbiParameter[]): Part {
  const names = parameters.map(({ name }) => name ?? "");
  const { decode } = codecOf(parameters);
  return { decode: (digits, at) => named(names, decode(digits, at) as readonly unknown[]) };
}

const takesWord = (type: string): boolean =>
  /^(u?int|bytes\d|address|bool)/.test(type) && !type.endsWith("]");

function unlessUnfit<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return undefined;
  }
}
