import { pointFromScalar, recover, signRecoverable } from "tiny-secp256k1";
import { invariant } from "./invariant.ts";

/** Order of the secp256k1 group (SEC 2, section 2.4.1). */
export const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** r and s, 32 bytes each, and whether the y of r's point is odd. */
export type CurveSignature = { readonly rs: Uint8Array; readonly parity: 0 | 1 };

/**
 * Returns the point of a private key of 32 bytes, which is its public key: x and y, 64 bytes.
 *
 * @throws Error for zero, and for what is not below the order.
 */
export const pointOf = (privateKey: Uint8Array): Uint8Array =>
  coordinates(pointFromScalar(privateKey, false));

/** Signs a hash of 32 bytes: deterministically (RFC 6979), and with the lower of both values of s. */
export function signatureOf(hash: Uint8Array, privateKey: Uint8Array): CurveSignature {
  const { signature, recoveryId } = signRecoverable(hash, privateKey);
  return { rs: signature, parity: recoveryId % 2 === 0 ? 0 : 1 };
}

/**
 * Returns the public key whose signature of a hash it is (SEC 1, section 4.1.6), with either value
 * of s, as `ecrecover` does; `null`: nobody's.
 */
export function keyFrom(hash: Uint8Array, { rs, parity }: CurveSignature): Uint8Array | null {
  const written = attempt(() => recover(hash, rs, parity, false));
  return written === null ? null : coordinates(written);
}

/** r or s may be zero or not below the order: then the library throws. */
function attempt<T>(find: () => T): T | null {
  try {
    return find();
  } catch {
    return null;
  }
}

/** Leaves out the byte that says how a point is written. */
function coordinates(written: Uint8Array | null): Uint8Array {
  invariant(written?.length === 65, "A point in full has 65 bytes.");
  return written.subarray(1);
}
