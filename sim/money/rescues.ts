import type { Action, Trace } from "../trace/event.ts";
import { oncePerTrace, stepsOf } from "../trace/trace.ts";
import type { Standing } from "./standing.ts";
import { trailOf } from "./trail.ts";

/** A step by which stolen money was stopped, or came back. */
export type Rescue = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: Action;
  /** By token that was taken, in base units of it; what changed, and nothing else. */
  readonly gains: readonly {
    readonly token: string;
    /** How much more was frozen then; below zero where what was frozen came back, or was let go. */
    readonly frozen: bigint;
    readonly recovered: bigint;
  }[];
};

/**
 * Returns the steps after which more or less of what was stolen was frozen or recovered, in order:
 * what each of them saved is what was still there, by the haircut. Together they are what was frozen
 * and recovered at the end.
 */
export const rescuesOf: (trace: Trace) => readonly Rescue[] = oncePerTrace((trace) => {
  const steps = new Map(stepsOf(trace).map((step) => [step.seq, step]));
  let before: ReadonlyMap<string, Standing> = new Map();
  return trailOf.haircut(trace).moments.flatMap(({ seq, at, standings }): readonly Rescue[] => {
    const gains = [...standings].flatMap(([token, standing]) => {
      const last = before.get(token);
      const frozen = standing.frozen - (last?.frozen ?? 0n);
      const recovered = standing.recovered - (last?.recovered ?? 0n);
      return frozen === 0n && recovered === 0n ? [] : [{ token, frozen, recovered }];
    });
    before = standings;
    const step = steps.get(seq);
    if (gains.length === 0 || step === undefined) return [];
    return [{ seq, at, actor: step.actor, action: step.action, gains }];
  });
});
