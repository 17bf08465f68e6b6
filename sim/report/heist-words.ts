import { shortenAmount } from "../core/units.ts";
import { plural } from "../core/words.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import type { Action } from "../trace/event.ts";
import { isOk, isVerb, type Step } from "../trace/trace.ts";
import { actionWords } from "./event-words.ts";
import type { Turn } from "./passage.ts";

/** Says who can pay: so many of the validators, or of a custodian whoever has a wallet's key. */
export function payersOf({ world, declared, custodian }: Scenario, isNamed = false): string {
  if (custodian !== undefined)
    return `${custodian.name} keeps what it owes in ${plural(custodian.wallets.length, "wallet")}; whoever has a wallet's key can pay out of it.`;
  const { validators } = world;
  const names = isNamed ? `: ${validators.join(", ")}` : "";
  return `${declared.threshold} of ${validators.length} validators must sign a payment${names}.`;
}

const moves = new Set<Action["verb"]>([
  ...(["transfer", "shutDown", "freeze", "unfreeze", "reissue"] as const),
  ...(["blockAccount", "unblockAccount", "returnBlocked"] as const),
  ...(["swap", "exchangeDeposit", "exchangeWithdraw", "mix", "unmix"] as const),
]);

/** Whether a step moves money from account to account, or to an exit, or stops it. */
export const isOfHeist = (step: Step): boolean => moves.has(step.action.verb);

/**
 * Tells how money moves out of wallets and to exits, and what stops it; `null` for another lot that
 * goes where one went before.
 *
 * @param told What of it was told already; it is added to.
 */
export function tellHeist(scenario: Scenario, step: Step, told: Set<string>): Turn | null {
  if (isVerb(step, "transfer")) return tellTransfer(scenario, step);
  const isHostile = hostileActors(scenario).has(step.actor);
  const refusal = step.status === "ok" ? "." : `, and is refused: ${step.error.name}.`;
  if (isVerb(step, "shutDown")) {
    const label = scenario.custody.nodes.find(({ id }) => id === step.action.node)?.label;
    const after = isOk(step, "shutDown") ? ". What was copied before is copied." : refusal;
    const text = `${step.actor} shuts ${label ?? step.action.node} down${after}`;
    return { text, tone: isHostile ? "attack" : "defense" };
  }
  if (!isHostile) {
    const text = `${step.actor}: ${actionWords(scenario, step.action)}${gain(scenario, step)}${refusal}`;
    return { text, tone: "defense" };
  }
  const { action } = step;
  const way = [action.verb, "token" in action ? action.token : "", step.status];
  const key = [...way, "venue" in action ? action.venue : ""].join(" ");
  if (told.has(key)) return null;
  told.add(key);
  const text = `${step.actor}: ${actionWords(scenario, action)}${refusal}`;
  return { text, tone: step.status === "ok" ? "attack" : "defense" };
}

/** What an issuer or an exchange took out of the robber's hands. */
function gain(scenario: Scenario, step: Step): string {
  if (step.status !== "ok" || !("token" in step.action)) return "";
  const amount = step.result.reissued ?? step.result.returned;
  return amount === undefined ? "" : `, ${money(scenario, step.action.token, amount)}`;
}

function tellTransfer(scenario: Scenario, step: Step): Turn | null {
  if (!isVerb(step, "transfer")) return null;
  const { sender, recipient, token, amount } = step.action;
  const { custodian } = scenario;
  const isTaken =
    custodian?.wallets.includes(sender) === true && hostileActors(scenario).has(step.actor);
  const sum = money(scenario, token, amount);
  const text =
    step.status === "ok"
      ? `${step.actor}: ${sum} go from ${sender} to ${recipient}.`
      : `${step.actor} would send ${sum} from ${sender} to ${recipient}, and cannot: ${step.error.name}.`;
  if (isTaken) return { text, tone: step.status === "ok" ? "attack" : "defense" };
  const isSaved = custodian?.wallets.includes(recipient) === true;
  return { text, tone: isSaved ? "defense" : "calm" };
}

function money({ world }: Scenario, symbol: string, amount: string): string {
  const token = world.tokens.find((candidate) => candidate.symbol === symbol);
  return shortenAmount(BigInt(amount), token ?? { symbol, decimals: 0 });
}
