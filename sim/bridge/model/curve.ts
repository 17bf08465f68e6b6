import { invert, mod } from "@noble/curves/abstract/modular.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { type Address, addressAt as addressOf, privateKeyOf } from "../../core/accounts.ts";
import { keyFrom, order, pointOf, signatureOf } from "../../core/curve.ts";
import type { World } from "../port.ts";

/** Half of the group's order, rounded down: the highest of the lower values of s. */
export const halfOrder = order / 2n;

/** Returns the signature that an account of a world makes of a hash, with the lower s. */
export function signed(
  { seed }: World,
  signer: string,
  hash: Uint8Array,
): { readonly r: bigint; readonly s: bigint; readonly parity: number } {
  const { rs, parity } = signatureOf(hash, hexToBytes(privateKeyOf(seed, signer).slice(2)));
  return { r: numberOf(rs.subarray(0, 32)), s: numberOf(rs.subarray(32)), parity };
}

/** Returns whose signature under a hash r, s and the parity are; `null`: nobody's. */
export function addressAt(hash: Uint8Array, rs: Uint8Array, parity: 0 | 1): Address | null {
  const key = keyFrom(hash, { rs, parity });
  return key === null ? null : addressOf(key);
}

/**
 * Returns whose signature it is under the hash `asked` with which an account has signed the hash
 * `made`; r is the signature's. Recovery (SEC 1, section 4.1.6) gives (s R - z' G) / r there, and s R is (z + r d) G: that
 * is the key d + (z - z') / r, which takes a third of the arithmetic. The other value of s with the
 * other parity stands for the same s R.
 */
export function addressUnder(
  world: World,
  signer: string,
  { r, made, asked }: { readonly r: bigint; readonly made: Uint8Array; readonly asked: Uint8Array },
): Address | null {
  const shift = (numberOf(made) - numberOf(asked)) * invert(r, order);
  const key = mod(BigInt(privateKeyOf(world.seed, signer)) + shift, order);
  return key === 0n ? null : addressOf(pointOf(hexToBytes(key.toString(16).padStart(64, "0"))));
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes)}`);
