import type { Trace } from "../trace/event.ts";
import type { Menu } from "./drawing.ts";
import { type Judge, submissionsOf } from "./judges.ts";
import type { MutantName } from "./mutants.ts";
import type { Change } from "./setting.ts";

/** How often something happened that the property is about. */
export type Counter = { readonly what: string; readonly count: (trace: Trace) => number };

/** A property of the catalogue: what it says, how it is drawn and judged, and what V1 makes of it. */
export type Property = {
  readonly id: string;
  readonly statement: string;
  /** Whom the attacker has, and what goes on around it; draws are dealt out among the changes. */
  readonly drawn: string;
  readonly changes: readonly Change[];
  readonly menu: Menu;
  /** Judges a finished trace, synchronously. */
  readonly judge: Judge;
  /** Whether V1 is expected to have it, and why. */
  readonly expected: boolean;
  readonly reason: string;
  /** Both must happen in some draw, or the property says nothing. */
  readonly accepting: Counter;
  readonly refusing: Counter;
  /** What makes it false where it is expected to be true: a planted contract, or a mutant. */
  readonly planted: { readonly contract: string } | { readonly mutant: MutantName } | null;
};

/** Counts payments. */
export const payments: Counter = {
  what: "payments",
  count: (trace) => submissionsOf(trace).filter(({ status }) => status === "ok").length,
};

type Submission = ReturnType<typeof submissionsOf>[number];

/** Counts submissions that were refused for one of some reasons, and are as wanted. */
export const refusedFor = (
  reason: string,
  isWanted: (step: Submission) => boolean = () => true,
): Counter => ({
  what: `refused: ${reason}`,
  count: (trace) =>
    submissionsOf(trace).filter(
      (step) => step.status === "fail" && step.error.name === reason && isWanted(step),
    ).length,
});
