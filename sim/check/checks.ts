import type { Trace } from "../trace/event.ts";
import { authority } from "./authority.ts";
import { backing } from "./backing.ts";
import { conservation } from "./conservation.ts";
import { liveness } from "./liveness.ts";
import { pause } from "./pause.ts";
import { replay } from "./replay.ts";
import type { Check, Verdict } from "./verdict.ts";

/** Every check, in the order in which they are reported. */
export const checks: readonly Check[] = [conservation, authority, replay, backing, liveness, pause];

/** Judges a finished trace by every check. */
export const judge = (trace: Trace): { readonly [check: string]: Verdict } =>
  Object.fromEntries(checks.map((check) => [check.name, check.judge(trace)]));
