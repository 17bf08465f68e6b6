import { attack } from "./attack.ts";
import { honest } from "./honest.ts";
import { loss } from "./loss.ts";
import type { Metric } from "./metric.ts";
import { recovery } from "./recovery.ts";

/** Every figure that a trace gives, in the order in which they are reported. */
export const measure: Metric = (trace) => ({
  ...loss(trace),
  ...recovery(trace),
  ...attack(trace),
  ...honest(trace),
});
