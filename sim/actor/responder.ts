import type { Actor, Intent } from "../engine/actor.ts";
import type { ResponderSpec } from "../scenario/actors.ts";
import { isOk } from "../trace/trace.ts";

/** Of a second in which the thief acts as well, the team is given the better part. */
const first = 0;

/**
 * Reacts to alarms, some time after each: at the first one it pauses the gateways it may pause and,
 * where that is its way, ends what the present signers authorized; at each one that is about a
 * withdrawal it cancels that withdrawal, if it may.
 */
export function responder(spec: ResponderSpec): Actor {
  const { account: sender } = spec;
  let isAlarmed = false;
  return {
    name: spec.name,
    start: () => [],
    see: (step, view) => {
      if (!isOk(step, "alarm")) return [];
      const at = view.now + spec.reaction;
      const intents: Intent[] = [];
      if (!isAlarmed) {
        isAlarmed = true;
        for (const chain of spec.pauses)
          intents.push({ at, priority: first, action: { verb: "pause", sender, chain } });
        if (spec.cancelsEpoch) intents.push({ at, wake: "end epoch" });
      }
      const { about } = step.action;
      if (spec.cancels && about !== undefined)
        intents.push({ at, action: { verb: "cancel", sender, withdrawal: about } });
      return intents;
    },
    wake: async (_note, view) => [
      {
        at: view.now,
        action: { verb: "cancelEpoch", sender, epoch: await view.read({ what: "epoch" }) },
      },
    ],
  };
}
