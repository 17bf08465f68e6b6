import type { Ratio } from "../core/units.ts";

/**
 * Returns the fewest votes that a validator set takes for enough: votes * denominator must reach
 * numerator * validators (V1's `checkThreshold`). A ratio of 0/0 is reached by no votes at all.
 */
export function requiredVotes(quorum: Ratio, validators: number): number {
  if (quorum.denominator === 0) return 0;
  return Math.ceil((quorum.numerator * validators) / quorum.denominator);
}
