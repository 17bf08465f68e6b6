import { castOf, givenAccounts, ownFootholds } from "../actor/cast.ts";
import { planner } from "../attack/planner.ts";
import type { Strategy } from "../attack/strategy.ts";
import { capacityOf, wouldTake } from "../bridge/model/capacity.ts";
import { modelOf } from "../bridge/model/model.ts";
import { openState } from "../bridge/model/state.ts";
import { byAddress } from "../core/accounts.ts";
import { InputError } from "../core/errors.ts";
import { hour, minute } from "../core/time.ts";
import { type Control, openControl } from "../engine/control.ts";
import { run } from "../engine/engine.ts";
import type { ThiefSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Trace } from "../trace/event.ts";
import { isVerb, stepsOf } from "../trace/trace.ts";

/**
 * Returns the scenario with a thief who follows a strategy. The strategy decides on the reference
 * model, move by move, by what the bridge would pay; what it did is written into the scenario, so that
 * the attack is plain data and replays on any tenant.
 *
 * @param pausedAfter Seconds from the first payment to the pause, where the attacker is given to know.
 * @param keys How many signatures it brings at most; `null`: as many as the defended bridge's quorum.
 * @throws InputError when the scenario has no thief to adapt.
 */
export async function adapt(
  scenario: Scenario,
  strategy: Strategy,
  pausedAfter: number | null = null,
  keys: number | null = null,
): Promise<Scenario> {
  const thief = thiefOf(scenario);
  const armed = keys === null ? withKeys(scenario) : scenario;
  const spec = thiefOf(armed);
  const state = openState(armed.world);
  const control = controlOf(armed);
  const signers = signersOf(armed, keys ?? armed.world.validators.length);
  const first = Math.min(...thief.payments.map(({ submitAt }) => submitAt));
  const mastermind = planner(
    {
      thief: spec.name,
      prelude: [
        ...spec.footholds.map(({ at, ...foothold }) => ({
          at,
          action: { verb: "compromise", ...foothold } as const,
        })),
        ...(spec.acts ?? []).map(({ at, command }) => ({ at, action: command })),
      ],
      signers,
      wants: wantedBy(thief),
      firstId: BigInt(thief.payments[0]?.withdrawal.id ?? "2000000"),
      theft: { at: first, end: armed.end, pausedAfter },
    },
    strategy,
    (token, now, most, guess) =>
      capacityOf(state, { token, recipient: spec.name, signers, now }, most, guess),
  );
  const cast = castOf(armed).map((actor) => (actor.name === spec.name ? mastermind : actor));
  const { trace } = await run(armed, cast, control, () => modelOf(state));
  const payments = paymentsIn(trace, spec.name);
  const releaseEvery = strategy.brings === "capacity" ? null : hour;
  return withThief(armed, {
    ...spec,
    payments,
    signaturesNeeded: signers.length,
    targets: signers,
    releaseEvery,
  });
}

function thiefOf({ name, actors }: Scenario): ThiefSpec {
  const thief = actors.find((actor) => actor.kind === "thief");
  if (thief === undefined)
    throw new InputError(`${name} has no thief whose attack could be adapted to a defense.`);
  return thief;
}

/** Returns the scenario with another thief in the first thief's place; others do as they did. */
export function withThief(scenario: Scenario, thief: ThiefSpec): Scenario {
  const old = thiefOf(scenario);
  const actors = scenario.actors.map((actor) => (actor === old ? thief : actor));
  return { ...scenario, actors };
}

/**
 * Gives the thief as many keys as the defended bridge asks for beyond the incident's: an attacker who
 * knows of seven steals seven, and where one house's keys count for two, keys of other houses.
 */
function withKeys(scenario: Scenario): Scenario {
  const thief = thiefOf(scenario);
  // Whoever signs in good faith, or alone as the only validator, needs no keys of others.
  if (thief.signedFor !== undefined || thief.targets.includes(thief.name)) return scenario;
  const state = openState(scenario.world);
  const token = thief.payments[0]?.withdrawal.token ?? "";
  const now = theftOf(thief);
  let armed = scenario;
  for (;;) {
    const signers = signersOf(armed, scenario.world.validators.length);
    const next = scenario.world.validators.find((name) => !signers.includes(name));
    const suffices = wouldTake(state, { token, recipient: thief.name, signers, now });
    if (suffices || next === undefined) return armed;
    armed = stealing(armed, next);
  }
}

function stealing(scenario: Scenario, account: string): Scenario {
  const thief = thiefOf(scenario);
  return withThief(scenario, {
    ...thief,
    targets: [...new Set([...thief.targets, account])],
    footholds: [
      ...thief.footholds,
      {
        at: Math.min(...thief.footholds.map((foothold) => foothold.at)),
        node: `key:${account}`,
        how: "what if: stolen as well, to reach the quorum",
        capability: "extract",
        until: null,
      },
    ],
  });
}

const theftOf = ({ payments }: ThiefSpec): number =>
  Math.min(...payments.map(({ submitAt }) => submitAt));

/** Who holds which keys while an attack is planned: whoever signs for the thief later does so now. */
const controlOf = (scenario: Scenario): Control => {
  const { name, signedFor } = thiefOf(scenario);
  const given = new Map(givenAccounts(scenario));
  if (signedFor !== undefined) given.set(name, signedFor);
  return openControl(scenario.custody, given, ownFootholds(scenario));
};

/** Returns the accounts that the thief can have sign when the theft begins, as many as it may bring. */
function signersOf(scenario: Scenario, most: number): readonly string[] {
  const thief = thiefOf(scenario);
  const control = controlOf(scenario);
  for (const { at, node, how, capability, until } of thief.footholds)
    control.gain(thief.name, { node, at, until, how, capability });
  const at = Math.min(...thief.payments.map(({ signAt }) => signAt));
  const obtained = [...new Set([...thief.targets, ...(thief.signedFor ?? [])])].filter(
    (account) => control.keyOf(thief.name, account, at) !== null,
  );
  return byAddress(obtained.slice(0, most), scenario.world.accounts);
}

/** Returns what the incident's thief took, or wanted, of each token. */
export function wantedBy({ payments }: ThiefSpec): ReadonlyMap<string, bigint> {
  const wants = new Map<string, bigint>();
  for (const { withdrawal } of payments)
    wants.set(withdrawal.token, (wants.get(withdrawal.token) ?? 0n) + BigInt(withdrawal.amount));
  return wants;
}

/** Reads off a trace what a planner brought, as a thief's list of payments. */
const paymentsIn = (trace: Trace, name: string): ThiefSpec["payments"] =>
  stepsOf(trace).flatMap((step) =>
    step.actor === name && isVerb(step, "submitWithdrawal")
      ? [{ signAt: step.at - minute, submitAt: step.at, withdrawal: step.action.withdrawal }]
      : [],
  );
