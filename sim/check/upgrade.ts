import type { Command } from "../bridge/port.ts";
import { type Initialization, initializers } from "../bridge/upgrade.ts";
import { plural } from "../core/words.ts";
import { isOk, type Step, scenarioOf, stepsOf } from "../trace/trace.ts";
import { type Check, type Failure, verdictOf } from "./verdict.ts";

/**
 * An upgrade initializes all that it should (A04 of the catalogue): each step that the logic declares
 * is made exactly once, by the administrator, the logic itself is locked, and at the end of each of
 * its transactions some weight is needed and every token has its limit.
 */
export const upgrade: Check = {
  name: "upgrade",
  asks: "Every step that the new logic declares was made once, and weights and limits stood.",
  appliesTo: ({ world }) => world.roninV2?.next !== undefined,
  judge: (trace) => {
    const { world } = scenarioOf(trace);
    const transactions = initializationsIn(trace);
    const failures = transactions.flatMap((one) => [
      ...passedOver(one),
      ...faultsAtEnd(one),
      ...(one.sender === world.admin ? [] : [failure(one, `${one.sender} made it.`, 2n)]),
    ]);
    const last = transactions.at(-1);
    const open = last === undefined ? [] : stepsAfter(last.now);
    for (const { step, name } of open)
      if (last !== undefined)
        failures.push(failure(last, `Step ${step} (${name}) was not made.`, 1n));
    const note = `${plural(transactions.length, "transaction")} of an upgrade`;
    return verdictOf(transactions.length, failures, note);
  },
};

/** A transaction that changed the logic or made a step, and how it left the gateway. */
type Initializing = Pick<Step, "seq" | "at"> & {
  readonly sender: string;
  readonly verb: Command["verb"];
  /** The step that it made; `null`: none. */
  readonly step: number | null;
  /** The version before it. */
  readonly before: number;
  readonly now: Initialization;
};

/** The version of a gateway that is set up, and was never upgraded. */
const firstVersion = 1;

/** Returns the transactions of upgrades in a trace, in order. */
function initializationsIn(trace: Parameters<Check["judge"]>[0]): readonly Initializing[] {
  const found: Initializing[] = [];
  for (const step of stepsOf(trace)) {
    if (!isOk(step, "upgradeToAndCall") && !isOk(step, "initialize")) continue;
    const now = step.result.initialization;
    if (now === undefined) continue;
    const before = found.at(-1)?.now.version ?? firstVersion;
    const { sender, verb, step: made = null } = step.action;
    found.push({ seq: step.seq, at: step.at, sender, verb, step: made, before, now });
  }
  return found;
}

const failure = ({ seq, at }: Initializing, text: string, badness: bigint): Failure => ({
  seq,
  at,
  text,
  badness,
});

/** Steps between the version before and the one that was made can never be made up for. */
function passedOver(one: Initializing): readonly Failure[] {
  const { before, now } = one;
  return declaredBy(now)
    .filter(({ step }) => before < step && step < now.version)
    .map(({ step, name }) =>
      failure(
        one,
        `Step ${step} (${name}) was passed over: the version went from ${before} to ${now.version}, and steps only go up.`,
        3n,
      ),
    );
}

function faultsAtEnd(one: Initializing): readonly Failure[] {
  const { isLogicLocked, leastWeight, totalWeight, tokensWithoutLimit } = one.now;
  return [
    ...(isLogicLocked ? [] : [failure(one, "The logic itself can be initialized.", 1n)]),
    ...((leastWeight ?? 0) > 0
      ? []
      : [
          failure(
            one,
            `At the end of the transaction a payment takes a weight of ${leastWeight ?? "nothing that can be computed"}, and there is ${totalWeight} in all.`,
            2n,
          ),
        ]),
    ...tokensWithoutLimit.map((token) =>
      failure(one, `At the end of the transaction ${token} has no limit of a day.`, 1n),
    ),
  ];
}

const stepsAfter = (now: Initialization) =>
  declaredBy(now).filter(({ step }) => step > now.version);

/** The steps that the logic behind the proxy declares; the first logic's is made at set-up. */
const declaredBy = ({ logic }: Initialization) =>
  logic === "RoninGatewayV3" ? initializers.RoninGatewayV3 : [];
