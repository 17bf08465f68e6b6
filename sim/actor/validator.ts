import type { ChainName } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import type { Amount } from "../core/units.ts";
import type { Actor, View } from "../engine/actor.ts";
import type { ValidatorSpec } from "../scenario/actors.ts";
import { isOk } from "../trace/trace.ts";
import { endsEpoch, quorumOf, withdrawalNow } from "./signatures.ts";

/**
 * An honest validator's process. It acts on what it reads from a chain itself, once that is final:
 * it acknowledges deposits on the sidechain, signs the withdrawals requested there, and leaves its
 * signature in the mailbox. When enough others were quicker it stands down, as V1's bridge does
 * for deposits: a further acknowledgement pays nothing. When the gateway's epoch ends, it signs anew
 * what had not been paid.
 */
export function validator(spec: ValidatorSpec): Actor {
  const { name } = spec;
  const credited = new Set<string>();
  const posted = new Map<string, number>();
  const unpaid = new Set<string>();
  const own = new Set<string>();
  const due = (view: View, chain: ChainName) =>
    view.now + spec.finality[chain] + view.random.integer(spec.latency.min, spec.latency.max);

  return {
    name,
    start: () =>
      (spec.misled ?? []).map(({ at, withdrawal }) => ({
        at,
        action: { verb: "sign", signer: name, over: withdrawal, mode: 1 },
      })),
    see: (step, view) => {
      if (isOk(step, "acknowledgeDeposit") && step.result.credited)
        credited.add(step.action.depositId);
      if (isOk(step, "postSignature")) {
        const { withdrawalId } = step.action;
        posted.set(withdrawalId, (posted.get(withdrawalId) ?? 0) + 1);
        if (step.actor === name) own.add(withdrawalId);
      }
      if (isOk(step, "submitWithdrawal") || isOk(step, "release"))
        unpaid.delete(step.action.withdrawal.id);
      if (endsEpoch(step)) {
        posted.clear();
        return [...unpaid].map((id) => ({ at: due(view, "mainchain"), wake: `withdrawal ${id}` }));
      }
      if (isOk(step, "deposit"))
        return [{ at: due(view, "mainchain"), wake: `deposit ${step.result.depositId}` }];
      if (isOk(step, "requestWithdrawal")) {
        unpaid.add(step.result.withdrawalId ?? "");
        return [{ at: due(view, "sidechain"), wake: `withdrawal ${step.result.withdrawalId}` }];
      }
      if (step.actor === name && isOk(step, "sign")) {
        const { over, mode } = step.action;
        // What misled it also took the signature; the sidechain's mailbox knows no such request.
        if (spec.misled?.some(({ withdrawal }) => isSame(withdrawal, over))) return [];
        return [
          {
            at: view.now,
            action: {
              verb: "postSignature",
              sender: name,
              withdrawalId: over.id,
              signature: { signer: name, over, mode, form: "plain" },
              replace: own.has(over.id),
            },
          },
        ];
      }
      return [];
    },
    wake: async (note, view) => {
      const [what, id] = note.split(" ") as [string, Amount];
      if (what === "deposit") return credited.has(id) ? [] : acknowledge(name, id, view);
      return sign(name, id, spec.signsAlways ? 0 : (posted.get(id) ?? 0), view);
    },
  };
}

async function acknowledge(sender: string, depositId: Amount, view: View) {
  const deposit = await view.read({ what: "deposit", depositId });
  if (deposit === null) return [];
  return [
    {
      at: view.now,
      action: { verb: "acknowledgeDeposit", sender, depositId, ...deposit } as const,
    },
  ];
}

async function sign(signer: string, withdrawalId: Amount, posted: number, view: View) {
  if (posted >= (await quorumOf(view))) return [];
  const over = await withdrawalNow(withdrawalId, view);
  if (over === null) return [];
  return [{ at: view.now, action: { verb: "sign", signer, over, mode: 1 } as const }];
}
