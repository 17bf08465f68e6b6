import { formatAmount, type TokenUnit } from "../core/units.ts";
import type { RunDiff, WorldDiff } from "./diff.ts";
import type { Parting } from "./diff-steps.ts";
import { isZero, readableValue } from "./figure.ts";

/** Whether nothing at all differs but the place and the line that runs it again. */
export function isIdentical({ left, right, scenario, run, control }: RunDiff): boolean {
  const isOneSided = left.hasControl !== right.hasControl;
  return scenario.isSame && isAlike(run) && !isOneSided && (control === null || isAlike(control));
}

/** Whether two worlds went alike. */
export const isAlike = ({ isSameTrace, verdicts, figures }: WorldDiff): boolean =>
  isSameTrace && verdicts.length === 0 && figures.length === 0;

/** Says how two traces part. */
export function partingWords({ left, right, onlyIn, differs }: Parting): string {
  if (left === null) return "the left trace has ended there, and the right goes on.";
  if (right === null) return "the right trace has ended there, and the left goes on.";
  if (onlyIn === "both") return "each run takes a step there that the other never takes.";
  if (onlyIn !== null) return `the ${onlyIn} run takes a step there that the other never takes.`;
  if (differs.includes("actor") || differs.includes("action"))
    return "both runs take both steps, in another order.";
  return `the same step, with another ${differs.join(" and ")}.`;
}

/**
 * Returns what each run lost, of the tokens of which they lost otherwise; `null` where there is none.
 *
 * @example
 * lossWords(diff); // => "Left lost 173,600 ETH and 25,500,000 USDC, right nothing."
 */
export function lossWords({ left, right, run }: RunDiff): string | null {
  const tokens = left.tokens.filter(({ symbol }) =>
    right.tokens.some((other) => other.symbol === symbol),
  );
  const changed = run.figures.filter(({ name }) =>
    tokens.some(({ symbol }) => name === `loss.${symbol}`),
  );
  if (changed.length === 0) return null;
  const lost = (side: "left" | "right"): string => {
    const figures = changed.flatMap(({ name, [side]: figure }) =>
      figure === null || figure.value === null ? [] : [{ name, figure }],
    );
    // Of a token of which both lost as much nothing is said here.
    if (changed.length === tokens.length && figures.every(({ figure }) => isZero(figure)))
      return "nothing";
    return figures
      .filter(({ figure }) => changed.length < tokens.length || !isZero(figure))
      .map(({ name, figure }) => readableValue(tokens, name, figure))
      .join(" and ");
  };
  return `Left lost ${lost("left")}, right ${lost("right")}.`;
}

/**
 * Returns a field's value with its unit where it is an amount: its path, or else the action, says of
 * which token.
 */
export function amountInField(
  path: string,
  value: string,
  tokens: readonly TokenUnit[],
  actionToken: string | undefined,
): string {
  const parts = path.split(".");
  const isAmount = ["amount", "paid", "minted"].includes(parts.at(-1) ?? "");
  const token =
    tokens.find(({ symbol }) => parts.includes(symbol)) ??
    tokens.find(({ symbol }) => symbol === actionToken);
  if (!isAmount || token === undefined || !/^\d+$/.test(value)) return value;
  return formatAmount(BigInt(value), token);
}
