import { z } from "zod";
import { bareVerdict, figure } from "./run.shape.ts";

/** What a report relies on in a study's file; a field more is none of its business. */

const count = z.int().nonnegative();
const digits = z.string().regex(/^\d+$/, "must be a string of digits");
const tokens = z.array(z.looseObject({ symbol: z.string(), decimals: count }));

const cell = z.looseObject({
  scenario: z.string(),
  defense: z.string(),
  attack: z.string(),
  strategy: z.nullable(z.string()),
  traceHash: z.nullable(z.string()),
  verdicts: z.record(z.string(), bareVerdict),
  metrics: z.record(z.string(), figure),
});

/** The form of matrix.json. */
export const matrixShape = z.looseObject({
  format: z.literal(1),
  seed: count,
  tenant: z.string(),
  scenarios: z.array(z.looseObject({ name: z.string(), title: z.string(), tokens })),
  own: z.record(z.string(), z.string()),
  cells: z.array(cell).min(1),
});

const point = z.looseObject({
  defense: z.string(),
  keys: count,
  detectionDelay: count,
  loss: z.record(z.string(), digits),
  strategy: z.string(),
  scenario: z.string(),
});

/** The form of curve.json. */
export const curveShape = z.looseObject({
  format: z.literal(1),
  scenario: z.string(),
  title: z.string(),
  tokens: tokens.min(1),
  seed: count,
  points: z.array(point).min(1),
});
