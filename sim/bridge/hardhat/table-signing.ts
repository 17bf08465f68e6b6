import { invert } from "@noble/curves/abstract/modular.js";
import { hexToBytes, toHex } from "viem";
import { addressAt, addressOf, type Hex, privateKeyOf } from "../../core/accounts.ts";
import { keyFrom, order, pointOf } from "../../core/curve.ts";
import { sha256 } from "../../core/hash.ts";
import { invariant } from "../../core/invariant.ts";
import type { Signer } from "./signing.ts";

/** A nonce with its part of every signature that is made with it (SEC 1, section 4.1.3). */
type Nonce = {
  readonly r: bigint;
  readonly rDigits: string;
  readonly inverse: bigint;
  readonly parity: 0 | 1;
};

const nonces = 256;

/**
 * Returns a signer that makes valid signatures in microseconds: with nonces from a table, whose
 * points are computed once, so that the rest is two multiplications. Whoever sees two signatures
 * with one nonce has the key: that is for campaigns alone, whose keys are made from a seed and are
 * worth nothing. The same seed, name and digest give the same bytes, other than RFC 6979's. The
 * first signature of each key is checked by recovery.
 */
export function tableSigner(): Signer {
  const table = Array.from({ length: nonces }, (_, index) => nonceOf(index));
  const keys = new Map<string, bigint>();
  return async (seed, name, digest, mode, form) => {
    const id = `${seed} ${name}`;
    const known = keys.get(id);
    const key = known ?? BigInt(privateKeyOf(seed, name));
    const hash = BigInt(digest);
    const nonce = table[Number(hash % BigInt(nonces))];
    invariant(nonce, "A digest has a nonce in the table.");
    const { r, rDigits, inverse, parity } = nonce;
    const s = (inverse * ((hash + r * key) % order)) % order;
    const isHigh = s > order / 2n;
    // Of both values of s the lower is usual, and the other mirrored.
    const isFlipped = isHigh !== (form === "mirrored");
    const written = isFlipped ? order - s : s;
    const v = (form === "parity" ? 0 : 27) + (isFlipped ? 1 - parity : parity);
    const item: Hex = `0x${digits(BigInt(mode), 2)}${rDigits}${digits(written, 64)}${digits(BigInt(v), 2)}`;
    if (known === undefined && form !== "parity") {
      keys.set(id, key);
      check(item, digest, privateKeyOf(seed, name));
    }
    return item;
  };
}

const digits = (value: bigint, length: number): string => value.toString(16).padStart(length, "0");

function nonceOf(index: number): Nonce {
  const k = (BigInt(`0x${sha256(`five-of-nine/nonce/${index}`)}`) % (order - 1n)) + 1n;
  const point = pointOf(hexToBytes(`0x${digits(k, 64)}`));
  const [x, y] = [BigInt(toHex(point.subarray(0, 32))), BigInt(toHex(point.subarray(32)))];
  // One point in 2^128 has an x beyond the order, and would need another recovery id.
  invariant(x < order && x !== 0n, `Nonce ${index} is of a usual point.`);
  const parity = y % 2n === 0n ? 0 : 1;
  return { r: x, rDigits: digits(x, 64), inverse: invert(k, order), parity };
}

function check(item: Hex, hash: Hex, privateKey: Hex): void {
  const bytes = hexToBytes(item);
  const parity = bytes.at(-1) === 27 ? 0 : 1;
  const found = keyFrom(hexToBytes(hash), { rs: bytes.subarray(1, 65), parity });
  invariant(
    found !== null && addressAt(found) === addressOf(privateKey),
    "A signature of the table is its signer's.",
  );
}
