import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, refuse } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "net-flow-epoch" }>;

/** What went each way in the last epoch in which something did. */
type Flow = { readonly epoch: number; inflow: bigint; outflow: bigint };

export type NetFlowEpoch = {
  /** Seconds. */
  readonly epoch: number;
  readonly limits: ReadonlyMap<string, bigint>;
  readonly flows: Map<string, Flow>;
};

/** Withdrawals less deposits of an epoch stay within the limit, and so does each alone (Axelar). */
export const netFlowEpoch: GuardModel<Settings, NetFlowEpoch> = {
  open: ({ limits, epoch }) => ({
    epoch,
    limits: new Map(Object.entries(limits).map(([token, limit]) => [token, BigInt(limit)])),
    flows: new Map(),
  }),
  assess: (state, { token, amount, now }) => {
    const limit = state.limits.get(token) ?? 0n;
    if (limit === 0n) return refuse("token not listed", 0);
    if (amount > limit) return refuse("limit of an epoch", 0);
    const flow = flowAt(state, token, now);
    if (flow.outflow + amount <= limit + flow.inflow) return allow;
    return refuse("limit of this epoch", (flow.epoch + 1) * state.epoch);
  },
  onPaid: (state, { token, amount, now }) => {
    flowAt(state, token, now).outflow += amount;
  },
  onDeposited: (state, { token, received, now }) => {
    flowAt(state, token, now).inflow += received;
  },
};

/** Returns the flow of the present epoch, to be read or added to. */
export function flowAt(state: NetFlowEpoch, token: string, now: number): Flow {
  const epoch = Math.floor(now / state.epoch);
  const last = state.flows.get(token);
  if (last?.epoch === epoch) return last;
  const fresh = { epoch, inflow: 0n, outflow: 0n };
  state.flows.set(token, fresh);
  return fresh;
}
