import type { RunDiff, WorldDiff } from "./diff.ts";
import type { Parting } from "./diff-steps.ts";

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
