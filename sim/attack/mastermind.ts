import { byAddress } from "../core/accounts.ts";
import { InputError } from "../core/errors.ts";
import { formatUtc } from "../core/time.ts";
import { validateFootholds } from "../custody/foothold.ts";
import { type Actor, actPriority, type Intent, type View } from "../engine/actor.ts";
import type { Control } from "../engine/control.ts";
import type { ThiefSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Action } from "../trace/event.ts";
import type { Step } from "../trace/trace.ts";
import type { Done, Hello, Mind, Reply, Request } from "./protocol.ts";
import { readRequest } from "./request.ts";

/** Whose part it takes, in which scenario, and who holds which keys there. */
type Part = {
  readonly scenario: Scenario;
  readonly thief: ThiefSpec;
  readonly hello: Hello;
  readonly control: Control;
  /** Called with what the attack says that it is called. */
  readonly onName: (name: string, describe: string | null) => void;
};

/** What is asked for within one second of the engine's clock, at most: time must go on. */
const requestsMost = 10_000;

/**
 * Has somebody's own attack decide, one request after another, in lockstep with the engine: time
 * stands still while it thinks. What it did, and when, is the plan that a thief then follows.
 *
 * Its acts come last in their second, as those of a plan do, so that the plan gives the same trace.
 */
export function mastermind(mind: Mind, part: Part): Actor {
  const { thief, hello, scenario } = part;
  let seen: Step[] = [];
  let awaited: Action | null = null;
  let asked = { at: -1, count: 0 };

  const count = (now: number) => {
    asked = asked.at === now ? { at: now, count: asked.count + 1 } : { at: now, count: 1 };
    if (asked.count > requestsMost)
      throw new InputError(
        `it asks for more than ${requestsMost} things in the second ${formatUtc(now)}; time goes on when it waits.`,
      );
  };

  /** Gives the attack a line, and goes on asking until it acts, waits or ends. */
  const converse = async (line: Hello | Reply, view: View): Promise<readonly Intent[]> => {
    const { now } = view;
    const said = await mind.next(line);
    count(now);
    const { world } = scenario;
    const request = readRequest(said, { world, attacker: thief.name, now });
    if (request.verb === "done") return [];
    if (request.verb === "wait") return [{ at: notBefore(request.until, now), ...last, wake: "" }];
    if (request.verb === "compromise") return perform(footholdIn(request, now), now + 1);
    const answer = await tell(request, view);
    return answer === null ? perform(request as Action, now) : converse(answer, view);
  };

  const perform = (action: Action, at: number): readonly Intent[] => {
    awaited = action;
    return [{ at, ...last, action }];
  };

  const footholdIn = (foothold: Extract<Request, { verb: "compromise" }>, now: number): Action => {
    const { node, how, capability, until } = foothold;
    validateFootholds(scenario.custody, [{ node, how, capability, until, at: now + 1 }]);
    return foothold;
  };

  /** Answers what takes no time and leaves no trace; `null` for what does. */
  const tell = async (request: Request, view: View): Promise<Reply | null> => {
    const { now } = view;
    switch (request.verb) {
      case "hello":
        part.onName(request.name, request.describe);
        return { now };
      case "read":
        return { now, answer: await view.read(request.query) };
      case "reach":
        return { now, answer: reachedBy(part, now) };
      case "news": {
        const answer = seen;
        seen = [];
        return { now, answer };
      }
      case "fail":
        throw new InputError(`${request.why.replace(/\.$/, "")}.`);
      default:
        return null;
    }
  };

  return {
    name: thief.name,
    start: () => [
      ...thief.footholds.map(
        ({ at, ...foothold }): Intent => ({
          at,
          ...last,
          action: { verb: "compromise", ...foothold },
        }),
      ),
      { at: hello.now, ...last, wake: "begin" },
    ],
    see: (step, view) => {
      if (step.actor !== thief.name || step.action !== awaited) {
        seen.push(step);
        return [];
      }
      awaited = null;
      return converse({ now: view.now, ...doneIn(step) }, view);
    },
    wake: (note, view) => converse(note === "begin" ? hello : { now: view.now }, view),
  };
}

const last = { priority: actPriority };

function notBefore(until: number, now: number): number {
  if (until >= now) return until;
  throw new InputError(`it waits until ${formatUtc(until)}, and it is ${formatUtc(now)} already.`);
}

/** Returns the accounts whose keys the attacker can use, in the order of their addresses. */
const reachedBy = ({ scenario, thief, control }: Part, now: number): readonly string[] => {
  const { accounts } = scenario.world;
  const names = Object.keys(accounts);
  return byAddress(
    names.filter((account) => control.keyOf(thief.name, account, now) !== null),
    accounts,
  );
};

function doneIn(step: Step): Done {
  if (step.status !== "ok") return { status: step.status, error: step.error };
  const { action, status, result, balances } = step;
  if (action.verb !== "sign") return { status, result, balances };
  const { signer, over, mode } = action;
  return { status, result, balances, signature: { signer, over, mode, form: "plain" } };
}
