import type { Scenario } from "../scenario/scenario.ts";
import type { Finished } from "./experiment.ts";

/** What was lost, in cents. */
export const dollars = ({ figures }: Finished): bigint =>
  BigInt((figures["loss.usd"]?.value ?? "0").replace(".", ""));

/** Whether all that the incident's thief took, or wanted, is lost. */
export function tookAll({ figures }: Finished, { actors }: Scenario): boolean {
  const wants = new Map<string, bigint>();
  for (const actor of actors)
    if (actor.kind === "thief")
      for (const { withdrawal } of actor.payments)
        wants.set(
          withdrawal.token,
          (wants.get(withdrawal.token) ?? 0n) + BigInt(withdrawal.amount),
        );
  return [...wants].every(
    ([token, amount]) => BigInt(figures[`loss.${token}`]?.value ?? "0") >= amount,
  );
}
