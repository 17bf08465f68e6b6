import type { Actor, Intent, View } from "../engine/actor.ts";
import type { UserSpec } from "../scenario/actors.ts";
import { isOk, type Step } from "../trace/trace.ts";
import { signaturesFor, withdrawalNow } from "./signatures.ts";

/**
 * Somebody honest: deposits, waits for the money to arrive on the sidechain, asks for a withdrawal
 * there, and perhaps takes it to the mainchain without a relayer. Whoever is refused for lack of
 * money in the vault, and is of the complaining kind, raises an alarm.
 */
export function user(spec: UserSpec): Actor {
  const { name, token, withdrawal } = spec;
  let depositId: string | undefined;
  let hasArrived = false;
  let withdrawalId: string | undefined;

  const request = (now: number): readonly Intent[] =>
    withdrawal === null
      ? []
      : [
          {
            at: Math.max(now, withdrawal.requestAt),
            action: {
              verb: "requestWithdrawal",
              sender: name,
              recipient: name,
              token,
              amount: withdrawal.amount,
            },
          },
        ];

  return {
    name,
    start: () => [
      {
        at: spec.depositAt,
        action: { verb: "deposit", sender: name, owner: name, token, amount: spec.deposit },
      },
    ],
    see: (step, view) => {
      if (step.actor === name && isOk(step, "deposit")) depositId = step.result.depositId;
      if (isCredit(step, depositId) && !hasArrived) {
        hasArrived = true;
        return request(view.now);
      }
      if (step.actor === name && isOk(step, "requestWithdrawal")) {
        withdrawalId = step.result.withdrawalId;
        const submitAt = withdrawal?.submitAt ?? null;
        return submitAt === null ? [] : [{ at: Math.max(view.now, submitAt), wake: "submit" }];
      }
      return spec.complains ? complaint(step, name, view) : [];
    },
    wake: async (_note, view) => {
      if (withdrawalId === undefined) return [];
      const id = `${BigInt(withdrawalId)}` as const;
      const order = await withdrawalNow(id, view);
      if (order === null) return [];
      const signatures = await signaturesFor(id, view, spec.brings);
      return [
        {
          at: view.now,
          action: { verb: "submitWithdrawal", sender: name, withdrawal: order, signatures },
        },
      ];
    },
  };
}

const isCredit = (step: Step, depositId: string | undefined): boolean =>
  depositId !== undefined &&
  isOk(step, "acknowledgeDeposit") &&
  step.action.depositId === depositId &&
  step.result.credited === true;

/** Refusals that nobody complains of: a pause is announced, and what lacks signatures gets them. */
const patient = new Set(["EnforcedPause", "QuorumNotReached", "WeightNotReached", "KeyOutOfReach"]);

function complaint(step: Step, name: string, view: View): readonly Intent[] {
  if (step.action.verb !== "submitWithdrawal" || step.status !== "fail") return [];
  if (step.action.withdrawal.recipient !== name || patient.has(step.error.name)) return [];
  const why = step.error.name === "VaultShort" ? "the vault is short" : step.error.name;
  return [{ at: view.now, action: { verb: "alarm", reason: `a withdrawal was refused: ${why}` } }];
}
