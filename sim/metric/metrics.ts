import type { Trace } from "../trace/event.ts";
import { attack } from "./attack.ts";
import { honest } from "./honest.ts";
import { loss } from "./loss.ts";
import type { Figures } from "./metric.ts";

/** Every figure that a trace gives, in the order in which they are reported. */
export const measure = (trace: Trace): Figures => ({
  ...loss(trace),
  ...attack(trace),
  ...honest(trace),
});
