import { shortenAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action, Trace, TraceEvent } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";

/**
 * Returns one line for one event of a trace: who did what, and what came of it.
 *
 * @example
 * eventWords(trace, trace[276]); // => "thief submitWithdrawal 2000000, 173,600 ETH to thief: ok"
 */
export function eventWords(trace: Trace, event: TraceEvent): string {
  const scenario = scenarioOf(trace);
  if (event.type === "begin") return `the scenario begins: ${scenario.title}`;
  if (event.type === "end") return "the scenario ends";
  const invoked = event.type === "invoke" ? event : trace[event.invocation];
  const what = invoked?.type === "invoke" ? actionWords(scenario, invoked.action) : "";
  const head = `${event.actor} ${what}`;
  if (event.type === "invoke") return `${head}: invoked`;
  return event.type === "ok" ? `${head}: ok` : `${head}: ${event.type}, ${event.error.name}`;
}

/** Returns an action's verb and what it is about, amounts as a person scans them. */
export function actionWords(scenario: Scenario, action: Action): string {
  const money = (token: string, amount: string): string => {
    const unit = scenario.world.tokens.find(({ symbol }) => symbol === token);
    return shortenAmount(BigInt(amount), unit ?? { symbol: token, decimals: 0 });
  };
  const withdrawal = ({ id, token, amount, recipient }: Signed): string =>
    `${id}, ${money(token, amount)} to ${recipient}`;
  switch (action.verb) {
    case "sign":
      return `sign ${withdrawal(action.over)}, with the key of ${action.signer}`;
    case "submitWithdrawal":
      return `submitWithdrawal ${withdrawal(action.withdrawal)}`;
    case "postSignature":
      return `postSignature for ${action.withdrawalId}`;
    case "acknowledgeDeposit":
      return `acknowledgeDeposit ${action.depositId}, ${money(action.token, action.amount)} for ${action.owner}`;
    case "deposit":
      return `deposit ${money(action.token, action.amount)}`;
    case "requestWithdrawal":
      return `requestWithdrawal ${money(action.token, action.amount)} to ${action.recipient}`;
    case "transfer":
      return `transfer ${money(action.token, action.amount)} to ${action.recipient} on the ${action.chain}`;
    case "exchangeDeposit":
      return `exchangeDeposit ${money(action.token, action.amount)} for ${action.owner} at ${action.venue}`;
    case "exchangeWithdraw":
      return `exchangeWithdraw ${money(action.token, action.amount)} to ${action.recipient} from ${action.venue}`;
    case "blockAccount":
    case "unblockAccount":
      return `${action.verb} ${action.account} at ${action.venue}`;
    case "returnBlocked":
      return `returnBlocked ${action.token} of ${action.account} to ${action.recipient} from ${action.venue}`;
    case "reissue":
      return `reissue ${action.token} of ${action.account} to ${action.recipient}`;
    case "swap":
      return `swap ${money(action.token, action.amount)} at ${action.venue}`;
    case "mix":
      return `mix at ${action.venue}`;
    case "unmix":
      return `unmix to ${action.recipient} at ${action.venue}`;
    case "compromise":
      return `compromise ${action.node} (${action.how})`;
    case "freeze":
    case "unfreeze":
      return `${action.verb} ${action.token} of ${action.account}`;
    case "shutDown":
      return `shutDown ${action.node}`;
    case "upgradeToAndCall":
    case "initialize":
      return `${action.verb}${stepWords(action.step)}`;
    case "call":
      return `call ${action.functionName} of ${partWords(action.to)}`;
    case "alarm":
      return `alarm: ${reasonWords(scenario, action.reason)}`;
    default:
      return "chain" in action ? `${action.verb} on the ${action.chain}` : action.verb;
  }
}

/** The gateway, or a guard in its stack; one that came compiled has no other name. */
const partWords = (to: string): string =>
  to === "gateway" ? "the gateway" : to === "own" ? "the guard" : `the guard ${to}`;

const stepWords = (step: number | null | undefined): string =>
  step == null ? "" : `, step ${step}`;

type Signed = {
  readonly id: string;
  readonly token: string;
  readonly amount: string;
  readonly recipient: string;
};

/** What an alarm says, with the base units that a monitor counts in as a person scans them. */
export const reasonWords = ({ world }: Pick<Scenario, "world">, reason: string): string =>
  reason.replace(/(\d+) base units of (\w+)/g, (all, amount: string, token: string) => {
    const unit = world.tokens.find(({ symbol }) => symbol === token);
    return unit === undefined ? all : shortenAmount(BigInt(amount), unit);
  });
