import type { Address, Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import { invariant } from "../../core/invariant.ts";
import type { ChainName, CommandOf, World } from "../port.ts";
import { decodeAnswer, encodeCall } from "./abi.ts";
import type { Deployment } from "./deploy.ts";

/** One call of a contract, ready to be sent. */
export type Call = {
  readonly chain: ChainName;
  /** The contract whose function it is. */
  readonly contract: string;
  readonly to: Address;
  readonly data: Hex;
  readonly value: bigint;
};

/** Returns the call of a contract's function. */
export function call(
  chain: ChainName,
  to: Address,
  contract: string,
  functionName: string,
  args: readonly unknown[],
  value = 0n,
): Call {
  const data = encodeCall(contract, functionName, args);
  return { chain, contract, to, data, value };
}

/**
 * Returns the call of a submission, which is what the command gives as bytes, if it does.
 *
 * @throws InputError when those bytes say something else than the fields beside them.
 */
export function asGiven({ calldata, withdrawal }: CommandOf<"submitWithdrawal">, made: Call): Call {
  if (calldata !== undefined && calldata !== made.data)
    throw new InputError(
      `The calldata of withdrawal ${withdrawal.id} says something else than the fields beside it; the whole call would be ${made.data}.`,
    );
  return made;
}

/** Asks a contract what it shows to anybody. */
export async function view<T>(
  { deployment }: { readonly deployment: Deployment },
  chain: ChainName,
  contract: string,
  to: Address,
  functionName: string,
  args: readonly unknown[] = [],
): Promise<T> {
  const data = await deployment.chains[chain].call(to, encodeCall(contract, functionName, args));
  const result = decodeAnswer(contract, functionName, data);
  invariant(result !== undefined, `${contract}.${functionName} answers.`);
  return result as T;
}

/** Returns where a token stands on a chain. */
export function tokenOn(
  { deployment }: { readonly deployment: Deployment },
  chain: ChainName,
  symbol: string,
): Address {
  const address = deployment.tokens[chain].get(symbol);
  invariant(address, `The world has a token "${symbol}" on the ${chain}.`);
  return address;
}

/** Returns the address of an account of the world. */
export function addressOf({ world }: { readonly world: World }, name: string): Address {
  const address = world.accounts[name];
  invariant(address, `The world has an account "${name}".`);
  return address;
}
