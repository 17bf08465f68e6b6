import type { Withdrawal } from "../bridge/port.ts";
import { isSame } from "../bridge/withdrawal.ts";
import type { Trace } from "./event.ts";
import { isOk, isVerb, oncePerTrace, type Step, scenarioOf, stepsOf } from "./trace.ts";

/** A payment on the mainchain, and the request on the sidechain that it answers, if there is one. */
export type Payment = {
  readonly seq: number;
  readonly at: number;
  /** When it was submitted: earlier than it was paid where it was held. */
  readonly submittedAt: number;
  readonly withdrawal: Withdrawal;
  readonly signers: readonly string[];
  readonly origin: Request | null;
};

/** A request on the sidechain. */
export type Request = {
  readonly seq: number;
  readonly at: number;
  readonly withdrawal: Withdrawal;
};

/** Returns the requests that went through, in order. */
export const requestsOf = (steps: readonly Step[]): readonly Request[] =>
  steps.flatMap((step) => {
    if (!isOk(step, "requestWithdrawal") || step.result.withdrawalId === undefined) return [];
    const { token, recipient, amount } = step.action;
    const withdrawal = { id: step.result.withdrawalId, token, recipient, amount };
    return [{ seq: step.seq, at: step.at, withdrawal }];
  });

/**
 * Returns every payment with its origin: one earlier request, final by then, with the same id,
 * token, recipient and amount, that no earlier payment has used.
 */
export const paymentsOf: (trace: Trace) => readonly Payment[] = oncePerTrace(readPayments);

function readPayments(trace: Trace): readonly Payment[] {
  const { finality } = scenarioOf(trace).declared;
  const steps = stepsOf(trace);
  const unused = new Map(requestsOf(steps).map((request) => [request.withdrawal.id, request]));
  const held = new Map<string, number>();
  return steps.flatMap((step) => {
    if (isVerb(step, "submitWithdrawal") && step.status === "info")
      held.set(step.action.withdrawal.id, step.at);
    const isPayment =
      isOk(step, "submitWithdrawal") || isOk(step, "release") || isOk(step, "unlock");
    if (!isPayment) return [];
    const { seq, at, action } = step;
    const { withdrawal } = action;
    const submittedAt = action.verb === "submitWithdrawal" ? at : (held.get(withdrawal.id) ?? at);
    const request = unused.get(withdrawal.id);
    const isOrigin =
      request !== undefined &&
      request.seq < seq &&
      request.at + finality.sidechain <= at &&
      isSame(request.withdrawal, withdrawal);
    if (isOrigin) unused.delete(withdrawal.id);
    const origin = isOrigin ? request : null;
    return [{ seq, at, submittedAt, withdrawal, signers: step.result.signers ?? [], origin }];
  });
}
