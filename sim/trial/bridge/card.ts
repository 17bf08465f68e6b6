import { bridgeStory } from "./tell.ts";
import { type BridgeFailure, type BridgeTrial, bridgeOutcome } from "./trial.ts";

/** Returns what was found out about a bridge as plain data. */
export function bridgeDocument(subject: string, trial: BridgeTrial, folder: string) {
  const [first, ...others] = trial.failures.map((failure) => ({
    property: failure.id,
    steps: failure.steps.length,
    story: bridgeStory(failure.happenings),
    file: `${folder}/${fileOf(failure)}`,
  }));
  return {
    format: 1,
    kind: "bridge",
    subject,
    outcome: bridgeOutcome(trial),
    sequences: trial.sequences,
    verdicts: Object.fromEntries(trial.verdicts.map(({ id, ...verdict }) => [id, verdict])),
    sometimes: trial.sometimes,
    counterexample: first ?? null,
    others,
  };
}

/** The name of the file that holds the steps of a failure. */
export const fileOf = ({ id }: BridgeFailure): string => `counterexample-${id}.json`;

/** Returns the steps of a failure as `check --steps` reads them. */
export const stepsDocument = ({ id, says, shape, steps }: BridgeFailure) => ({
  ...{ format: 1, property: id, says, shape },
  steps,
});
