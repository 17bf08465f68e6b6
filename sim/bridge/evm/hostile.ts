import type { Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";

/** What answers to any contract in a runner of Solidity tests, and is nothing on a chain. */
const reserved: readonly { readonly what: string; readonly digits: string }[] = [
  // address(uint160(uint256(keccak256("hevm cheat code"))))
  { what: "the cheat codes", digits: "7109709ecfa91a80626ff3989d68f67f5b1dd12d" },
  // The console's address is its name as text.
  { what: "the console", digits: "636f6e736f6c652e6c6f67" },
];

/**
 * Refuses bytecode in which an address of the server's own is written down. An address that is
 * computed is not found: what nobody trusts is settled on the chains.
 *
 * @throws InputError when it is.
 */
export function refuseHostile(code: Hex): void {
  const found = reserved.find(({ digits }) => code.toLowerCase().includes(digits));
  if (found !== undefined)
    throw new InputError(
      `A contract calls ${found.what} of the EVM server, which no chain has; run it on the chains.`,
    );
}
