import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Address } from "../../core/accounts.ts";
import type { Signature, Withdrawal, World } from "../port.ts";
import { isSame } from "../withdrawal.ts";
import { addressAt, addressUnder, halfOrder, signed } from "./curve.ts";
import { epochOf, keyOf } from "./guarded.book.ts";
import {
  cutItems,
  type Named,
  nobody,
  rememberedIn,
  type Signer,
  signedItem,
  signerAt,
} from "./recover.ts";
import { receiptDigest, withdrawalDigest } from "./typed.ts";

/**
 * Tells who signed a withdrawal at a gateway that has typed data signed, each signature for itself
 * and when it is asked for: gateways seldom read on after the first that is not in order, and most
 * of what is signed over something else comes many at a time. `nobody` is who made what is no
 * signature there. Modes mean nothing, v is 27 or 28, and of the two values of s that fit,
 * `RoninGatewayV2` takes both and `GuardedGateway` the lower.
 */
export function* typedSigners(
  world: World,
  withdrawal: Withdrawal,
  signatures: readonly Signature[],
): Generator<Signer, undefined> {
  const items = cutItems(signatures, (signature) =>
    signedItem(world, signature, signedDigest(world, signature)),
  );
  for (const signature of items) yield signerOf(world, withdrawal, signature);
}

function signerOf(world: World, withdrawal: Withdrawal, signature: Signature): Signer {
  if (!("signer" in signature)) {
    const key = `${signature.bytes} ${keyOf(withdrawal)}`;
    return rememberedIn(world, key, () =>
      recoverItem(world, withdrawal, hexToBytes(signature.bytes.slice(2))),
    );
  }
  const { signer, over, form } = signature;
  if (form === "parity" || (form === "mirrored" && world.guarded !== undefined)) return nobody;
  if (form !== "elsewhere" && isSame(over, withdrawal) && epochOf(over) === epochOf(withdrawal))
    return { name: signer, address: world.accounts[signer] ?? "" };
  const key = `${signer} ${form} ${keyOf(over)} ${keyOf(withdrawal)}`;
  return rememberedIn(world, key, () => {
    const [made, asked] = [signedDigest(world, signature), digestOf(world, withdrawal)];
    const { r } = signed(world, signer, made);
    return signerAt(world, addressUnder(world, signer, { r, made, asked }));
  });
}

function recoverItem(world: World, withdrawal: Withdrawal, item: Uint8Array): Signer {
  const v = item[65] ?? 0;
  const isLow = BigInt(`0x${bytesToHex(item.subarray(33, 65))}`) <= halfOrder;
  if ((v !== 27 && v !== 28) || (world.guarded !== undefined && !isLow)) return nobody;
  const parity = v === 27 ? 0 : 1;
  return signerAt(world, addressAt(digestOf(world, withdrawal), item.subarray(1, 65), parity));
}

const digestOf = (world: World, withdrawal: Withdrawal, gateway?: Address): Uint8Array =>
  world.guarded === undefined
    ? receiptDigest(world, withdrawal, gateway)
    : withdrawalDigest(world, withdrawal, gateway);

/** What a named signature is over; elsewhere stands a gateway of the same kind at no address. */
const signedDigest = (world: World, { over, form }: Named): Uint8Array =>
  digestOf(world, over, form === "elsewhere" ? noAddress : undefined);

const noAddress: Address = `0x${"0".repeat(40)}`;
