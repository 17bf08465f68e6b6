import type { Command, Signature, Withdrawal } from "../bridge/port.ts";
import { formatAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf, stepsOf } from "../trace/trace.ts";
import { party } from "./act.ts";

const honest: ReadonlySet<string> = new Set([party.relayer, party.validators]);

/**
 * Returns what was done after the opening, a line a command, with what it was answered. What
 * honest validators sign and the relayer gets paid, as it should be, is left out.
 */
export function tell(trace: Trace, opening: number): readonly string[] {
  const scenario = scenarioOf(trace);
  return stepsOf(trace)
    .slice(opening)
    .filter(({ actor, status }) => status !== "ok" || !honest.has(actor))
    .map((step) => {
      const answer = step.status === "ok" ? "goes through" : step.error.name;
      return `${step.actor}: ${tellCommand(step.action as Command, scenario)}: ${answer}`;
    });
}

function tellCommand(command: Command, scenario: Scenario): string {
  const { verb } = command;
  switch (command.verb) {
    case "submitWithdrawal":
      return `${verb} ${payment(command.withdrawal, scenario)}, signed by ${signers(command.signatures)}`;
    case "deposit":
    case "requestWithdrawal":
      return `${verb} ${money(command.token, command.amount, scenario)}`;
    case "acknowledgeDeposit":
      return `${verb} ${command.depositId}: ${money(command.token, command.amount, scenario)} to ${command.owner}, by ${command.sender}`;
    case "postSignature":
      return `${verb} for ${command.withdrawalId} by ${command.sender}`;
    case "updateQuorum":
      return `${verb} ${command.quorum.numerator}/${command.quorum.denominator} on the ${command.chain}, as ${command.sender}`;
    case "addValidator":
    case "removeValidator":
      return `${verb} ${command.validator} on the ${command.chain}, as ${command.sender}`;
    case "pause":
    case "unpause":
      return `${verb} the ${command.chain}`;
    case "freeze":
    case "unfreeze":
      return `${verb} the ${command.token} of ${command.account}`;
    case "sign":
      return `${verb} ${payment(command.over, scenario)}`;
  }
  return verb;
}

const payment = ({ id, token, recipient, amount }: Withdrawal, scenario: Scenario): string =>
  `${id}: ${money(token, amount, scenario)} to ${recipient}`;

function money(symbol: string, amount: string, { world }: Scenario): string {
  const token = world.tokens.find((one) => one.symbol === symbol);
  return token === undefined ? `${amount} ${symbol}` : formatAmount(BigInt(amount), token);
}

const signers = (signatures: readonly Signature[]): string =>
  signatures.length === 0
    ? "nobody"
    : signatures.map((one) => ("signer" in one ? one.signer : one.bytes)).join(", ");
