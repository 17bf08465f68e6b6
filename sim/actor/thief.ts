import type { Signature } from "../bridge/port.ts";
import { type Actor, actPriority, type Intent } from "../engine/actor.ts";
import type { ThiefSpec } from "../scenario/actors.ts";
import { isOk } from "../trace/trace.ts";
import { heldBook } from "./held.ts";
import { inCallOrder } from "./signatures.ts";

/**
 * Gains its footholds, has one key after another sign each payment until it has as many signatures
 * as it needs, and submits what it has, enough or not: the attempt is always made, and it is the
 * chain that says no. Signatures that misled validators made in good faith it brings without a key.
 */
export function thief(spec: ThiefSpec): Actor {
  const { name } = spec;
  const collected = new Map<string, Signature[]>(
    spec.payments.map(({ withdrawal }) => [withdrawal.id, []]),
  );
  const tried = new Map<string, number>();
  const held = spec.releaseEvery == null ? null : heldBook(name, spec.releaseEvery);

  // Who pays by its acts alone does all in the order in which it was planned: mastermind.ts.
  const isPlan = spec.acts !== undefined && spec.payments.length === 0;
  const order = isPlan ? { priority: actPriority } : {};

  const next = (id: string, now: number): readonly Intent[] => {
    const payment = spec.payments.find(({ withdrawal }) => withdrawal.id === id);
    const done = tried.get(id) ?? 0;
    const signer = spec.targets[done];
    const enough = (collected.get(id)?.length ?? 0) >= spec.signaturesNeeded;
    if (payment === undefined || signer === undefined || enough) return [];
    tried.set(id, done + 1);
    return [{ at: now, action: { verb: "sign", signer, over: payment.withdrawal, mode: 1 } }];
  };

  return {
    name,
    start: () => [
      ...spec.footholds.map(
        ({ at, ...foothold }): Intent => ({
          at,
          ...order,
          action: { verb: "compromise", ...foothold },
        }),
      ),
      ...spec.payments.flatMap(({ signAt, submitAt, withdrawal }): readonly Intent[] => [
        { at: signAt, wake: `sign ${withdrawal.id}` },
        { at: submitAt, wake: `submit ${withdrawal.id}` },
      ]),
      ...(spec.acts ?? []).map(({ at, command }): Intent => ({ at, ...order, action: command })),
    ],
    see: (step, view) => {
      if (step.actor !== name || step.action.verb !== "sign")
        return held?.note(step, view.now) ?? [];
      const { signer, over, mode } = step.action;
      if (isOk(step, "sign")) collected.get(over.id)?.push({ signer, over, mode, form: "plain" });
      return next(over.id, view.now);
    },
    wake: (note, view) => {
      const release = held?.wake(note, view.now) ?? null;
      if (release !== null) return release;
      const [what, id = ""] = note.split(" ");
      if (what === "sign") return next(id, view.now);
      const payment = spec.payments.find(({ withdrawal }) => withdrawal.id === id);
      if (payment === undefined) return [];
      const { withdrawal } = payment;
      const givenAway = (spec.signedFor ?? []).map(
        (signer): Signature => ({ signer, over: withdrawal, mode: 1, form: "plain" }),
      );
      const signatures = inCallOrder([...(collected.get(id) ?? []), ...givenAway], view.accounts);
      return [
        {
          at: view.now,
          action: { verb: "submitWithdrawal", sender: name, withdrawal, signatures },
        },
      ];
    },
  };
}
