import junit, { type Builder } from "junit-report-builder";
import type { Judgement } from "../study/judgement.ts";
import type { Results } from "../study/results.ts";

// The package's types say that its default export is wrapped once more; it is not.
const builder = junit as unknown as Builder;

/**
 * Returns the verdicts as JUnit XML: a case a check, of the run and of its control, and one for
 * each condition of the user's own. A case fails when its verdict is not the expected one.
 */
export function junitReport(results: Results, judgement: Judgement): string {
  const report = builder.newBuilder();
  const runs = [
    ["run", results.verdicts],
    ["control", results.control?.verdicts ?? {}],
  ] as const;
  for (const [run, verdicts] of runs) {
    const suite = report.testSuite().name(`${results.scenario}, seed ${results.seed}, ${run}`);
    for (const [check, verdict] of Object.entries(verdicts)) {
      const test = suite.testCase().className(`${results.scenario}.${run}`).name(check);
      const surprise = judgement.surprises.find((one) => one.run === run && one.check === check);
      if (surprise)
        test.failure(
          `${check} is ${surprise.found}, expected ${surprise.expected}. ${verdict.first?.text ?? ""}`,
        );
      else test.standardOutput(`${check} is ${verdict.valid}. ${verdict.note}`);
    }
  }
  const own = report.testSuite().name(`${results.scenario}, seed ${results.seed}, --fail-on`);
  for (const { text, holds } of judgement.conditions) {
    const test = own.testCase().className(`${results.scenario}.fail-on`).name(text);
    if (holds === true) test.failure(`${text} holds.`);
    if (holds === "unknown") test.error(`${text} cannot be told: the metric has no value.`);
  }
  return report.build();
}
