import type { Results } from "./results.ts";

/** Verdicts that are not as expected, of the run or of its control. */
export type Surprise = {
  readonly run: "run" | "control";
  readonly check: string;
  readonly expected: boolean;
  readonly found: boolean | "unknown";
};

export const surprisesIn = ({ verdicts, control }: Results): readonly Surprise[] => [
  ...surprises("run", verdicts),
  ...(control === null ? [] : surprises("control", control.verdicts)),
];

const surprises = (run: Surprise["run"], verdicts: Results["verdicts"]): readonly Surprise[] =>
  Object.entries(verdicts).flatMap(([check, { valid, expected }]) =>
    expected === null || valid === expected ? [] : [{ run, check, expected, found: valid }],
  );
