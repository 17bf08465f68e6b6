import type { Withdrawal } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import type { Amount } from "../core/units.ts";
import type { Actor } from "../engine/actor.ts";
import type { UnlockerSpec } from "../scenario/actors.ts";
import { isVerb } from "../trace/trace.ts";

/** Releases what is locked once the sidechain is seen to have the request; the rest stays locked. */
export function unlocker(spec: UnlockerSpec): Actor {
  const locked = new Map<string, Withdrawal>();
  return {
    name: spec.name,
    start: () => [],
    see: (step, view) => {
      if (!isVerb(step, "submitWithdrawal") || step.status !== "info") return [];
      const { withdrawal } = step.action;
      locked.set(withdrawal.id, withdrawal);
      const at = view.now + view.random.integer(spec.latency.min, spec.latency.max);
      return [{ at, wake: withdrawal.id }];
    },
    wake: async (id, view) => {
      const withdrawal = locked.get(id);
      const request = await view.read({ what: "withdrawal", withdrawalId: id as Amount });
      if (withdrawal === undefined || request === null || !isSame(request, withdrawal)) return [];
      return [{ at: view.now, action: { verb: "unlock", sender: spec.name, withdrawal } }];
    },
  };
}
