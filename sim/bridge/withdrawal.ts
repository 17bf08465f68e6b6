import type { Signature, Withdrawal } from "./port.ts";

/** Whether two withdrawals are the same in all that is signed of them. */
export const isSame = (a: Withdrawal, b: Withdrawal): boolean =>
  a === b ||
  (a.id === b.id && a.token === b.token && a.recipient === b.recipient && a.amount === b.amount);

/** Digits of one item of V1's signature list: mode, r, s, v, 66 bytes. */
const itemDigits = 132;

/** Whether every signature of a list is one item, so that the list's bytes are cut where they are. */
export const isRegular = (signatures: readonly Signature[]): boolean =>
  signatures.every(
    (signature) => "signer" in signature || signature.bytes.length === 2 + itemDigits,
  );

/** Cuts the bytes of a list into its whole items; what is left over at the end is ignored. */
export function itemsIn(list: string): readonly `0x${string}`[] {
  const items: `0x${string}`[] = [];
  for (let at = 2; at + itemDigits <= list.length; at += itemDigits)
    items.push(`0x${list.slice(at, at + itemDigits)}`);
  return items;
}
