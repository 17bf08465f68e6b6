import type { Signature } from "../bridge/port.ts";
import { toAmount } from "../core/units.ts";
import type { Actor, Intent, View } from "../engine/actor.ts";
import { isOk, isVerb, type Step } from "../trace/trace.ts";
import type { Strategy, Theft } from "./strategy.ts";

/** What a planner wants, and what it has. */
export type Plan = {
  /** The account that acts and is paid. */
  readonly thief: string;
  /** What it does before: how it comes by its keys. */
  readonly prelude: readonly Intent[];
  /** Accounts whose keys it has, in the order in which the gateway wants signatures. */
  readonly signers: readonly string[];
  /** What it wants of each token, in base units. */
  readonly wants: ReadonlyMap<string, bigint>;
  /** The id of its first withdrawal. */
  readonly firstId: bigint;
  readonly theft: Theft;
};

/**
 * Returns the largest amount that would be paid at once; what a planner knows of the chain.
 *
 * @param guess An amount to try first.
 */
export type Capacity = (token: string, now: number, most: bigint, guess: bigint) => bigint;

/** A planner never brings more withdrawals than this of one token at one moment. */
const partsMost = 400;

/** What a strategy leaves that leaves room: one part of so many. */
const roomPart = 25n;

/**
 * Carries a strategy out, deciding at each moment by what the chain would pay. What it did, and when,
 * is the plan that a thief then follows.
 */
export function planner(plan: Plan, strategy: Strategy, capacity: Capacity): Actor {
  const { thief, prelude, signers, wants, theft } = plan;
  const left = new Map(wants);
  const guesses = new Map<string, bigint>();
  const parts = new Map<string, number>();
  let nextId = plan.firstId;

  const bring = (token: string, amount: bigint, now: number): readonly Intent[] => {
    const withdrawal = { id: toAmount(nextId), token, recipient: thief, amount: toAmount(amount) };
    nextId += 1n;
    left.set(token, (left.get(token) ?? 0n) - amount);
    const signatures = signers.map(
      (signer): Signature => ({ signer, over: withdrawal, mode: 1, form: "plain" }),
    );
    return [
      ...signers.map(
        (signer): Intent => ({
          at: now,
          action: { verb: "sign", signer, over: withdrawal, mode: 1 },
        }),
      ),
      { at: now, action: { verb: "submitWithdrawal", sender: thief, withdrawal, signatures } },
    ];
  };

  /** Takes the next piece of a token, or goes on to the next token. */
  const next = (tokens: readonly string[], now: number): readonly Intent[] => {
    const [token, ...others] = tokens;
    if (token === undefined) return [];
    const most = left.get(token) ?? 0n;
    const count = parts.get(`${token} ${now}`) ?? 0;
    const isEnough = count >= (strategy.leavesRoom ? 1 : partsMost);
    if (most === 0n || isEnough) return next(others, now);
    parts.set(`${token} ${now}`, count + 1);
    const amount = capacity(token, now, most, guesses.get(token) ?? most);
    const isTooLittle = strategy.brings === "whole" && amount < most;
    if (amount === 0n || isTooLittle) return next(others, now);
    guesses.set(token, amount);
    const isAll = amount === most || !strategy.leavesRoom;
    return bring(token, isAll ? amount : amount - amount / roomPart, now);
  };

  const everything = (count: number, now: number): readonly Intent[] =>
    [...left].flatMap(([token, amount]) => {
      const part = amount / BigInt(count);
      const amounts = Array.from({ length: count }, (_, index) =>
        index === 0 ? amount - part * BigInt(count - 1) : part,
      );
      return amounts.filter((each) => each > 0n).flatMap((each) => bring(token, each, now));
    });

  return {
    name: thief,
    start: () => [...prelude, ...strategy.moments(theft).map((at) => ({ at, wake: "act" }))],
    see: (step: Step, view: View) => {
      if (typeof strategy.brings === "number") return [];
      const hasInflow = strategy.ridesOnInflow && isOk(step, "deposit") && view.now >= theft.at;
      if (hasInflow) return [{ at: view.now, wake: "act" }];
      const isOurs = step.actor === thief && isVerb(step, "submitWithdrawal");
      if (!isOurs) return [];
      const { token } = step.action.withdrawal;
      const order = [...wants.keys()];
      // What was not paid after all is not tried again at this moment.
      const rest = order.slice(order.indexOf(token) + (step.status === "ok" ? 0 : 1));
      return next(rest, view.now);
    },
    wake: (_note, view) =>
      typeof strategy.brings === "number"
        ? everything(strategy.brings, view.now)
        : next([...wants.keys()], view.now),
  };
}
