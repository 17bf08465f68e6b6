import { castOf, givenAccounts, ownFootholds } from "../actor/cast.ts";
import { mastermind } from "../attack/mastermind.ts";
import type { Hello, OwnAttack } from "../attack/protocol.ts";
import { openModel } from "../bridge/model/model.ts";
import { canonicalJson } from "../core/canonical.ts";
import { InputError, SimError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import { randomStream } from "../core/random.ts";
import { toAmount } from "../core/units.ts";
import { openControl } from "../engine/control.ts";
import { run } from "../engine/engine.ts";
import type { ThiefSpec } from "../scenario/actors.ts";
import type { Provenance, Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { serializeTrace, stepsOf } from "../trace/trace.ts";
import { wantedBy, withThief } from "./adapt.ts";

const docsPath = "docs/errors.md#an-attack-of-ones-own";

/** A scenario whose thief does what somebody's own attack did, and what that attack is called. */
export type Attacked = { readonly name: string; readonly scenario: Scenario };

/**
 * Returns the scenario with a thief who does what an attack decides. It decides on the reference
 * model, move by move, by what it sees there; what it did is written into the scenario, so that the
 * attack is plain data, needs no code of anybody's, and replays on any tenant.
 *
 * @throws InputError when the scenario has no thief whose part it could take, when the attack asks
 * for what cannot be done, ends early or says nothing, or does something else each time.
 */
export async function redTeam(scenario: Scenario, attack: OwnAttack): Promise<Attacked> {
  const thief = scenario.actors.find((actor) => actor.kind === "thief");
  if (thief === undefined)
    throw new InputError(`${scenario.name} has no thief whose part ${attack.place} could take.`, {
      docsPath,
    });
  const first = await naming(attack, () => planned(scenario, thief, attack, "aloud"));
  const again = await naming(attack, () => planned(scenario, thief, attack, "quietly"));
  if (canonicalJson(first.attacked.scenario) !== canonicalJson(again.attacked.scenario))
    throw new InputError(
      `${attack.place} does something else each time, with the same seed; it must draw from the seed that it is given, and look at no clock.`,
      { docsPath },
    );
  await requireSame(first.attacked.scenario, first.trace);
  return first.attacked;
}

type Planned = { readonly attacked: Attacked; readonly trace: Trace };

async function planned(
  scenario: Scenario,
  thief: ThiefSpec,
  attack: OwnAttack,
  how: "aloud" | "quietly",
): Promise<Planned> {
  const control = openControl(scenario.custody, givenAccounts(scenario), ownFootholds(scenario));
  let [name, describe]: [string, string | null] = [attack.name, null];
  const mind = attack.open(how);
  try {
    const leader = mastermind(mind, {
      scenario,
      thief,
      hello: helloOf(scenario, thief),
      control,
      onName: (said, means) => {
        [name, describe] = [said, means];
      },
    });
    const cast = castOf(scenario).map((actor) => (actor.name === thief.name ? leader : actor));
    const { trace } = await run(scenario, cast, control, openModel);
    const followed = withThief(scenario, followedIn(trace, thief));
    const row: Provenance = {
      what: "attack",
      value: name,
      status: "set",
      source: describe ?? "given with --attack",
    };
    const provenance = [...scenario.provenance.filter(({ what }) => what !== "attack"), row];
    return { attacked: { name, scenario: { ...followed, provenance } }, trace };
  } finally {
    await mind.close();
  }
}

/** Returns what an attack in a scenario is given to begin with. */
export function helloOf(scenario: Scenario, thief: ThiefSpec): Hello {
  const { seed, ...world } = scenario.world;
  const times = [...thief.payments.map(({ submitAt }) => submitAt), scenario.end];
  return {
    format: 1,
    scenario: scenario.name,
    defenses: scenario.defenses ?? [],
    attacker: thief.name,
    // Keys are made from the seed itself, which an attacker must not have.
    seed: randomStream(seed, "attack").integer(0, 2 ** 31 - 1),
    now: scenario.start,
    end: scenario.end,
    threshold: scenario.declared.threshold,
    theft: {
      at: Math.min(...times),
      wants: Object.fromEntries(
        [...wantedBy(thief)].map(([token, amount]) => [token, toAmount(amount)]),
      ),
    },
    footholds: thief.footholds,
    world,
  };
}

/** Reads off a trace what was done in a thief's place, as the thief's own list. */
function followedIn(trace: Trace, thief: ThiefSpec): ThiefSpec {
  const steps = stepsOf(trace).filter(({ actor }) => actor === thief.name);
  const footholds = steps.flatMap(({ at, action }) => {
    if (action.verb !== "compromise") return [];
    const { node, how, capability, until } = action;
    return [{ at, node, how, capability, until }];
  });
  const acts = steps.flatMap(({ at, action }) =>
    action.verb === "compromise" || action.verb === "shutDown" || action.verb === "alarm"
      ? []
      : [{ at, command: action }],
  );
  return {
    kind: thief.kind,
    name: thief.name,
    footholds,
    targets: [],
    signaturesNeeded: 0,
    payments: [],
    acts,
  };
}

/** What an attack saw while it decided must be what happens when its plan is followed. */
async function requireSame(scenario: Scenario, seen: Trace): Promise<void> {
  const control = openControl(scenario.custody, givenAccounts(scenario), ownFootholds(scenario));
  const { trace } = await run(scenario, castOf(scenario), control, openModel);
  invariant(
    serializeTrace(trace.slice(1)) === serializeTrace(seen.slice(1)),
    "The plan of an attack gives the trace in which it was drawn up.",
  );
}

/** Has every error that the attack causes say whose fault it is. */
async function naming<T>({ place }: OwnAttack, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SimError) || error.name !== "InputError") throw error;
    const said = error.message.startsWith(place) ? error.message : `${place}: ${error.message}`;
    throw new InputError(said, { docsPath, cause: error });
  }
}
