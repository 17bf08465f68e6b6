import type { Withdrawal } from "../bridge/port.ts";
import { hour } from "../core/time.ts";
import type { Amount } from "../core/units.ts";
import type { Actor, Intent, View } from "../engine/actor.ts";
import type { RelayerSpec } from "../scenario/actors.ts";
import { isOk } from "../trace/trace.ts";
import { heldBook } from "./held.ts";
import { endsEpoch, quorumOf, signaturesFor, withdrawalNow } from "./signatures.ts";

/**
 * Takes honest withdrawals to the mainchain: once the mailbox holds a quorum of signatures it
 * submits them as the call wants them. What the vault was too short for is tried again after the
 * next deposit that fills it enough; what a pause stopped, after the pause; what is held is asked
 * for until it is paid.
 *
 * @param self Accounts that take their own withdrawals to the mainchain.
 */
export function relayer(spec: RelayerSpec, self: ReadonlySet<string>): Actor {
  const { name } = spec;
  const planned = new Set<string>();
  const posted = new Map<string, number>();
  const short = new Map<string, Withdrawal>();
  const stopped = new Set<string>();
  const weak = new Set<string>();
  const held = heldBook(name, spec.releaseEvery ?? hour);
  const soon = (view: View, id: string): Intent => ({
    at: view.now + view.random.integer(spec.latency.min, spec.latency.max),
    wake: id,
  });

  return {
    name,
    start: () => [],
    see: async (step, view) => {
      if (isOk(step, "postSignature")) {
        const { withdrawalId, signature } = step.action;
        const count = (posted.get(withdrawalId) ?? 0) + 1;
        posted.set(withdrawalId, count);
        if ("signer" in signature && self.has(signature.over.recipient)) return [];
        if (weak.delete(withdrawalId)) return [soon(view, withdrawalId)];
        if (planned.has(withdrawalId) || count < (await quorumOf(view))) return [];
        planned.add(withdrawalId);
        return [soon(view, withdrawalId)];
      }
      if (step.actor === name && step.action.verb === "submitWithdrawal") {
        const { withdrawal } = step.action;
        if (step.status !== "fail") return held.note(step, view.now);
        if (step.error.name === "VaultShort") short.set(withdrawal.id, withdrawal);
        else if (step.error.name === "EnforcedPause") stopped.add(withdrawal.id);
        else if (spec.brings === "all") weak.add(withdrawal.id);
        return [];
      }
      if (endsEpoch(step)) {
        // What was signed before is worth nothing now: the validators sign again.
        planned.clear();
        posted.clear();
      }
      if (isOk(step, "unpause") && step.action.chain === "mainchain")
        return take(stopped).map((id) => soon(view, id));
      if (isOk(step, "deposit") && short.size > 0) return retryShort(view);
      return held.note(step, view.now);
    },
    wake: async (note, view) => {
      const release = held.wake(note, view.now);
      if (release !== null) return release;
      const withdrawalId = note as Amount;
      const withdrawal = await withdrawalNow(withdrawalId, view);
      if (withdrawal === null) return [];
      const signatures = await signaturesFor(withdrawalId, view, spec.brings);
      return [
        {
          at: view.now,
          action: { verb: "submitWithdrawal", sender: name, withdrawal, signatures },
        },
      ];
    },
  };

  async function retryShort(view: View): Promise<readonly Intent[]> {
    const intents: Intent[] = [];
    for (const { id, token, amount } of [...short.values()]) {
      if (BigInt(await view.read({ what: "vault", token })) < BigInt(amount)) continue;
      short.delete(id);
      intents.push(soon(view, id));
    }
    return intents;
  }
}

/** Empties a set and returns what was in it. */
function take(set: Set<string>): readonly string[] {
  const all = [...set];
  set.clear();
  return all;
}
