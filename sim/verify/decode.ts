import type { Interface, ParamType, Result } from "ethers";
import { InputError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import { abi } from "./abi.ts";
import type { ChainFile, Transaction } from "./read.ts";
import type { ChainName, Opening } from "./shape.ts";

/** What a contract is to the bridge; a token comes with its symbol. */
export type Part =
  | { readonly part: "gateway" | "validatorSet" }
  | { readonly part: "token"; readonly symbol: string };

/** Arguments by name; addresses in lower case, lists left out. */
export type Arguments = { readonly [name: string]: bigint | string | boolean };

/** A call or a log, by name. */
export type Spoken = { readonly name: string; readonly by: Part; readonly args: Arguments };

/** A transaction with its call and its logs decoded. */
export type Decoded = Transaction & {
  /** `null`: not a call of a contract of the bridge, or none that it knows. */
  readonly call: Spoken | null;
  readonly said: readonly Spoken[];
  /** Name of the error that it reverted with; `null`: it went through, or gave another reason. */
  readonly error: string | null;
};

/**
 * Decodes every transaction.
 *
 * @throws InputError naming the line when a log does not fit the event whose topic it carries.
 */
export const decodeChain = ({ place, opening, transactions }: ChainFile): readonly Decoded[] =>
  transactions.map((transaction) => {
    const { chain, to, input, reverted, line } = transaction;
    const target = partAt(opening, chain, to);
    return {
      ...transaction,
      call: target && decodeCall(target, chain, input),
      said: transaction.logs.flatMap(({ address, topics, data }): Spoken[] => {
        const by = partAt(opening, chain, address);
        if (by === null) return [];
        const log = decodeLog(abi[chain][by.part], topics, data, `${place}:${line}`);
        return log === null ? [] : [{ ...log, by }];
      }),
      error: reverted === null ? null : errorIn(abi[chain].gateway, reverted),
    };
  });

/** Returns an argument that is a number, e.g. an amount in base units. */
export function numberIn({ name, args }: Spoken, argument: string): bigint {
  const value = args[argument];
  invariant(typeof value === "bigint", `${name} has a number "${argument}".`);
  return value;
}

/** Returns an argument that is an address or bytes. */
export function hexIn({ name, args }: Spoken, argument: string): string {
  const value = args[argument];
  invariant(typeof value === "string", `${name} has an address or bytes "${argument}".`);
  return value;
}

/** Says what stands at an address of a chain; contracts of both chains may share an address. */
function partAt(opening: Opening, chain: ChainName, address: string): Part | null {
  if (opening.gateways[chain] === address) return { part: "gateway" };
  if (opening.validatorSets[chain] === address) return { part: "validatorSet" };
  const token = Object.entries(opening.tokens[chain]).find(([, place]) => place === address);
  return token === undefined ? null : { part: "token", symbol: token[0] };
}

/** Whoever calls may send any bytes, so bytes that are no call are no fault of the file. */
function decodeCall(by: Part, chain: ChainName, data: string): Spoken | null {
  try {
    const call = abi[chain][by.part].parseTransaction({ data });
    return call && { name: call.name, by, args: plain(call.fragment.inputs, call.args) };
  } catch {
    return null;
  }
}

function decodeLog(book: Interface, topics: readonly string[], data: string, place: string) {
  try {
    const log = book.parseLog({ topics: [...topics], data });
    return log && { name: log.name, args: plain(log.fragment.inputs, log.args) };
  } catch (cause) {
    throw new InputError(`${place} has a log that does not fit the event of its topic.`, { cause });
  }
}

function errorIn(book: Interface, data: string): string | null {
  try {
    return book.parseError(data)?.name ?? null;
  } catch {
    return null;
  }
}

const plain = (inputs: readonly ParamType[], values: Result): Arguments =>
  Object.fromEntries(
    inputs.flatMap(({ name, type }, index): [string, Arguments[string]][] => {
      const value: unknown = values[index];
      if (typeof value === "string")
        return [[name, type === "address" ? value.toLowerCase() : value]];
      return typeof value === "bigint" || typeof value === "boolean" ? [[name, value]] : [];
    }),
  );
