import type { World } from "../bridge/port.ts";
import { type Address, addressOf, privateKeyOf } from "../core/accounts.ts";

/**
 * Returns the addresses of named accounts: made from the seed, except for those that are given
 * because they belong to somebody of the real chain, whose keys nobody here has.
 */
export const accountsOf = (
  seed: number,
  names: readonly string[],
  given: { readonly [name: string]: Address } = {},
): World["accounts"] =>
  Object.fromEntries(
    names.map((name) => [name, given[name] ?? addressOf(privateKeyOf(seed, name))]),
  );
