import { formatUtc } from "../core/time.ts";
import { formatAmount, type TokenUnit } from "../core/units.ts";
import { plural } from "../core/words.ts";
import type { Attempt, Lone, PaymentsDiff } from "./diff-payments.ts";
import type { Both } from "./field-changes.ts";
import { refusalWords } from "./refusal.ts";
import { type Colors, type Style, wrap } from "./table.ts";

type Money = (token: string, amount: bigint) => string;

/** Writes amounts as one of the runs counts them: the other may have other tokens. */
const moneyIn =
  (tokens: readonly TokenUnit[]): Money =>
  (token, amount) =>
    formatAmount(
      amount,
      tokens.find(({ symbol }) => symbol === token) ?? { symbol: token, decimals: 0 },
    );

/** Returns the paragraph on the payments that differ, or none where all are alike. */
export function paymentLines(
  { first, count, only }: PaymentsDiff,
  tokens: Both<readonly TokenUnit[]>,
  { width }: Style,
  colors: Colors,
): readonly string[] {
  const money = { left: moneyIn(tokens.left), right: moneyIn(tokens.right) };
  const lines: string[] = [];
  if (first !== null) {
    const heading = `The first payment that ends differently: ${withdrawalWords(first.left, money.left)}.`;
    lines.push(wrap(heading, width, ""));
    for (const side of ["left", "right"] as const) {
      const { at, actor, signatures } = first[side];
      const head = `  ${side.padEnd(5)}  ${formatUtc(at)}  `;
      const text = `${outcomeWords(first[side], money[side])}; ${actor} brought ${plural(signatures, "signature")}`;
      const body = wrap(text, width, " ".repeat(head.length)).slice(head.length);
      lines.push(`${head.replace(side, colors.bold(side))}${body}`);
    }
    if (count > 1) lines.push(`${plural(count, "payment")} in all end differently.`);
  }
  for (const side of ["left", "right"] as const)
    lines.push(...loneLines(side, only[side], money[side]).map((line) => wrap(line, width, "")));
  return lines.length === 0 ? [] : [lines.join("\n")];
}

const withdrawalWords = ({ id, token, amount, recipient }: Attempt, money: Money): string =>
  `withdrawal ${id}, ${money(token, BigInt(amount))} to ${recipient}`;

const outcomeWords = (attempt: Attempt, money: Money): string =>
  attempt.outcome === "paid" ? "paid" : `${attempt.outcome}: ${refusalWords(attempt.error, money)}`;

function loneLines(side: string, { count, first }: Lone, money: Money): readonly string[] {
  if (first === null) return [];
  const many =
    count === 1
      ? `One payment is attempted in the ${side} run alone:`
      : `${count} payments are attempted in the ${side} run alone, the first:`;
  return [`${many} ${withdrawalWords(first, money)}: ${outcomeWords(first, money)}.`];
}
