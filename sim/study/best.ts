import { type Strategy, strategies } from "../attack/strategy.ts";
import { openModel } from "../bridge/model/model.ts";
import { canonicalJson } from "../core/canonical.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { adapt } from "./adapt.ts";
import { finish } from "./experiment.ts";
import { dollars, tookAll } from "./taken.ts";

/**
 * Returns the strategy that takes the most dollars, and the scenario in which it does: the first that
 * takes all that was ever wanted, for none can take more.
 *
 * @param settle What is still put right after the planning, before it is run.
 */
export async function bestOf(
  defended: Scenario,
  settle: (planned: Scenario) => Scenario = (planned) => planned,
): Promise<{ readonly strategy: string; readonly scenario: Scenario } | null> {
  if (!defended.actors.some(({ kind }) => kind === "thief")) return null;
  let best: { strategy: string; scenario: Scenario; worth: bigint; tries: number } | undefined;
  const tried = new Set<string>();
  for (const strategy of strategies) {
    const planned = await planFor(defended, strategy);
    const plan = canonicalJson(planned.actors.filter(({ kind }) => kind === "thief"));
    // Behind many a defense several strategies come to the same.
    if (tried.has(plan)) continue;
    tried.add(plan);
    const scenario = settle(planned);
    const finished = await finish(scenario, openModel);
    const worth = dollars(finished);
    const tries = attemptsOf(scenario);
    // Of strategies that take nothing, one that at least tried tells more.
    const isBetter = best === undefined || worth > best.worth;
    if (isBetter || (worth === 0n && best?.worth === 0n && best.tries === 0 && tries > 0))
      best = { strategy: strategy.name, scenario, worth, tries };
    if (tookAll(finished, defended)) break;
  }
  return best ?? null;
}

const plans = new WeakMap<Scenario, Map<string, Scenario>>();

/** Several families plan in the same scenario. */
async function planFor(scenario: Scenario, strategy: Strategy): Promise<Scenario> {
  const made = plans.get(scenario) ?? new Map<string, Scenario>();
  plans.set(scenario, made);
  const plan = made.get(strategy.name) ?? (await adapt(scenario, strategy));
  made.set(strategy.name, plan);
  return plan;
}

const attemptsOf = ({ actors }: Scenario): number =>
  actors.reduce((sum, actor) => sum + (actor.kind === "thief" ? actor.payments.length : 0), 0);
