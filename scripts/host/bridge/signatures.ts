import { concat, pad, toHex } from "viem";
import { sign } from "viem/accounts";
import type { Hex } from "../../../sim/core/accounts.ts";
import { keyOf } from "../../../sim/trial/bridge/sets.ts";
import type { Entry, Form } from "../../../sim/trial/bridge/signing.ts";

/** Order of the secp256k1 group (SEC 2, section 2.4.1). */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

type Parts = { readonly r: Hex; readonly s: Hex; readonly parity: number };

/** Returns what signs digests, each once, and writes what somebody else would as a signature. */
export function signerOf(): (entry: Entry, digest: Hex) => Promise<Hex> {
  const made = new Map<string, Promise<Parts>>();
  return async ({ signer, form }, hash) => {
    const key = signer + hash;
    const known = made.get(key) ?? partsOf(keyOf(signer), hash);
    made.set(key, known);
    return written(await known, form);
  };
}

async function partsOf(privateKey: Hex, hash: Hex): Promise<Parts> {
  const { r, s, yParity } = await sign({ privateKey, hash });
  return { r: pad(r, { size: 32 }), s: pad(s, { size: 32 }), parity: yParity ?? 0 };
}

function written({ r, s, parity }: Parts, form: Form): Hex {
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
