import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { type Address, type Hex, privateKeyOf } from "../../core/accounts.ts";
import type { World } from "../port.ts";

const { Fn, BASE } = secp256k1.Point;

type Point = typeof BASE;

/** The order of the curve's group. */
export const order = Fn.ORDER;

/** Half of it, rounded down: the highest of the lower values of s. */
export const halfOrder = order / 2n;

/** Returns the signature that an account of a world makes of a hash (RFC 6979), with the lower s. */
export function signed(
  { seed }: World,
  signer: string,
  hash: Uint8Array,
): { readonly r: bigint; readonly s: bigint; readonly parity: number } {
  const key = hexToBytes(privateKeyOf(seed, signer).slice(2));
  const made = secp256k1.sign(hash, key, { prehash: false, format: "recovered" });
  const { r, s, recovery = 0 } = secp256k1.Signature.fromBytes(made, "recovered");
  return { r, s, parity: recovery };
}

/** Returns whose signature under a hash r, s and the parity are; `null`: nobody's. */
export function addressAt(hash: Uint8Array, rs: Uint8Array, parity: number): Address | null {
  try {
    const signature = secp256k1.Signature.fromBytes(rs, "compact").addRecoveryBit(parity);
    return addressOf(signature.recoverPublicKey(hash));
  } catch {
    return null;
  }
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
  const shift = Fn.mul(Fn.create(numberOf(made) - numberOf(asked)), Fn.inv(r));
  const key = Fn.add(Fn.create(BigInt(privateKeyOf(world.seed, signer))), shift);
  return Fn.is0(key) ? null : addressOf(BASE.multiply(key));
}

const numberOf = (hash: Uint8Array): bigint => BigInt(`0x${bytesToHex(hash)}`);

const addressOf = (point: Point): Hex =>
  `0x${bytesToHex(keccak_256(point.toBytes(false).subarray(1)).subarray(12))}`;
