import type { BridgeHappening } from "./play.ts";

/** Whether balances have changed as the step says, and by nothing else. */
export function isMoved({ step, outcome, withdrawal, moved }: BridgeHappening): boolean {
  const rows = Object.entries(moved);
  if (rows.reduce((sum, [, by]) => sum + by, 0n) !== 0n) return false;
  if (step.do === "deposit")
    return outcome === "done"
      ? rows.length === 2 && (moved.vault ?? 0n) === -(moved.depositor ?? 0n)
      : rows.length === 0;
  if (outcome !== "paid" || withdrawal === null) return rows.length === 0;
  const { to, amount } = withdrawal;
  return rows.length === 2 && (moved.vault ?? 0n) === -amount && (moved[to] ?? 0n) === amount;
}
