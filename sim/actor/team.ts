import { nodeOf } from "../bridge/venue.ts";
import type { Actor, Intent, View } from "../engine/actor.ts";
import type { Power, TeamSpec } from "../scenario/actors.ts";
import type { Action } from "../trace/event.ts";
import { isOk } from "../trace/trace.ts";

/** Of a second in which a robber acts as well, the team is given the better part. */
const first = 0;

/** Does each step of its runbook once, some time after the alarm that the step answers. */
export function team(spec: TeamSpec): Actor {
  const begun = new Set<number>();
  return {
    name: spec.name,
    start: () => [],
    see: (step, view) => {
      if (!isOk(step, "alarm")) return [];
      return spec.runbook.flatMap(({ after, delay, does }, index): readonly Intent[] => {
        if (after !== step.actor || begun.has(index)) return [];
        begun.add(index);
        return remindersOf(does, index, view.now + delay);
      });
    },
    wake: async (note, view) => {
      const [index = 0, part = 0] = note.split(" ").map(Number);
      const does = spec.runbook[index]?.does;
      const action = does === undefined ? null : await actionOf(does, part, view);
      return action === null ? [] : [{ at: view.now, priority: first, action }];
    },
  };
}

/** A sweep is one act for each of its wallets; everything else is one. */
const remindersOf = (does: Power, index: number, at: number): readonly Intent[] =>
  does.power === "sweep"
    ? does.wallets.map((_, part) => ({
        at: at + Math.floor((part * does.within) / Math.max(1, does.wallets.length - 1)),
        priority: first,
        wake: `${index} ${part}`,
      }))
    : [{ at, priority: first, wake: `${index} 0` }];

/** Returns what a power does now; `null` where there is nothing to move. */
async function actionOf(does: Power, part: number, view: View): Promise<Action | null> {
  switch (does.power) {
    case "call":
      return { verb: "alarm", reason: does.says };
    case "sweep": {
      const wallet = does.wallets[part];
      if (wallet === undefined) return null;
      const { account: sender, token } = wallet;
      const chain = "mainchain";
      const amount = await view.read({ what: "balance", chain, account: sender, token });
      const { recipient } = does;
      return amount === "0" ? null : { verb: "transfer", sender, chain, token, recipient, amount };
    }
    case "reissue":
    case "returnBlocked": {
      const { power: verb, ...fields } = does;
      const { token, account } = fields;
      const place =
        "venue" in fields ? nodeOf({ kind: "exchange", name: fields.venue }, account) : account;
      const held = await view.read({
        what: "balance",
        chain: "mainchain",
        account: place,
        token,
      });
      return held === "0" ? null : ({ verb, ...fields } as Action);
    }
    default: {
      const { power: verb, ...fields } = does;
      return { verb, ...fields } as Action;
    }
  }
}
