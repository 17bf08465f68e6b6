import { judge } from "../check/checks.ts";
import { loss } from "../metric/loss.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";

/** What a draw took, by token, and the checks that it made false. */
export type Harm = {
  readonly lost: { readonly [token: string]: string };
  readonly broken: readonly string[];
};

/** Returns what a draw took. */
export function harmOf(trace: Trace): Harm {
  const figures = loss(trace);
  const lost = scenarioOf(trace).world.tokens.flatMap(({ symbol }) => {
    const value = figures[`loss.${symbol}`]?.value ?? "0";
    return value === "0" ? [] : [[symbol, value] as const];
  });
  const verdicts = Object.entries(judge(trace));
  return {
    lost: Object.fromEntries(lost),
    broken: verdicts.filter(([, { valid }]) => valid === false).map(([name]) => name),
  };
}

/** Whether a draw took nothing and broke nothing. */
export const isHarmless = ({ lost, broken }: Harm): boolean =>
  Object.keys(lost).length === 0 && broken.length === 0;
