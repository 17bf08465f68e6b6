import type { Balance, Bridge, Command, OpenBridge, Refusal, Signature } from "../bridge/port.ts";
import { invariant } from "../core/invariant.ts";
import { dueQueue } from "../core/queue.ts";
import { randomStream } from "../core/random.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action, ActionResult, Trace, TraceEvent } from "../trace/event.ts";
import type { Step } from "../trace/trace.ts";
import type { Actor, Intent, View } from "./actor.ts";
import type { Control } from "./control.ts";

/** What a run leaves behind: what happened, and what only the tenant can tell of it. */
export type Run = { readonly trace: Trace; readonly chain: readonly object[] };

/** An actor, and what it looks at: the same for the whole run, as time goes on. */
type Watching = { readonly actor: Actor; readonly view: View };

type Item = { readonly who: Watching; readonly intent: Intent };

type Completion =
  | { readonly status: "ok"; readonly result: ActionResult; readonly balances: readonly Balance[] }
  | { readonly status: "fail" | "info"; readonly error: Refusal };

const usualPriority = 10;

/**
 * Runs a scenario on a bridge, from its start to its end.
 *
 * This is the only place where time passes and chance is drawn. Intents fall due by time, priority
 * and the order in which they were formed; each action is invoked and completed before the next;
 * every actor sees each completed action in the order of the scenario's list.
 *
 * @param actors The scenario's actors, in its order.
 * @param control Who holds which keys; it changes as nodes are compromised.
 * @param open Opens the bridge; it is closed whatever happens.
 * @returns The whole trace.
 */
export async function run(
  scenario: Scenario,
  actors: readonly Actor[],
  control: Control,
  open: OpenBridge,
): Promise<Run> {
  const trace: TraceEvent[] = [{ seq: 0, at: scenario.start, type: "begin", scenario }];
  const bridge = await open(scenario.world);
  let closed = false;
  try {
    await live(scenario, actors, control, bridge, trace);
    trace.push({ seq: trace.length, at: scenario.end, type: "end" });
    closed = true;
    return { trace, chain: await bridge.close() };
  } finally {
    if (!closed) await bridge.close();
  }
}

async function live(
  scenario: Scenario,
  actors: readonly Actor[],
  control: Control,
  bridge: Bridge,
  trace: TraceEvent[],
): Promise<void> {
  const queue = dueQueue<Item>();
  const made = new Set<string>();
  let now = scenario.start;
  const plan = (who: Watching, intents: readonly Intent[]) => {
    for (const intent of intents) {
      const { at, priority = usualPriority } = intent;
      invariant(at >= now, `${who.actor.name} wants to act at ${at}, and it is ${now} already.`);
      queue.push({ at, priority, item: { who, intent } });
    }
  };
  const watching = actors.map((actor): Watching => {
    const view: View = {
      get now() {
        return now;
      },
      read: async (query) => bridge.read(query),
      random: randomStream(scenario.seed, `actor/${actor.name}`),
      accounts: scenario.world.accounts,
    };
    return { actor, view };
  });

  for (const one of watching) plan(one, one.actor.start());
  for (let due = queue.pop(); due !== undefined && due.at <= scenario.end; due = queue.pop()) {
    now = due.at;
    const { who, intent } = due.item;
    if ("wake" in intent) {
      plan(who, await who.actor.wake(intent.wake, who.view));
      continue;
    }
    const step = await perform(who.actor.name, intent.action, now, control, bridge, trace, made);
    for (const witness of isPublic(step) ? watching : [who]) {
      const answer = witness.actor.see(step, witness.view);
      plan(witness, answer instanceof Promise ? await answer : answer);
    }
  }
}

/** What a chain shows to everybody, and what is said aloud. The rest is its actor's own. */
const isPublic = ({ action }: Step): boolean =>
  action.verb !== "sign" && action.verb !== "compromise";

async function perform(
  actor: string,
  action: Action,
  now: number,
  control: Control,
  bridge: Bridge,
  trace: TraceEvent[],
  made: Set<string>,
): Promise<Step> {
  const invocation = trace.length;
  trace.push({ seq: invocation, at: now, type: "invoke", actor, action });
  const done = await complete(actor, action, now, invocation, control, bridge, made);
  const seq = trace.length;
  if (done.status !== "ok") {
    const { status, error } = done;
    trace.push({ seq, at: now, type: status, actor, invocation, error });
    return { seq, at: now, actor, action, status, error };
  }
  const { result, balances } = done;
  trace.push({ seq, at: now, type: "ok", actor, invocation, result, balances });
  return { seq, at: now, actor, action, status: "ok", result, balances };
}

type NamedSignature = Extract<Signature, { signer: string }>;

/** The signatures that a command hands over and that somebody's key must have made. */
function signaturesIn(action: Command): readonly NamedSignature[] {
  const signatures =
    action.verb === "submitWithdrawal"
      ? action.signatures
      : action.verb === "postSignature"
        ? [action.signature]
        : [];
  return signatures.filter((signature) => "signer" in signature);
}

/** Tells signatures apart by what was signed; how it is written down, anybody can change. */
const signatureKey = ({ signer, over, mode }: Pick<NamedSignature, "signer" | "over" | "mode">) =>
  `${signer} ${mode} ${over.id} ${over.token} ${over.recipient} ${over.amount} ${over.epoch ?? ""}`;

async function complete(
  actor: string,
  action: Action,
  now: number,
  event: number,
  control: Control,
  bridge: Bridge,
  made: Set<string>,
): Promise<Completion> {
  if (action.verb === "alarm") return { status: "ok", result: {}, balances: [] };
  if (action.verb === "compromise") {
    const { node, how, capability, until } = action;
    const foothold = { node, at: now, until, how, capability };
    return { status: "ok", result: { reached: control.gain(actor, foothold) }, balances: [] };
  }
  if (action.verb === "shutDown") {
    const { node } = action;
    if (control.shut(actor, node, now)) return { status: "ok", result: {}, balances: [] };
    return { status: "fail", error: { name: "HostOutOfReach", args: { actor, node } } };
  }
  const account = action.verb === "sign" ? action.signer : action.sender;
  const key = control.keyOf(actor, account, now);
  if (key === null)
    return { status: "fail", error: { name: "KeyOutOfReach", args: { actor, account } } };
  const forged = signaturesIn(action).find(
    (signature) =>
      !made.has(signatureKey(signature)) && control.keyOf(actor, signature.signer, now) === null,
  );
  if (forged !== undefined)
    return {
      status: "fail",
      error: { name: "KeyOutOfReach", args: { actor, account: forged.signer } },
    };
  const outcome = await bridge.execute(action, { at: now, event });
  if (action.verb === "sign") made.add(signatureKey(action));
  if (outcome.status !== "ok") return outcome;
  return key.obtained === "own" ? outcome : { ...outcome, result: { ...outcome.result, ...key } };
}
