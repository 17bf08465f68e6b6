import { venueOf } from "../bridge/venue.ts";
import { formatUtc } from "../core/time.ts";
import { formatAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action, Trace, TraceEvent } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";

/** Something that an event says, by the name that the trace has for it, and as a person reads it. */
export type EventField = readonly [name: string, words: string];

/**
 * Returns what an event says: the arguments of its action, and what came of it, amounts with their
 * units, signatures by who made them.
 */
export function eventFields(trace: Trace, event: TraceEvent): readonly EventField[] {
  if (event.type === "begin" || event.type === "end") return [];
  const invoked = event.type === "invoke" ? event : trace[event.invocation];
  if (invoked?.type !== "invoke") return [];
  const { verb: _, ...args } = invoked.action;
  const scenario = scenarioOf(trace);
  const { action } = invoked;
  const of = { scenario, token: tokenOf(action), other: otherOf(scenario, action) };
  const asked = fieldsIn(args, of);
  if (event.type === "invoke") return asked;
  if (event.type === "ok") return [...asked, ...fieldsIn(event.result, of)];
  const { name, args: reasons } = event.error;
  const token = reasons.token ?? of.token;
  return [...asked, ["refusal", name], ...fieldsIn(reasons, { ...of, token })];
}

type About = {
  readonly scenario: Scenario;
  readonly token: string | undefined;
  /** The token that a swap buys. */
  readonly other: string | undefined;
};

function otherOf({ world }: Scenario, action: Action): string | undefined {
  if (action.verb !== "swap") return undefined;
  const [first, second] = venueOf(world, "pool", action.venue).tokens;
  return first === action.token ? second : first;
}

function tokenOf(action: Action): string | undefined {
  if ("token" in action) return action.token;
  if ("withdrawal" in action) return action.withdrawal.token;
  return "over" in action ? action.over.token : undefined;
}

const fieldsIn = (fields: object, about: About): readonly EventField[] =>
  Object.entries(fields).map(([name, value]) => [name, wordsOf(name, value, about)]);

/** What of a refusal's arguments and of results is an amount of the token. */
const amounts = new Set([
  ...["amount", "available", "balance", "minted", "needed", "paid", "reissued", "reserve"],
  ...["returned", "value"],
]);

/** What is an amount of the token that a swap buys. */
const otherAmounts = new Set(["bought", "least"]);

function wordsOf(name: string, value: unknown, about: About): string {
  if (name === "until") return typeof value === "number" ? formatUtc(value) : "for good";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((one) => wordsOf("", one, about)).join(", ");
  if (typeof value === "object" && value !== null) return objectWords(value, about);
  if (otherAmounts.has(name) && about.other !== undefined)
    return money({ ...about, token: about.other }, String(value));
  const isAmount = amounts.has(name) && about.token !== undefined && /^\d+$/.test(String(value));
  return isAmount ? money(about, String(value)) : String(value);
}

/** A signature is who made it, a node what it gives, a withdrawal what it would pay. */
function objectWords(value: object, about: About): string {
  if ("signer" in value) return String(value.signer);
  if ("bytes" in value) return `bytes ${String(value.bytes).slice(0, 12)}…`;
  if ("node" in value && "capability" in value) return `${value.node} (${value.capability})`;
  if ("numerator" in value && "denominator" in value)
    return `${value.numerator}/${value.denominator}`;
  if ("id" in value && "amount" in value && "recipient" in value)
    return `${value.id}, ${money(about, String(value.amount))} to ${value.recipient}`;
  return fieldsIn(value, about)
    .map(([name, words]) => `${name} ${words}`)
    .join(", ");
}

function money({ scenario, token = "" }: About, amount: string): string {
  const unit = scenario.world.tokens.find(({ symbol }) => symbol === token);
  return formatAmount(BigInt(amount), unit ?? { symbol: token, decimals: 0 });
}
