import type { ChainName } from "../bridge/port.ts";
import { hostileActors } from "../scenario/scenario.ts";
import type { Action, Trace, TraceEvent } from "../trace/event.ts";
import { paymentsOf } from "../trace/origin.ts";
import { isOk, scenarioOf, stepsOf } from "../trace/trace.ts";

/** A row of the picture: one actor. */
export type Lane = {
  readonly actor: string;
  readonly role: "attacker" | "defender" | "validator" | "relayer" | "user" | "other";
};

/** An action in its actor's lane, at the moment when it completed or, if it never did, was invoked. */
export type Mark = {
  readonly seq: number;
  readonly at: number;
  readonly lane: number;
  readonly verb: Action["verb"];
  readonly outcome: "ok" | "fail" | "info" | "pending";
};

/** What one chain tells the other, through validators and relayers. */
export type Message = {
  readonly kind: "deposit" | "withdrawal";
  readonly token: string;
  readonly amount: bigint;
  /** `null`: a payment that nobody asked for. */
  readonly sent: null | { readonly chain: ChainName; readonly at: number; readonly seq: number };
  /** `null`: it had not arrived when the run ended. */
  readonly received: null | {
    readonly chain: ChainName;
    readonly at: number;
    readonly seq: number;
  };
};

const roles = ["attacker", "defender", "validator", "relayer", "other", "user"] as const;

const roleOfKind = {
  user: "user",
  validator: "validator",
  relayer: "relayer",
  responder: "defender",
  script: "user",
  thief: "attacker",
  robber: "attacker",
  team: "defender",
  monitor: "defender",
  unlocker: "defender",
  watcher: "defender",
} as const;

/** Returns a lane for everybody who acted: those the story is about first, users last. */
export function lanesOf(trace: Trace): readonly Lane[] {
  const { actors } = scenarioOf(trace);
  const seen = new Set(stepsOf(trace).map(({ actor }) => actor));
  for (const event of trace) if (event.type === "invoke") seen.add(event.actor);
  const hostile = hostileActors(scenarioOf(trace));
  const roleOf = (name: string): Lane["role"] => {
    const kind = actors.find((actor) => actor.name === name)?.kind;
    if (hostile.has(name)) return "attacker";
    return kind === undefined ? "other" : roleOfKind[kind];
  };
  const named = actors.map(({ name }) => name);
  const rest = [...seen].filter((name) => !named.includes(name));
  return [...named.filter((name) => seen.has(name)), ...rest]
    .map((actor) => ({ actor, role: roleOf(actor) }))
    .sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role));
}

/** Returns every action of a trace in its lane, in order. */
export function marksOf(trace: Trace, lanes: readonly Lane[]): readonly Mark[] {
  const laneOf = new Map(lanes.map(({ actor }, index) => [actor, index]));
  const marks: Mark[] = stepsOf(trace).map(({ seq, at, actor, action, status }) => ({
    seq,
    at,
    lane: laneOf.get(actor) ?? 0,
    verb: action.verb,
    outcome: status,
  }));
  const completed = new Set(
    trace.flatMap((event) => ("invocation" in event ? [event.invocation] : [])),
  );
  for (const event of trace)
    if (event.type === "invoke" && !completed.has(event.seq))
      marks.push({
        seq: event.seq,
        at: event.at,
        lane: laneOf.get(event.actor) ?? 0,
        verb: event.action.verb,
        outcome: "pending",
      });
  return marks.sort((one, other) => one.seq - other.seq);
}

/**
 * Returns the messages between the chains: deposits with the acknowledgment that credited them, and
 * payments with the request that they answer, or without one.
 */
export function messagesOf(trace: Trace): readonly Message[] {
  return [...depositsOf(trace), ...withdrawalsOf(trace)];
}

function depositsOf(trace: Trace): readonly Message[] {
  const steps = stepsOf(trace);
  const credited = new Map<string, { at: number; seq: number }>();
  for (const step of steps)
    if (isOk(step, "acknowledgeDeposit") && step.result.credited === true)
      credited.set(step.action.depositId, { at: step.at, seq: step.seq });
  return steps.flatMap((step) => {
    if (!isOk(step, "deposit") || step.result.depositId === undefined) return [];
    const credit = credited.get(step.result.depositId);
    return [
      {
        kind: "deposit" as const,
        token: step.action.token,
        amount: BigInt(step.action.amount),
        sent: { chain: "mainchain" as const, at: step.at, seq: step.seq },
        received: credit === undefined ? null : { chain: "sidechain" as const, ...credit },
      },
    ];
  });
}

function withdrawalsOf(trace: Trace): readonly Message[] {
  const answered = new Set<number>();
  const paid = paymentsOf(trace).map(({ at, seq, withdrawal, origin }): Message => {
    if (origin !== null) answered.add(origin.seq);
    return {
      kind: "withdrawal",
      token: withdrawal.token,
      amount: BigInt(withdrawal.amount),
      sent: origin && { chain: "sidechain", at: origin.at, seq: origin.seq },
      received: { chain: "mainchain", at, seq },
    };
  });
  const unpaid = stepsOf(trace).flatMap((step): readonly Message[] => {
    if (!isOk(step, "requestWithdrawal") || answered.has(step.seq)) return [];
    return [
      {
        kind: "withdrawal",
        token: step.action.token,
        amount: BigInt(step.action.amount),
        sent: { chain: "sidechain", at: step.at, seq: step.seq },
        received: null,
      },
    ];
  });
  return [...paid, ...unpaid];
}

/** Returns the event that an event belongs with: the completion of an invocation, and the reverse. */
export function partnerOf(trace: Trace, event: TraceEvent): TraceEvent | null {
  if ("invocation" in event) return trace[event.invocation] ?? null;
  if (event.type !== "invoke") return null;
  return trace.find((other) => "invocation" in other && other.invocation === event.seq) ?? null;
}
