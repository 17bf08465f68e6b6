import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { sha256 } from "../../sim/core/hash.ts";
import { type RunTexts, readRun } from "../../sim/report/read-run.ts";
import { resultsOf } from "../../sim/study/results.ts";
import { finishedOf } from "../support/finished.ts";
import { roninWith } from "../support/ronin.ts";

const scenario = roninWith();
const control = roninWith({ isControl: true });
const run = finishedOf({
  scenario,
  acts: [
    {
      at: scenario.start + 1,
      actor: "complainant",
      action: { verb: "alarm", reason: "test" },
    },
  ],
});
const beside = finishedOf({ scenario: control, acts: [] });
const results = resultsOf(run, beside, "model", "npm run sim -- replay x");

const texts: Required<RunTexts> = {
  results: canonicalJson(results),
  scenario: canonicalJson(scenario),
  trace: run.lines,
  control: { scenario: canonicalJson(control), trace: beside.lines },
};

const json = (value: object): string => JSON.stringify(value);

/** A trace with its hash in the results, so that nothing but the trace itself can be wrong. */
const forged = (trace: string): RunTexts => ({
  ...texts,
  trace,
  results: json({ ...results, traceHash: sha256(trace) }),
});

const line = (index: number, change: object): RunTexts => {
  const lines = run.lines.trimEnd().split("\n");
  lines[index] = json({ ...JSON.parse(lines[index] ?? ""), ...change });
  return forged(`${lines.join("\n")}\n`);
};

describe("a run's folder", () => {
  it("is read back as it was written, with its control", () => {
    expect(readRun(texts, "runs/x")).toEqual({
      results,
      scenario,
      trace: run.trace,
      control: { scenario: control, trace: beside.trace },
    });
  });

  it("may be without a control, and have white space and fields of a later day", () => {
    const alone = { ...resultsOf(run, null, "model", "x"), later: { added: true } };
    const spaced = { ...texts, results: JSON.stringify(alone, null, 2), control: null };
    expect(readRun(spaced, "runs/x").control).toBeNull();
  });
});

describe("refused is", () => {
  const { "loss.ETH": _, ...metrics } = results.metrics;
  const noValue = { ...metrics, "loss.ETH": { unit: "wei", better: "lower" } };
  const noDigits = { ...metrics, "loss.ETH": { value: "1e3", unit: "wei", better: "lower" } };

  it.each<[string, RunTexts, ...string[]]>([
    ["no JSON", { ...texts, results: "{" }, "runs/x/results.json is not JSON"],
    ["an empty file", { ...texts, results: "" }, "runs/x/results.json is not JSON"],
    ["another format", { ...texts, results: json({ ...results, format: 2 }) }, "format 2"],
    ["no results at all", { ...texts, results: "[]" }, "runs/x/results.json is not as it must be"],
    [
      "a figure without a value",
      { ...texts, results: json({ ...results, metrics: noValue }) },
      "metrics.loss.ETH",
    ],
    [
      "a figure that is no number",
      { ...texts, results: json({ ...results, metrics: noDigits }) },
      "metrics.loss.ETH",
    ],
    [
      "a scenario that is no JSON",
      { ...texts, scenario: "no" },
      "runs/x/scenario.json is not JSON",
    ],
    [
      "a scenario of another format",
      { ...texts, scenario: json({ ...scenario, format: 9 }) },
      "runs/x/scenario.json is of format 9",
    ],
    [
      "a scenario that was changed",
      { ...texts, scenario: json({ ...scenario, title: "x" }) },
      "scenarioHash",
      results.scenarioHash,
      "was changed",
    ],
    [
      "the control's scenario",
      { ...texts, scenario: texts.control?.scenario ?? "" },
      "scenarioHash",
    ],
    [
      "a trace cut off in a line",
      { ...texts, trace: run.lines.slice(0, -9) },
      "runs/x/trace.jsonl is cut off",
    ],
    [
      "a trace cut off after a line",
      { ...texts, trace: run.lines.split("\n").slice(0, 3).join("\n").concat("\n") },
      "not a whole trace",
    ],
    ["an empty trace", { ...texts, trace: "" }, "runs/x/trace.jsonl is cut off"],
    [
      "a figure that the trace does not give",
      {
        ...texts,
        results: json({
          ...results,
          metrics: { ...results.metrics, "loss.ETH": { value: "1", unit: "wei", better: "lower" } },
        }),
      },
      "loss.ETH",
      "but its trace gives",
    ],
    [
      "a figure left out",
      { ...texts, results: json({ ...results, metrics: {} }) },
      "missing, but its trace gives",
    ],
    [
      "a verdict that the trace does not give",
      {
        ...texts,
        results: json({
          ...results,
          verdicts: {
            ...results.verdicts,
            replay: { ...results.verdicts.replay, valid: false, count: 3 },
          },
        }),
      },
      "does not say of replay",
    ],
    [
      "a trace that was changed",
      { ...texts, trace: run.lines.replace("test", "toast") },
      "runs/x/trace.jsonl",
      "traceHash",
      results.traceHash,
    ],
    ["a trace of another scenario", line(0, { scenario: control }), "begins with another scenario"],
    ["a trace with a line that is no event", forged(`null\n${run.lines}`), "runs/x/trace.jsonl:1"],
    ["a trace with an unknown event", line(2, { type: "perhaps" }), "runs/x/trace.jsonl:3"],
    [
      "a trace whose completion has no result",
      line(2, { result: 7 }),
      "runs/x/trace.jsonl:3",
      "result",
    ],
    [
      "a completion of nothing",
      line(2, { invocation: 0 }),
      "runs/x/trace.jsonl:3",
      "no action of complainant",
    ],
    ["a missing control", { ...texts, control: null }, 'folder "runs/x/control" is missing'],
    [
      "a control of another run",
      { ...texts, results: json({ ...results, control: null }) },
      '"runs/x/control" is of another run',
    ],
    [
      "a control's trace that was changed",
      { ...texts, control: { scenario: canonicalJson(control), trace: run.lines } },
      "runs/x/control/trace.jsonl",
    ],
  ])("%s, in one sentence", (_title, files, ...named) => {
    expect(() => readRun(files, "runs/x")).toThrow(
      expect.objectContaining({ name: "InputError", message: expect.stringMatching(/^[^\n]*\.$/) }),
    );
    for (const value of named) expect(() => readRun(files, "runs/x")).toThrow(value);
  });
});
