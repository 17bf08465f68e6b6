import type { Amount } from "../core/units.ts";
import type { Actor } from "../engine/actor.ts";
import type { WatcherSpec } from "../scenario/actors.ts";
import { isOk } from "../trace/trace.ts";

/** Attests on the mainchain every request that it sees final on the sidechain. */
export function watcher(spec: WatcherSpec): Actor {
  return {
    name: spec.name,
    start: () => [],
    see: (step, view) => {
      if (!isOk(step, "requestWithdrawal") || step.result.withdrawalId === undefined) return [];
      const latency = view.random.integer(spec.latency.min, spec.latency.max);
      return [{ at: view.now + spec.finality + latency, wake: step.result.withdrawalId }];
    },
    wake: async (id, view) => {
      const withdrawal = await view.read({ what: "withdrawal", withdrawalId: id as Amount });
      if (withdrawal === null) return [];
      return [{ at: view.now, action: { verb: "attest", sender: spec.name, withdrawal } }];
    },
  };
}
