import type { MaxOut } from "./claims.ts";
import type { Happening } from "./play.ts";

/** A payment: what left, and when. */
export type Payment = { readonly at: number; readonly amount: bigint; readonly token: string };

/** Returns what was paid, in the order of time. */
export function paymentsIn(happenings: readonly Happening[]): readonly Payment[] {
  return happenings.flatMap(({ outcome, command, at }) => {
    if (outcome !== "paid" || !("withdrawal" in command)) return [];
    const { token, amount } = command.withdrawal;
    return [{ at, token, amount: BigInt(amount) }];
  });
}

/** Whether two moments count towards the same bound. */
const isTogether = ({ kind, window }: MaxOut, before: number, at: number): boolean =>
  kind === "rolling"
    ? at - before < window
    : Math.floor(at / window) === Math.floor(before / window);

/** Returns what was paid before a moment, and counts towards the bound then. */
export const usedAt = (payments: readonly Payment[], bound: MaxOut, at: number): bigint =>
  sum(
    payments.filter(
      (paid) => paid.token === bound.token && paid.at <= at && isTogether(bound, paid.at, at),
    ),
  );

/** Returns the most that any window paid, which ends with a payment. */
export const mostIn = (payments: readonly Payment[], bound: MaxOut): bigint =>
  payments.reduce((most, { at }, index) => {
    const used = usedAt(payments.slice(0, index + 1), bound, at);
    return used > most ? used : most;
  }, 0n);

export const sum = (payments: readonly { readonly amount: bigint }[]): bigint =>
  payments.reduce((total, { amount }) => total + amount, 0n);
