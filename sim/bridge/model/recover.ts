import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Address } from "../../core/accounts.ts";
import { order } from "../../core/curve.ts";
import type { Signature, Withdrawal, World } from "../port.ts";
import { isRegular, isSame, itemsIn } from "../withdrawal.ts";
import { addressAt, addressUnder, signed } from "./curve.ts";

export type Signer = { readonly name: string; readonly address: string };
type Recovered = Signer | { readonly unknownMode: number };

export const nobody: Signer = { name: "nobody", address: `0x${"0".repeat(40)}` };

/**
 * Returns who signed a withdrawal. A signature over this very withdrawal is its signer's; one over
 * another recovers to whoever the curve says, which takes the arithmetic.
 */
export function recoverSigner(
  world: World,
  signature: Signature,
  withdrawal: Withdrawal,
): Recovered {
  if ("signer" in signature && isSame(signature.over, withdrawal))
    return { name: signature.signer, address: world.accounts[signature.signer] ?? "" };
  const key = `${keyOf(signature)} ${keyOfWithdrawal(withdrawal)}`;
  return rememberedIn(world, key, () => recoverItem(world, signature, withdrawal));
}

/** Returns the items that the gateway reads of a list, however its bytes were handed over. */
export const wholeItems = (world: World, signatures: readonly Signature[]): readonly Signature[] =>
  cutItems(signatures, (signature) => itemOf(world, signature));

/** Cuts a list into items where its bytes do not come in items. */
export function cutItems(
  signatures: readonly Signature[],
  bytesOf: (signature: Named) => Uint8Array,
): readonly Signature[] {
  if (isRegular(signatures)) return signatures;
  const items = signatures.map((signature) =>
    "bytes" in signature ? signature.bytes.slice(2) : bytesToHex(bytesOf(signature)),
  );
  return itemsIn(`0x${items.join("")}`).map((bytes) => ({ bytes }));
}

const knownMost = 10_000;
const knownByWorld = new WeakMap<World, Map<string, Recovered>>();

/** What was recovered in a world before: the arithmetic takes longer than a thousand commands. */
export function rememberedIn<T extends Recovered>(world: World, key: string, recover: () => T): T {
  const known = recoveredIn(world);
  const before = known.get(key);
  if (before !== undefined) return before as T;
  const recovered = recover();
  known.set(key, recovered);
  return recovered;
}

function recoveredIn(world: World): Map<string, Recovered> {
  const known = knownByWorld.get(world);
  if (known !== undefined && known.size < knownMost) return known;
  const fresh = new Map<string, Recovered>();
  knownByWorld.set(world, fresh);
  return fresh;
}

const keyOf = (signature: Signature): string =>
  "bytes" in signature
    ? signature.bytes
    : `${signature.signer} ${signature.mode} ${signature.form} ${keyOfWithdrawal(signature.over)}`;

const keyOfWithdrawal = ({ id, token, recipient, amount }: Withdrawal): string =>
  `${id} ${token} ${recipient} ${amount}`;

function recoverItem(world: World, signature: Signature, withdrawal: Withdrawal): Recovered {
  if ("signer" in signature) {
    const { signer, over, mode } = signature;
    const made = digest(world, over, mode);
    const { r, v } = writtenOf(world, signature, made);
    if (parityOf(v) === null) return nobody;
    const asked = digest(world, withdrawal, mode);
    return signerAt(world, addressUnder(world, signer, { r, made, asked }));
  }
  const item = hexToBytes(signature.bytes.slice(2));
  const mode = item[0] ?? 0;
  if (mode > 2) return { unknownMode: mode };
  const parity = parityOf(item[65] ?? 0);
  if (parity === null) return nobody;
  const hash = digest(world, withdrawal, mode);
  return signerAt(world, addressAt(hash, item.subarray(1, 65), parity));
}

/** Returns the parity that a v stands for at V1; `null`: none. */
function parityOf(v: number): 0 | 1 | null {
  const parity = v < 27 ? v : v - 27;
  return parity === 0 || parity === 1 ? parity : null;
}

/** Returns the account of an address; `null` is nobody's. */
export const signerAt = (world: World, address: Address | null): Signer =>
  address === null ? nobody : { name: nameOf(world, address), address };

export type Named = Extract<Signature, { signer: string }>;

const itemOf = (world: World, signature: Named): Uint8Array =>
  signedItem(world, signature, digest(world, signature.over, signature.mode));

/** Returns the 66 bytes of a named signature under a hash: mode, r, s, v. */
export function signedItem(
  world: World,
  { signer, mode, form }: Named,
  hash: Uint8Array,
): Uint8Array {
  const { r, s, v } = writtenOf(world, { signer, form }, hash);
  return concatBytes(Uint8Array.of(mode), word(r), word(s), Uint8Array.of(v));
}

/** Returns the numbers of a named signature under a hash, in the form in which it is written. */
function writtenOf(
  world: World,
  { signer, form }: Pick<Named, "signer" | "form">,
  hash: Uint8Array,
): { readonly r: bigint; readonly s: bigint; readonly v: number } {
  const { r, s, parity } = signed(world, signer, hash);
  const isMirrored = form === "mirrored";
  const v = parity ^ (isMirrored ? 1 : 0);
  return { r, s: isMirrored ? order - s : s, v: form === "parity" ? v : 27 + v };
}

/** Returns what is signed of a withdrawal under a mode. */
function digest(world: World, withdrawal: Withdrawal, mode: number): Uint8Array {
  const { id, token, recipient, amount } = withdrawal;
  const inner = keccak_256(
    concatBytes(
      utf8ToBytes("withdrawERC20"),
      word(BigInt(id)),
      bytesOf(world.accounts[recipient] ?? "0x"),
      bytesOf(world.tokens.find(({ symbol }) => symbol === token)?.address ?? "0x"),
      word(BigInt(amount)),
    ),
  );
  if (mode === 0) return inner;
  const length = mode === 1 ? utf8ToBytes("32") : Uint8Array.of(0x20);
  return keccak_256(concatBytes(utf8ToBytes("\x19Ethereum Signed Message:\n"), length, inner));
}

const word = (value: bigint): Uint8Array => hexToBytes(value.toString(16).padStart(64, "0"));

const bytesOf = (address: Address): Uint8Array => hexToBytes(address.slice(2));

const nameOf = ({ accounts }: World, address: string): string =>
  Object.keys(accounts).find((name) => accounts[name] === address) ?? "stranger";
