import { invert, mod, pow } from "@noble/curves/abstract/modular.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "../core/accounts.ts";
import { type BlindKey, blindKeyOf, modulusBytes } from "./blind-key.ts";
import type { World } from "./port.ts";
import { venueOf } from "./venue.ts";

/**
 * A note of a mixer, in the hands of who pays for it: Chaum's blind signature (Advances in
 * Cryptology 1982) with RSA. The mixer signs what it cannot read, and pays what it once signed
 * without seeing when.
 */
export type Note = {
  readonly recipient: string;
  readonly serial: Hex;
  /** What `mix` hands over; nobody can tell from it what is in it. */
  readonly blinded: Hex;
  /** Returns the signature that `unmix` shows, from the answer of `mix`. */
  readonly unblind: (blindSignature: Hex) => Hex;
};

/**
 * Returns the note of a number that somebody buys. The serial and what blinds it are made from the
 * seed, as keys are: whoever follows the money must not make them again.
 *
 * @param owner Who buys it, or a secret of theirs.
 * @param index Which note of theirs at this mixer, from 0.
 * @param recipient The account that it can be paid to, and no other.
 */
export function noteOf(
  world: World,
  venue: string,
  owner: string,
  index: number,
  recipient: string,
): Note {
  const key = blindKeyOf(world.seed, venueOf(world, "mixer", venue).operator);
  const secret = (what: string): Hex =>
    hashOf(`five-of-nine/${world.seed}/${what}/${venue}/${owner}/${index}`);
  const serial = secret("serial");
  const factor = fullHash(secret("factor"), key);
  const message = messageOf(world, recipient, serial, key);
  return {
    recipient,
    serial,
    blinded: bytesOf(message * pow(factor, key.exponent, key.modulus), key),
    unblind: (blindSignature) => bytesOf(BigInt(blindSignature) * invert(factor, key.modulus), key),
  };
}

/** Returns what the mixer's operator answers to a blinded note: its signature. */
export function signBlinded(world: World, venue: string, blinded: Hex): Hex {
  const key = blindKeyOf(world.seed, venueOf(world, "mixer", venue).operator);
  return bytesOf(key.sign(mod(BigInt(blinded), key.modulus)), key);
}

/** Whether a signature is the mixer's, on the note with a serial for a recipient. */
export function isSigned(
  world: World,
  venue: string,
  note: { readonly recipient: string; readonly serial: Hex },
  signature: Hex,
): boolean {
  const key = blindKeyOf(world.seed, venueOf(world, "mixer", venue).operator);
  if (signature.length !== 2 + 2 * modulusBytes) return false;
  const signed = pow(mod(BigInt(signature), key.modulus), key.exponent, key.modulus);
  return signed === messageOf(world, note.recipient, note.serial, key);
}

/** What is signed: the hash of recipient and serial, spread over the whole width of the modulus. */
function messageOf(world: World, recipient: string, serial: Hex, key: BlindKey): bigint {
  const address = world.accounts[recipient] ?? "0x";
  return fullHash(hashBytes(`${address}${serial.slice(2)}`), key);
}

/** Four Keccak-256 of the hash with a counter behind it, as one number below the modulus. */
function fullHash(hash: Hex, { modulus }: BlindKey): bigint {
  const parts = Array.from({ length: modulusBytes / 32 }, (_, index) =>
    hashBytes(`${hash}${index.toString(16).padStart(2, "0")}`).slice(2),
  );
  return mod(BigInt(`0x${parts.join("")}`), modulus);
}

const hashOf = (text: string): Hex => `0x${bytesToHex(keccak_256(new TextEncoder().encode(text)))}`;

const hashBytes = (hex: string): Hex => `0x${bytesToHex(keccak_256(hexToBytes(hex.slice(2))))}`;

const bytesOf = (value: bigint, { modulus }: BlindKey): Hex =>
  `0x${mod(value, modulus)
    .toString(16)
    .padStart(2 * modulusBytes, "0")}`;
