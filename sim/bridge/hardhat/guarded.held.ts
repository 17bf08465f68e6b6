import type { Hex } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Refusal } from "../port.ts";
import { decodeAnswer } from "./abi.ts";
import type { Chain, Sent } from "./chain.ts";
import type { Part } from "./gateway.ts";
import { find } from "./logs.ts";
import { textIn } from "./words.ts";

/** What a guard answered. */
type Decision = {
  readonly action: number;
  readonly notBefore: bigint;
  readonly shouldTrip: boolean;
  readonly reason: Hex;
};

/** `IWithdrawalGuard.Action.Hold`. */
const hold = 1;

/**
 * Says why a withdrawal is held: what the guard said that holds it longest, the first of several.
 * The gateway tells the floor alone; what each guard said stands in the transaction's calls.
 *
 * @param notBefore The floor, in seconds since 1970.
 */
export async function heldBy(
  chain: Chain,
  guards: readonly Part[],
  sent: Sent,
  notBefore: bigint,
): Promise<Refusal> {
  const asked = await chain.askedIn(sent);
  const holds = guards.flatMap((guard) => {
    const found = asked.find(({ address }) => address === guard.address);
    invariant(found, `The gateway asked the guard ${guard.name}.`);
    const decision = decisionIn(guard, found.answer);
    return decision.action === hold ? [{ guard, decision }] : [];
  });
  const [first, ...others] = holds;
  invariant(first, "Some guard holds what is held.");
  const longest = others.reduce(
    (a, b) => (b.decision.notBefore > a.decision.notBefore ? b : a),
    first,
  );
  return {
    name: "Held",
    args: {
      notBefore: `${notBefore}`,
      guard: longest.guard.name,
      reason: textIn(longest.decision.reason),
      tripped: `${find(sent.logs, "GuardedGateway", "Tripped") !== undefined}`,
    },
  };
}

/** What a gateway with a defect took without paying or holding it; the sound one never does. */
export const unanswered: Refusal = { name: "NotAnswered", args: {} };

const decisionIn = ({ contract }: Part, data: Hex): Decision =>
  decodeAnswer(contract, "assess", data) as Decision;
