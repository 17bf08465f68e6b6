import type { Actor } from "../engine/actor.ts";
import type { ResponderSpec } from "../scenario/actors.ts";
import { isOk } from "../trace/trace.ts";

/** Pauses the gateways it may pause, once, some time after the first alarm. */
export function responder(spec: ResponderSpec): Actor {
  let isAlarmed = false;
  return {
    name: spec.name,
    start: () => [],
    see: (step, view) => {
      if (isAlarmed || !isOk(step, "alarm")) return [];
      isAlarmed = true;
      return spec.pauses.map((chain) => ({
        at: view.now + spec.reaction,
        action: { verb: "pause", sender: spec.account, chain },
      }));
    },
    wake: () => [],
  };
}
