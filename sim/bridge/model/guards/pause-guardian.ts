import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, refuse, trip } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "pause-guardian" }>;

export type PauseGuardian = {
  readonly thresholds: ReadonlyMap<string, bigint>;
  /** Tokens that are stopped here. */
  readonly stopped: Set<string>;
  /** The last second of which large withdrawals may be released, by token. */
  readonly reviewedUntil: Map<string, number>;
};

/**
 * A single withdrawal above the threshold is held and trips; from then on each of its token is held,
 * until somebody starts it again, and the large ones until somebody has looked at them.
 */
export const pauseGuardian: GuardModel<Settings, PauseGuardian> = {
  open: ({ thresholds }) => ({
    thresholds: new Map(
      Object.entries(thresholds).map(([token, amount]) => [token, BigInt(amount)]),
    ),
    stopped: new Set(),
    reviewedUntil: new Map(),
  }),
  assess: (state, { token, amount, phase, heldSince }) => {
    const threshold = state.thresholds.get(token) ?? 0n;
    if (threshold === 0n) return refuse("token not listed", 0);
    if (state.stopped.has(token)) return hold("stopped", 0, 0);
    if (amount <= threshold) return allow;
    if (phase === "submit") return trip("above threshold", 0, 0);
    const wasSeen = heldSince <= (state.reviewedUntil.get(token) ?? 0);
    return wasSeen ? allow : hold("not looked at", 0, 0);
  },
  onHeld: ({ thresholds, stopped }, { token, amount }) => {
    if (amount > (thresholds.get(token) ?? 0n)) stopped.add(token);
  },
};

/** Starts a token, by who has looked at what was held of it up to a second; the port has no verb. */
export function start(state: PauseGuardian, token: string, reviewedUntil: number): void {
  state.stopped.delete(token);
  state.reviewedUntil.set(token, reviewedUntil);
}
