import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import type { Address } from "../../core/accounts.ts";
import type { World } from "../port.ts";

/**
 * Returns where a world's mainchain gateway stands, which is part of what is signed as typed data:
 * V2's proxy is the second contract of the administrator's there, and a `GuardedGateway` the first.
 */
export const gatewayOf = (world: World): Address =>
  createdBy(world, world.guarded === undefined ? 1 : 0);

/** Returns where a token's counterpart stands: after the sidechain's three other contracts. */
export const sidechainTokenOf = (world: World, token: string): Address =>
  createdBy(world, 3 + world.tokens.findIndex(({ symbol }) => symbol === token));

const known = new WeakMap<World, Map<number, Address>>();

/** Returns where the contract stands that the administrator's n-th transaction deploys, from 0. */
function createdBy(world: World, nonce: number): Address {
  const made = known.get(world) ?? new Map<number, Address>();
  known.set(world, made);
  const before = made.get(nonce);
  if (before !== undefined) return before;
  // RLP of sender and nonce (Yellow Paper, section 7): both are short, and 0 is the empty string.
  const sender = hexToBytes((world.accounts[world.admin] ?? "0x").slice(2));
  const bytes = concatBytes(
    Uint8Array.of(0xd6, 0x94),
    sender,
    Uint8Array.of(nonce === 0 ? 0x80 : nonce),
  );
  const address: Address = `0x${bytesToHex(keccak_256(bytes).subarray(12))}`;
  made.set(nonce, address);
  return address;
}
