import { attack } from "./attack.ts";
import { honest } from "./honest.ts";
import { loss } from "./loss.ts";
import type { Metric } from "./metric.ts";

/** Every figure that a trace gives, in the order in which they are reported. */
export const measure: Metric = (trace) => ({ ...loss(trace), ...attack(trace), ...honest(trace) });
