import { concat, hexToBytes, slice } from "viem";
import { type Address, addressAt, type Hex } from "../../core/accounts.ts";
import { keyFrom } from "../../core/curve.ts";
import type { Signature, Withdrawal } from "../port.ts";
import { isRegular, isSame, itemsIn } from "../withdrawal.ts";
import type { Context } from "./context.ts";
import type { BytesOf, Mode, SignersOf } from "./gateway.ts";
import { remembered } from "./memory.ts";

/**
 * Returns what says whose signatures a submission really carries: the signer of each whole item
 * over the payment that is asked for, in order, as the gateway would read it. What is nobody's is
 * `nobody`.
 */
export const signersIn =
  (context: Context): SignersOf =>
  async (withdrawal, signatures) => {
    const names: string[] = [];
    for (const item of await wholeItems(signatures, context.bytesOf)) {
      const signature = "bytes" in item ? context.signatureOf(item.bytes) : item;
      if (isOver(signature, withdrawal)) names.push(signature.signer);
      else names.push(signerOf(context, withdrawal, await context.bytesOf(signature)));
    }
    return names;
  };

/** Returns the items that the gateway reads of a list, however its bytes were handed over. */
export async function wholeItems(
  signatures: readonly Signature[],
  bytesOf: BytesOf,
): Promise<readonly Signature[]> {
  if (isRegular(signatures)) return signatures;
  const bytes = await Promise.all(signatures.map(bytesOf));
  return itemsIn(concat(bytes)).map((item) => ({ bytes: item }));
}

type Named = Extract<Signature, { readonly signer: string }>;

/** Whether a signature is one over this very withdrawal, written down as every gateway reads it. */
const isOver = (signature: Signature, withdrawal: Withdrawal): signature is Named =>
  "signer" in signature &&
  signature.form === "plain" &&
  isSame(signature.over, withdrawal) &&
  signature.over.epoch === withdrawal.epoch;

function signerOf({ gateway, nameOf }: Context, withdrawal: Withdrawal, item: Hex): string {
  const mode = Number(slice(item, 0, 1)) as Mode;
  const parity = gateway.parityOf(Number(slice(item, 65, 66)));
  if (parity === null) return "nobody";
  const address = recovered(gateway.digestOf(withdrawal, mode), slice(item, 1, 65), parity);
  return address === null ? "nobody" : nameOf("mainchain", address);
}

/** Returns the signer's address; `null`: nobody's. Finding it out takes longer than many calls. */
const recovered = remembered(
  (hash: Hex, rs: Hex, parity: 0 | 1): Address | null => {
    const key = keyFrom(hexToBytes(hash), { rs: hexToBytes(rs), parity });
    return key === null ? null : addressAt(key);
  },
  (hash, rs, parity) => hash + rs + parity,
);
