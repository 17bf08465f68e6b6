import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { authority } from "./authority.ts";
import { backing } from "./backing.ts";
import { conservation } from "./conservation.ts";
import { exits } from "./exits.ts";
import { liveness } from "./liveness.ts";
import { pause } from "./pause.ts";
import { quorum } from "./quorum.ts";
import { replay } from "./replay.ts";
import { solvency } from "./solvency.ts";
import { upgrade } from "./upgrade.ts";
import type { Check, Verdict } from "./verdict.ts";

/** Every check, in the order in which they are reported. */
export const checks: readonly Check[] = [
  conservation,
  authority,
  replay,
  backing,
  liveness,
  pause,
  exits,
  quorum,
  upgrade,
  solvency,
];

/** Judges a finished trace by every check that is asked of its scenario. */
export function judge(trace: Trace): { readonly [check: string]: Verdict } {
  const scenario = scenarioOf(trace);
  const asked = checks.filter(({ appliesTo }) => appliesTo?.(scenario) ?? true);
  return Object.fromEntries(asked.map((check) => [check.name, check.judge(trace)]));
}
