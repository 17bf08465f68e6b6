import type { Scenario } from "../scenario/scenario.ts";
import { type FieldChange, fieldChanges } from "./field-changes.ts";

/** How a part of two scenarios differs: in how many fields, and the first of them. */
export type PartChange = {
  readonly part: string;
  readonly count: number;
  readonly fields: readonly FieldChange[];
};

/** How two scenarios differ. */
export type ScenarioDiff = {
  readonly isSame: boolean;
  /** By the path that `--set` takes; `null` where a scenario has no such parameter. */
  readonly parameters: readonly FieldChange[];
  /** The other parts; most of it follows from the parameters and the seed. */
  readonly parts: readonly PartChange[];
};

/** More fields of a part than these are counted only: another seed changes every address. */
const shown = 8;

/** Returns how two scenarios differ: parameters one by one, the other parts summed up. */
export function diffScenarios(left: Scenario, right: Scenario): ScenarioDiff {
  const { parameters: leftParameters, ...leftParts } = withoutRepetition(left);
  const { parameters: rightParameters, ...rightParts } = withoutRepetition(right);
  const parameters = [...new Set([...Object.keys(leftParameters), ...Object.keys(rightParameters)])]
    .map((path) => ({
      path,
      left: leftParameters[path] ?? null,
      right: rightParameters[path] ?? null,
    }))
    .filter((change) => change.left !== change.right);
  const parts = (
    Object.keys({ ...leftParts, ...rightParts }) as (keyof typeof leftParts)[]
  ).flatMap((part): PartChange[] => {
    const fields = fieldChanges(leftParts[part], rightParts[part]);
    return fields.length === 0
      ? []
      : [{ part, count: fields.length, fields: fields.slice(0, shown) }];
  });
  return { isSame: parameters.length + parts.length === 0, parameters, parts };
}

/** The provenance repeats each parameter's value, which is told as a parameter. */
const withoutRepetition = (scenario: Scenario): Scenario => ({
  ...scenario,
  provenance: scenario.provenance.filter(({ what }) => !Object.hasOwn(scenario.parameters, what)),
});
