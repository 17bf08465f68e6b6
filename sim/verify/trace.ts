import { InputError } from "../core/errors.ts";
import type { TraceLine } from "./shape.ts";

/** An action of the trace and what came of it. */
export type Step = {
  /** Number of the invocation, by which chain.jsonl names it. */
  readonly event: number;
  /** Number of the completion. */
  readonly done: number;
  readonly at: number;
  readonly actor: string;
  readonly action: { readonly verb: string; readonly [field: string]: unknown };
  readonly outcome:
    | { readonly status: "ok"; readonly result: { readonly [field: string]: unknown } }
    | { readonly status: "fail" | "info"; readonly reason: string };
};

/**
 * Pairs invocations with completions, in the order of the completions. What completes with `info`
 * may complete once more.
 *
 * @throws InputError when a completion names no invocation, or an invocation never completes.
 */
export function stepsIn(lines: readonly TraceLine[], place: string): readonly Step[] {
  const open = new Map<number, Extract<TraceLine, { type: "invoke" }>>();
  const held = new Set<number>();
  const steps: Step[] = [];
  for (const line of lines) {
    if (line.type === "invoke") open.set(line.seq, line);
    if (line.type !== "ok" && line.type !== "fail" && line.type !== "info") continue;
    const invoked = open.get(line.invocation);
    if (invoked === undefined)
      throw new InputError(
        `${place}:${line.seq + 1} completes event ${line.invocation}, which is no open invocation.`,
      );
    if (line.type === "info") held.add(line.invocation);
    else open.delete(line.invocation);
    const { seq: done, at, actor } = line;
    const outcome =
      line.type === "ok"
        ? { status: line.type, result: line.result }
        : { status: line.type, reason: line.error.name };
    steps.push({ event: invoked.seq, done, at, actor, action: invoked.action, outcome });
  }
  const lost = [...open.keys()].find((seq) => !held.has(seq));
  if (lost !== undefined)
    throw new InputError(`${place}:${lost + 1} invokes an action that never completes.`);
  return steps;
}

/** Returns the steps of one verb that went through. */
export const completed = (steps: readonly Step[], verb: string): readonly Step[] =>
  steps.filter(({ action, outcome }) => action.verb === verb && outcome.status === "ok");

/** Returns a field of what a step answered; `undefined` if it has none, or did not go through. */
export const answered = ({ outcome }: Step, field: string): unknown =>
  outcome.status === "ok" ? outcome.result[field] : undefined;
