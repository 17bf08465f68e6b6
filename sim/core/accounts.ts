import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { pointOf } from "./curve.ts";
import { sha256 } from "./hash.ts";

export type Hex = `0x${string}`;
/** A 20-byte account or contract address, in lower-case hex. */
export type Address = Hex;

/**
 * Returns the private key of a named account. Keys are made from the seed and the name and from
 * nothing else: they are the same on every machine, and worth nothing outside the simulation.
 */
export const privateKeyOf = (seed: number, name: string): Hex =>
  `0x${sha256(`five-of-nine/${seed}/key/${name}`)}`;

const addresses = new Map<Hex, Address>();

/** Returns the address that belongs to a private key; each is worked out once. */
export function addressOf(privateKey: Hex): Address {
  const known = addresses.get(privateKey);
  if (known !== undefined) return known;
  const address = addressAt(pointOf(hexToBytes(privateKey.slice(2))));
  addresses.set(privateKey, address);
  return address;
}

/**
 * Returns the address of a public key (x and y, 64 bytes): the last 20 bytes of its Keccak-256
 * (Ethereum Yellow Paper, appendix F).
 */
export const addressAt = (publicKey: Uint8Array): Address =>
  `0x${bytesToHex(keccak_256(publicKey).subarray(12))}`;

/** Returns names in the ascending order of their addresses, in which gateways want signers. */
export const byAddress = (
  names: readonly string[],
  accounts: { readonly [name: string]: Address },
): readonly string[] =>
  [...names].sort((a, b) => ((accounts[a] ?? "") < (accounts[b] ?? "") ? -1 : 1));
