import type { TokenUnit } from "../core/units.ts";
import { meanings, patternOf } from "../metric/meanings.ts";

/** What the figures mean that a cell of a matrix has beside a run's. */
const ofCells: { readonly [name: string]: string } = {
  "honest.delayed.share": "the part of the value of all real withdrawals that is paid late",
  "honest.blocked.share":
    "the part of the value of all real withdrawals that is not paid within a week of trying",
  "honest.blockedInRun.count":
    "of the run's own honest withdrawals, those not paid when it ended: what the attack and the answer to it did",
  "honest.blockedInRun.value.<TOKEN>":
    "amounts of the run's own honest withdrawals not paid when it ended",
  "falseAlarms.count": "alarms of the defense's monitors over all real withdrawals, none forged",
  "falseAlarms.noisy.count": "the same with a late node, gaps and reorganizations",
};

/** Returns what a figure of a cell means; `undefined`, when nobody has said it. */
export function cellMeaning(name: string, tokens: readonly TokenUnit[]): string | undefined {
  const pattern = patternOf(name, tokens);
  const known = Object.hasOwn(ofCells, pattern) ? ofCells : meanings;
  return Object.hasOwn(known, pattern) ? known[pattern] : undefined;
}
