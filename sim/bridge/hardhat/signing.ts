import { concat, encodePacked, hashMessage, hexToBytes, keccak256, toHex } from "viem";
import { type Hex, privateKeyOf } from "../../core/accounts.ts";
import { type CurveSignature, order, signatureOf } from "../../core/curve.ts";
import { remembered } from "./memory.ts";
import type { Payment } from "./payment.ts";

/**
 * Returns what V1's validators sign of a withdrawal, before the mode's prefix: the Keccak-256 of
 * the 117 tightly packed bytes. Neither chain nor gateway is in it.
 */
export const innerDigest = remembered(
  ({ id, user, token, amount }: Payment): Hex =>
    keccak256(
      encodePacked(
        ["string", "uint256", "address", "address", "uint256"],
        ["withdrawERC20", id, user, token, amount],
      ),
    ),
  ({ id, user, token, amount }) => `${id} ${user} ${token} ${amount}`,
);

/** Returns the digest under a mode: 0 as it is, 1 with the prefix of `eth_sign`, 2 with Trezor's. */
export const signedDigest = remembered(
  (inner: Hex, mode: 0 | 1 | 2): Hex => {
    if (mode === 0) return inner;
    if (mode === 1) return hashMessage({ raw: inner });
    return keccak256(concat([toHex("\x19Ethereum Signed Message:\n\x20"), inner]));
  },
  (inner, mode) => inner + mode,
);

/** In which of several ways a signature is written down. */
export type Form = "plain" | "parity" | "mirrored" | "elsewhere";

/**
 * Makes signatures with the key that a seed gives a name: an item of V1's list, 66 bytes. Each is
 * made once: they are deterministic (RFC 6979), and the same in every world.
 */
export type Signer = (
  seed: number,
  name: string,
  digest: Hex,
  mode: 0 | 1 | 2,
  form: Form,
) => Promise<Hex>;

export function memoizedSigner(): Signer {
  // By digest first: whoever asks for one has the same text at hand.
  const made = new Map<Hex, Map<string, CurveSignature>>();
  const items = new Map<Hex, Map<string, Hex>>();
  const madeBy = (seed: number, name: string, hash: Hex): CurveSignature =>
    within(made, hash, `${seed} ${name}`, () =>
      signatureOf(hexToBytes(hash), hexToBytes(privateKeyOf(seed, name))),
    );
  return async (seed, name, digest, mode, form) =>
    within(items, digest, `${seed} ${name} ${mode} ${form}`, () =>
      listItem(madeBy(seed, name, digest), mode, form),
    );
}

/** Returns what is kept under two keys, and makes it where there is none. */
function within<T>(kept: Map<Hex, Map<string, T>>, first: Hex, second: string, make: () => T): T {
  const among = kept.get(first) ?? new Map<string, T>();
  kept.set(first, among);
  const found = among.get(second) ?? make();
  among.set(second, found);
  return found;
}

/** Returns a signature as one item of V1's list: mode, r, s, v, 66 bytes. */
function listItem(made: CurveSignature, mode: 0 | 1 | 2, form: Form): Hex {
  const isMirrored = form === "mirrored";
  const [r, lower] = [toHex(made.rs.subarray(0, 32)), toHex(made.rs.subarray(32))];
  const s = isMirrored ? toHex(order - BigInt(lower), { size: 32 }) : lower;
  const parity = isMirrored ? 1 - made.parity : made.parity;
  const v = form === "parity" ? parity : 27 + parity;
  return concat([toHex(mode, { size: 1 }), r, s, toHex(v, { size: 1 })]);
}
