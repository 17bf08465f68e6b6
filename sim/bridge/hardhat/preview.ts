import type { Hex } from "../../core/accounts.ts";
import type { CommandOf } from "../port.ts";
import { decodeAnswer, selectorOf } from "./abi.ts";
import { addressOf } from "./call.ts";
import { callOf } from "./calls.ts";
import type { Context } from "./context.ts";

/** What a stack of guards would answer. */
export type Foreseen = {
  readonly action: "allow" | "hold" | "refuse";
  /** From when on it may be otherwise, in seconds since 1970; 0: nobody says. */
  readonly until: number;
};

const contract = "GuardedGateway";
/** `IWithdrawalGuard.Action`. */
const actions = ["allow", "hold", "refuse"] as const;

type Decision = {
  readonly action: number;
  readonly notBefore: bigint;
  readonly retryAt: bigint;
};

/**
 * Asks a guarded gateway what its guards would say of a withdrawal at a time, and brings nothing.
 * What the gateway itself would refuse is refused.
 *
 * @param at When, in seconds since 1970; not before the last block.
 */
export async function foresee(
  context: Context,
  command: CommandOf<"submitWithdrawal">,
  at: number,
): Promise<Foreseen> {
  const { mainchain } = context.deployment.chains;
  const { to, data } = await callOf(context, command);
  // It takes what `submit` takes.
  const asked = `${selectorOf(contract, "preview")}${data.slice(10)}`;
  const from = addressOf(context, command.sender);
  await mainchain.request("evm_setNextBlockTimestamp", [at]);
  try {
    const answer = (await mainchain.request("eth_call", [
      { from, to, data: asked },
      "pending",
    ])) as Hex;
    return worstOf(decodeAnswer(contract, "preview", answer) as readonly Decision[]);
  } catch (error) {
    if (!isRevert(error)) throw error;
    return { action: "refuse", until: 0 };
  }
}

const isRevert = (error: unknown): boolean =>
  error instanceof Error && "data" in error && typeof error.data === "string";

/** The worst answer counts, and of holds the longest. */
function worstOf(decisions: readonly Decision[]): Foreseen {
  const worst = Math.max(0, ...decisions.map(({ action }) => action));
  const alike = decisions.filter(({ action }) => action === worst);
  const times = alike.map(({ notBefore, retryAt }) => Number(worst === 1 ? notBefore : retryAt));
  return { action: actions[worst] ?? "refuse", until: Math.max(0, ...times) };
}
