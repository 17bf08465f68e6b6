import { z } from "zod";
import { InputError } from "../../../sim/core/errors.ts";
import type { BridgeAdapter } from "../../../sim/trial/bridge/adapter.ts";
import { bridgeProperties } from "../../../sim/trial/bridge/catalogue.ts";
import type { BridgeProperty } from "../../../sim/trial/bridge/properties.ts";
import { badSets, type ShapeName } from "../../../sim/trial/bridge/sets.ts";
import { tricks } from "../../../sim/trial/bridge/signing.ts";
import { amounts, type BridgeStep, recipients } from "../../../sim/trial/bridge/step.ts";

const docsPath = "docs/errors.md#a-bridge-of-ones-own";

const after = z.int().min(1).max(31_536_000);
const pick = z.int().min(0);
const which = z.int().min(0);
const by = z.enum(["right", "outsider"]);
const step = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("withdraw"),
    after,
    id: z.int().min(0),
    amount: z.enum(amounts),
    to: z.enum(recipients),
    trick: z.enum(tricks),
    pick,
  }),
  z.strictObject({
    do: z.literal("rotate"),
    after,
    next: z.enum(["next", ...badSets]),
    trick: z.enum(tricks),
    pick,
    by,
  }),
  z.strictObject({ do: z.literal("deposit"), after, amount: z.literal("one") }),
  z.strictObject({ do: z.literal("release"), after, which }),
  z.strictObject({ do: z.literal("cancel"), after, which, by }),
  z.strictObject({ do: z.literal("pause"), after, by }),
  z.strictObject({ do: z.literal("unpause"), after, by }),
]);
const form = z.strictObject({
  format: z.literal(1),
  property: z.string(),
  says: z.string(),
  shape: z.enum(["votes", "weights"]),
  steps: z.array(step).min(1).max(100),
});

/** Steps that broke a property. */
export type FoundSteps = {
  readonly property: BridgeProperty;
  readonly shape: ShapeName;
  readonly steps: readonly BridgeStep[];
};

/**
 * Reads the steps of a counterexample that `check` has written.
 *
 * @param place Where they come from, for errors.
 * @throws InputError for what is none, or is about another bridge.
 */
export function readSteps(text: string, place: string, adapter: BridgeAdapter): FoundSteps {
  const result = form.safeParse(parsed(text, place));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${place} has no steps of a counterexample: ${issue?.path.join(".") || "it"}: ${issue?.message}.`,
      { docsPath },
    );
  }
  const { property: id, shape, steps } = result.data;
  const property = bridgeProperties.find((one) => one.id === id);
  const idle = property === undefined ? "there is no such property" : property.idle(adapter);
  if (property === undefined || idle !== null)
    throw new InputError(`${place} is about ${id}, which cannot be judged here: ${idle}.`, {
      docsPath,
    });
  return { property, shape, steps };
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${place} is no JSON.`, { cause, docsPath });
  }
}
