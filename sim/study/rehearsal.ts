import type { OpenBridge } from "../bridge/port.ts";
import { type Initializer, initializers } from "../bridge/upgrade.ts";
import type { Verdict } from "../check/verdict.ts";
import { InputError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import type { ScriptSpec } from "../scenario/actors.ts";
import { scenarioHash } from "../scenario/hash.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { isVerb, type Step, stepsOf } from "../trace/trace.ts";
import { finish } from "./experiment.ts";

/** One step of an initialization, and what became of it. */
type RehearsedStep = Initializer & {
  /** `skipped`: a later one was made, so that it never can be; `open`: it still can be. */
  readonly status: "made" | "skipped" | "open";
};

/** One transaction of an upgrade, and how it left the gateway. */
type RehearsedCall = {
  readonly at: number;
  readonly actor: string;
  readonly verb: string;
  readonly step: number | null;
  /** `null` when it went through; otherwise the contract's error. */
  readonly refused: string | null;
  /** What the gateway's storage and code then said; as before when it was refused. */
  readonly version: number;
  readonly totalWeight: number;
  readonly leastWeight: number | null;
};

/** What `rehearse --json` prints: an upgrade carried out with nobody who steals. */
export type Rehearsal = {
  readonly format: 1;
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly tenant: string;
  readonly traceHash: string;
  readonly before: { readonly totalWeight: number; readonly leastWeight: number | null };
  readonly calls: readonly RehearsedCall[];
  readonly steps: readonly RehearsedStep[];
  /** The checks that an upgrade must hold, by the catalogue's name of the property. */
  readonly verdicts: { readonly S03: Verdict; readonly A04: Verdict };
};

/**
 * Carries out a scenario's upgrade alone: no thief, no user, nothing but whoever upgrades.
 *
 * @param tenant The tenant's name, for the result.
 * @throws InputError when nobody upgrades anything in the scenario.
 */
export async function rehearse(
  scenario: Scenario,
  open: OpenBridge,
  tenant: string,
): Promise<Rehearsal> {
  const rehearsed = rehearsalOf(scenario);
  const bridge = await open(rehearsed.world);
  const before = await bridge.read({ what: "initialization" });
  await bridge.close();
  invariant(before, "A gateway that is upgraded says how it is initialized.");
  const { trace, traceHash, verdicts } = await finish(rehearsed, open);
  const calls = callsIn(stepsOf(trace), { ...before });
  const { quorum, upgrade } = verdicts;
  invariant(quorum && upgrade, "Both checks are asked of a gateway that can be upgraded.");
  return {
    format: 1,
    scenario: scenario.name,
    scenarioHash: scenarioHash(rehearsed),
    seed: scenario.seed,
    tenant,
    traceHash,
    before: { totalWeight: before.totalWeight, leastWeight: before.leastWeight },
    calls,
    steps: stepsAfter(rehearsed, calls),
    verdicts: { S03: quorum, A04: upgrade },
  };
}

/** Whether an upgrade leaves the gateway as it should: all steps made, and both checks hold. */
export const isSound = ({ verdicts, steps }: Rehearsal): boolean =>
  steps.every(({ status }) => status === "made") &&
  Object.values(verdicts).every(({ valid }) => valid === true);

/** Returns the scenario in which nothing happens but its upgrade. */
function rehearsalOf(scenario: Scenario): Scenario {
  const actors = scenario.actors.filter(
    (actor): actor is ScriptSpec => actor.kind === "script" && actor.steps.some(isOfUpgrade),
  );
  if (actors.length === 0 || scenario.world.roninV2?.next === undefined)
    throw new InputError(
      `${scenario.name} upgrades nothing, so there is nothing to rehearse; ronin-2024 does.`,
      { docsPath: "docs/errors.md#nothing-to-rehearse" },
    );
  const last = Math.max(...actors.flatMap(({ steps }) => steps.map(({ at }) => at)));
  return {
    ...scenario,
    title: `${scenario.title}: the upgrade, rehearsed`,
    end: last + 1,
    actors,
    expect: { quorum: true, upgrade: true },
  };
}

const isOfUpgrade = ({ command }: ScriptSpec["steps"][number]): boolean =>
  command.verb === "upgradeToAndCall" || command.verb === "initialize";

type State = Pick<RehearsedCall, "version" | "totalWeight" | "leastWeight">;

function callsIn(steps: readonly Step[], before: State): readonly RehearsedCall[] {
  const calls: RehearsedCall[] = [];
  for (const step of steps) {
    if (!isVerb(step, "upgradeToAndCall") && !isVerb(step, "initialize")) continue;
    const { action, actor, at } = step;
    const found = step.status === "ok" ? step.result.initialization : undefined;
    const { version, totalWeight, leastWeight } = found ?? calls.at(-1) ?? before;
    calls.push({
      at,
      actor,
      verb: action.verb,
      step: action.step ?? null,
      refused: step.status === "ok" ? null : step.error.name,
      version,
      totalWeight,
      leastWeight,
    });
  }
  return calls;
}

function stepsAfter(
  { world }: Scenario,
  calls: readonly RehearsedCall[],
): readonly RehearsedStep[] {
  const contract = world.roninV2?.next?.contract;
  if (contract === undefined) return [];
  const version = calls.at(-1)?.version ?? 0;
  const made = new Set(calls.filter(({ refused }) => refused === null).map(({ step }) => step));
  return initializers[contract].map((one) => ({
    ...one,
    status: made.has(one.step) ? "made" : one.step < version ? "skipped" : "open",
  }));
}
