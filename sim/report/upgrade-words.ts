import { initializers } from "../bridge/upgrade.ts";
import { isVerb, type Step } from "../trace/trace.ts";
import type { Turn } from "./passage.ts";

/** Tells of an upgrade, or of a step of an initialization: what was called, and what it left. */
export function tellUpgrade(step: Step): Turn | null {
  if (!isVerb(step, "upgradeToAndCall") && !isVerb(step, "initialize")) return null;
  const { action, actor } = step;
  const name = initializers.RoninGatewayV3.find((one) => one.step === action.step)?.name;
  const called = name ?? (action.verb === "initialize" ? "initialize" : null);
  const what =
    action.verb === "initialize"
      ? `calls ${called}`
      : `replaces the gateway's logic${called === null ? "" : ` and calls ${called}`}`;
  if (step.status !== "ok")
    return { text: `${actor} ${what}, and is refused: ${step.error.name}.`, tone: "defense" };
  const { initialization } = step.result;
  if (initialization === undefined) return { text: `${actor} ${what}.`, tone: "defense" };
  const { leastWeight, totalWeight } = initialization;
  const needs =
    leastWeight === null
      ? "nothing can be paid"
      : `a payment takes a weight of ${leastWeight}, of ${totalWeight} in all`;
  const isOpen = leastWeight === 0;
  const key = isOpen ? ": one signature of any key is enough" : "";
  return {
    text: `${actor} ${what}. From then on ${needs}${key}.`,
    tone: isOpen ? "attack" : "defense",
  };
}
