import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, refuse, trip } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "pause-guardian" }>;

export type PauseGuardian = {
  readonly thresholds: ReadonlyMap<string, bigint>;
  /** Tokens that are stopped here; only an unpauser's look, which is not modeled, starts them. */
  readonly stopped: Set<string>;
};

/**
 * A single withdrawal above the threshold is held and trips; from then on each of its token is held,
 * and the large ones until somebody has looked at them.
 */
export const pauseGuardian: GuardModel<Settings, PauseGuardian> = {
  open: ({ thresholds }) => ({
    thresholds: new Map(
      Object.entries(thresholds).map(([token, amount]) => [token, BigInt(amount)]),
    ),
    stopped: new Set(),
  }),
  assess: ({ thresholds, stopped }, { token, amount, phase }) => {
    const threshold = thresholds.get(token) ?? 0n;
    if (threshold === 0n) return refuse("token not listed", 0);
    if (stopped.has(token)) return hold("stopped", 0, 0);
    if (amount <= threshold) return allow;
    return phase === "submit" ? trip("above threshold", 0, 0) : hold("not looked at", 0, 0);
  },
  onHeld: ({ thresholds, stopped }, { token, amount }) => {
    if (amount > (thresholds.get(token) ?? 0n)) stopped.add(token);
  },
};
