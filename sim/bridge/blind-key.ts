import { constants, createPrivateKey, privateDecrypt } from "node:crypto";
import { invert, pow } from "@noble/curves/abstract/modular.js";
import { sha256 } from "../core/hash.ts";

/** Bytes of a modulus: 1,024 bits are enough to show it, and too few to protect real money. */
export const modulusBytes = 128;

/** An RSA key (RFC 8017): `modulus` and `exponent` are public. */
export type BlindKey = {
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Raises a number below the modulus to the secret exponent. */
  readonly sign: (value: bigint) => bigint;
};

const exponent = 65_537n;
const known = new Map<string, BlindKey>();

/** Returns the key with which an account signs blinded notes, made from the seed and its name. */
export function blindKeyOf(seed: number, name: string): BlindKey {
  const title = `five-of-nine/${seed}/blind-key/${name}`;
  const before = known.get(title);
  if (before !== undefined) return before;
  const [p, q] = [primeFrom(`${title}/p`), primeFrom(`${title}/q`)];
  const key = { modulus: p * q, exponent, sign: signerOf(p, q) };
  known.set(title, key);
  return key;
}

/** Returns what signs with a key of two primes: OpenSSL, since a study signs thousands of notes. */
function signerOf(p: bigint, q: bigint): BlindKey["sign"] {
  const modulus = p * q;
  const secret = invert(exponent, (p - 1n) * (q - 1n));
  const numbers = {
    n: modulus,
    e: exponent,
    d: secret,
    p,
    q,
    dp: secret % (p - 1n),
    dq: secret % (q - 1n),
    qi: invert(q, p),
  };
  const fields = Object.entries(numbers).map(([name, value]) => [name, base64(value)]);
  const key = createPrivateKey({
    key: { kty: "RSA", ...Object.fromEntries(fields) },
    format: "jwk",
  });
  return (value) => {
    const padded = Buffer.from(value.toString(16).padStart(2 * modulusBytes, "0"), "hex");
    const signed = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, padded);
    return BigInt(`0x${signed.toString("hex")}`);
  };
}

function base64(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString(
    "base64url",
  );
}

/** Returns the first prime that a text's hashes give, with the two top bits set. */
function primeFrom(text: string): bigint {
  for (let attempt = 0; ; attempt += 1) {
    const digits = sha256(`${text}/${attempt}/0`) + sha256(`${text}/${attempt}/1`);
    const candidate = BigInt(`0x${digits}`) | (3n << 510n) | 1n;
    if (candidate % exponent !== 1n && isPrime(candidate)) return candidate;
  }
}

// The first ones sort out most candidates cheaply; all of them are the bases of the real test.
const smallPrimes = [
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
  67n,
  71n,
  73n,
];

/** Miller and Rabin's test with twenty bases: it is wrong once in 4^20 candidates at most. */
function isPrime(candidate: bigint): boolean {
  if (smallPrimes.some((prime) => candidate % prime === 0n)) return false;
  let odd = candidate - 1n;
  let halvings = 0;
  while (odd % 2n === 0n) {
    odd /= 2n;
    halvings += 1;
  }
  return smallPrimes.every((base) => {
    let power = pow(base, odd, candidate);
    if (power === 1n || power === candidate - 1n) return true;
    for (let squaring = 1; squaring < halvings; squaring += 1) {
      power = (power * power) % candidate;
      if (power === candidate - 1n) return true;
    }
    return false;
  });
}
