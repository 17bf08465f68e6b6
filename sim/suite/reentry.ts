import { type Event, isOf } from "./history.ts";
import { leftBy } from "./paying.ts";
import { type Property, type Sight, stepwise } from "./property.ts";
import { callingToken } from "./subject.ts";

/** What is said of a recipient that calls back while it is paid. */
export const reentry: readonly Property[] = [
  {
    id: "G06",
    statement: "who calls back while being paid is paid no more than once",
    absent: ({ tokens }) =>
      tokens.some(({ contract }) => contract === callingToken)
        ? null
        : "no token of this bridge calls its recipient",
    judge: stepwise(lookAtCallback),
  },
];

function lookAtCallback(event: Event): Sight {
  if (!isOf(event, "submitWithdrawal") || event.command.callsBack !== true) return null;
  const { outcome, command } = event;
  if (outcome.status === "fail") return "refused";
  const left = leftBy(event);
  if (left === null) return null;
  const { token, amount } = command.withdrawal;
  return left === BigInt(amount) ? "accepted" : { broken: `${left} ${token} leave for ${amount}` };
}
