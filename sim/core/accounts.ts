import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
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

/**
 * Returns the address that belongs to a private key: the last 20 bytes of the Keccak-256 of the
 * uncompressed public key (Ethereum Yellow Paper, appendix F).
 */
export function addressOf(privateKey: Hex): Address {
  const publicKey = secp256k1.getPublicKey(hexToBytes(privateKey.slice(2)), false);
  return `0x${bytesToHex(keccak_256(publicKey.subarray(1)).subarray(12))}`;
}

/** Returns names in the ascending order of their addresses, in which gateways want signers. */
export const byAddress = (
  names: readonly string[],
  accounts: { readonly [name: string]: Address },
): readonly string[] =>
  [...names].sort((a, b) => ((accounts[a] ?? "") < (accounts[b] ?? "") ? -1 : 1));
