import type { Bridge, OpenBridge } from "../bridge/port.ts";
import { invariant } from "../core/invariant.ts";
import type { ScriptSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace, TraceEvent } from "../trace/event.ts";
import { type Act, party } from "./act.ts";
import { actsOf, type Sister } from "./attack.ts";
import { type Done, type History, learn, openHistory } from "./history.ts";
import { closing, opening, request, signed } from "./life.ts";
import type { Draw } from "./move.ts";
import {
  finality,
  newcomers,
  paidWithin,
  type Setting,
  settingWith,
  strangers,
} from "./setting.ts";
import { inOrder } from "./tricks.ts";

/** A bridge after the honest life that every draw begins with. */
export type Opened = { readonly bridge: Bridge; readonly history: History };

/** Makes opened bridges of a setting. */
export type Stage = (setting: Setting) => Promise<Opened>;

/** Opens a bridge for each draw, and lives the opening through on it: what the model is for. */
export const freshStage =
  (open: OpenBridge): Stage =>
  async (setting) => {
    const bridge = await open(setting.world);
    const history = openHistory(setting);
    for (const part of opening) await perform(bridge, history, part(history));
    return { bridge, history };
  };

/**
 * Plays a draw and returns its trace: the opening, the moves one after the other, each walked from
 * what the chains then show, and the closing. The scenario in front of the trace has all of it as
 * scripts, so that it runs again by itself, to the same trace.
 */
export async function play(
  setting: Setting,
  draw: Draw,
  stage: Stage,
  sister: Sister = null,
): Promise<Trace> {
  const { bridge, history } = await stage(setting);
  for (const move of draw) await perform(bridge, history, actsOf(move, history, sister));
  await perform(bridge, history, closing(history));
  return traceOf(history);
}

/**
 * Opens a sister bridge, of the same validators on other chains, and returns a withdrawal that was
 * honestly asked for there, with the signatures that it got.
 */
export async function sisterOf(stage: Stage): Promise<NonNullable<Sister>> {
  const chainIds = { mainchain: 5, sidechain: 2021 };
  const { bridge, history } = await stage(settingWith({ stolenKeys: 0, chainIds }));
  const id = history.requests.length;
  await perform(bridge, history, [request("alice", "ETH", 9n * 10n ** 18n)]);
  await perform(bridge, history, signed(history, id));
  const withdrawal = history.requests[id];
  invariant(withdrawal, "The sister bridge takes the request.");
  return {
    withdrawal,
    signatures: inOrder(history, history.mailboxes.get(withdrawal.id) ?? []),
  };
}

/** Carries out acts, whatever comes of them. */
async function perform(bridge: Bridge, history: History, acts: readonly Act[]): Promise<void> {
  for (const { actor, command, after = 1 } of acts) {
    const at = history.now + after;
    // The event is that of the invocation: the scenario comes first, then two a command.
    const event = 1 + 2 * history.done.length;
    const outcome = await bridge.execute(command, { at, event });
    learn(history, { actor, at, command, outcome });
  }
}

function traceOf(history: History): Trace {
  const scenario = scripted(history.setting, history.done);
  const trace: TraceEvent[] = [{ seq: 0, at: scenario.start, type: "begin", scenario }];
  for (const { actor, at, command, outcome } of history.done) {
    const invocation = trace.length;
    trace.push({ seq: invocation, at, type: "invoke", actor, action: command });
    const seq = trace.length;
    trace.push(
      outcome.status === "ok"
        ? {
            seq,
            at,
            type: "ok",
            actor,
            invocation,
            result: outcome.result,
            balances: outcome.balances,
          }
        : { seq, at, type: "fail", actor, invocation, error: outcome.error },
    );
  }
  trace.push({ seq: trace.length, at: scenario.end, type: "end" });
  return trace;
}

/** Returns the scenario in which everybody does by script what was done. */
function scripted({ world, threshold, stolen }: Setting, done: readonly Done[]): Scenario {
  const last = done.at(-1)?.at ?? world.start;
  const actors = [...new Set(done.map(({ actor }) => actor))];
  const keys: { readonly [actor: string]: readonly string[] } = {
    [party.attacker]: ["mule", ...strangers, ...stolen],
    [party.validators]: [...world.validators, ...newcomers],
    [party.operators]: [world.admin, world.issuer],
  };
  return {
    format: 1,
    name: "drawn-attack",
    title: "A drawn attack",
    question: "Does this list of commands take anything, or break what the bridge promises?",
    seed: world.seed,
    start: world.start,
    end: last + paidWithin + 1,
    parameters: {},
    world,
    custody: { nodes: [], edges: [] },
    actors: actors.map(
      (name): ScriptSpec => ({
        kind: "script",
        name,
        isHonest: name !== party.attacker,
        accounts: keys[name] ?? [],
        steps: done
          .filter(({ actor }) => actor === name)
          .map(({ at, command }) => ({ at, command })),
      }),
    ),
    declared: { threshold, paidWithin, finality },
    prices: [],
    expect: {},
    provenance: [],
  };
}
