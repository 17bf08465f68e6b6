import type { Withdrawal } from "../bridge/port.ts";
import type { Intent } from "../engine/actor.ts";
import { isOk, isVerb, type Step } from "../trace/trace.ts";

/** What somebody brought to the gateway and wants released, because it is held there. */
export type HeldBook = {
  /** Takes note of a step, and returns when to ask for a release, if it held or withheld one. */
  readonly note: (step: Step, now: number) => readonly Intent[];
  /** Answers a reminder of the book's own; `null` when it is not one. */
  readonly wake: (note: string, now: number) => readonly Intent[] | null;
};

/** The reminder that is a book's own. */
const prefix = "release ";

/**
 * Returns a book that has everything released which one actor brought and which is held: at its
 * floor, or again and again where it waits for something else than time, until it is paid or ended.
 *
 * @param actor Who brings and asks; also the account that sends.
 * @param every Seconds between two attempts.
 */
export function heldBook(actor: string, every: number): HeldBook {
  const open = new Map<string, Withdrawal>();
  const remind = (id: string, at: number): readonly Intent[] => [{ at, wake: `${prefix}${id}` }];
  return {
    note: (step, now) => {
      if (isVerb(step, "submitWithdrawal") && step.actor === actor && step.status === "info") {
        const { withdrawal } = step.action;
        // What V2 has locked is released by a person, whoever asks.
        if (step.error.args.guard === "locked-tier") return [];
        open.set(withdrawal.id, withdrawal);
        const floor = Number(step.error.args.notBefore ?? "0");
        return remind(withdrawal.id, Math.max(floor, now + (floor === 0 ? every : 0)));
      }
      if (isOk(step, "release") || isOk(step, "cancel") || isOk(step, "expire"))
        open.delete(step.action.withdrawal.id);
      const isOurs = isVerb(step, "release") && step.actor === actor && step.status !== "ok";
      if (!isOurs || !open.has(step.action.withdrawal.id)) return [];
      const retryAt = Number(step.error.args.retryAt ?? "0");
      return remind(
        step.action.withdrawal.id,
        Math.max(now + 1, retryAt > now ? Math.min(retryAt, now + every) : now + every),
      );
    },
    wake: (note, now) => {
      if (!note.startsWith(prefix)) return null;
      const withdrawal = open.get(note.slice(prefix.length));
      if (withdrawal === undefined) return [];
      return [{ at: now, action: { verb: "release", sender: actor, withdrawal } }];
    },
  };
}
