import { concat, hexToBytes, pad, toHex } from "viem";
import type { Hex } from "../../../sim/core/accounts.ts";
import { type CurveSignature, order, signatureOf } from "../../../sim/core/curve.ts";
import { keyOf } from "../../../sim/trial/bridge/sets.ts";
import type { Entry, Form } from "../../../sim/trial/bridge/signing.ts";

/** Returns what signs digests, each once, and writes what somebody else would as a signature. */
export function signerOf(): (entry: Entry, digest: Hex) => Hex {
  const made = new Map<string, CurveSignature>();
  return ({ signer, form }, hash) => {
    const key = signer + hash;
    const known = made.get(key) ?? signatureOf(hexToBytes(hash), hexToBytes(keyOf(signer)));
    made.set(key, known);
    return written(known, form);
  };
}

function written({ rs, parity }: CurveSignature, form: Form): Hex {
  const [r, s] = [toHex(rs.subarray(0, 32)), toHex(rs.subarray(32))];
  const zero = pad("0x00", { size: 32 });
  const whole = toHex(order, { size: 32 });
  const joined = (of: Hex, and: Hex, v: number) => concat([of, and, toHex(v, { size: 1 })]);
  const plain = joined(r, s, 27 + parity);
  const forms: { readonly [form in Form]: () => Hex } = {
    plain: () => plain,
    mirrored: () => joined(r, toHex(order - BigInt(s), { size: 32 }), 28 - parity),
    parity: () => joined(r, s, parity),
    "r is zero": () => joined(zero, s, 27 + parity),
    "s is zero": () => joined(r, zero, 27 + parity),
    "r is the order": () => joined(whole, s, 27 + parity),
    "s is the order": () => joined(r, whole, 27 + parity),
    "v is 29": () => joined(r, s, 29),
    "a byte short": () => plain.slice(0, -2) as Hex,
    "a byte long": () => concat([plain, "0x00"]),
    "65 zeros": () => toHex(0, { size: 65 }),
  };
  return forms[form]();
}
