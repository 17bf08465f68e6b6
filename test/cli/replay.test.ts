import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../sim/core/hash.ts";
import { type Ended, userAtDesk } from "./program.ts";
import { type Results, readResults, validityOf } from "./results.ts";

const user = userAtDesk();
let original: Results;

beforeAll(async () => {
  const run = await user.asks([
    ...["run", "ronin-2022", "--set", "honest.count=1", "--seed", "7", "--json", "--out", "runs"],
  ]);
  original = readResults(run.stdout);
}, 60_000);

/** For what no tenant changes. */
const quickly = ["--tenant", "model"];

const replays = (file: string, ...flags: readonly string[]): Promise<Ended> =>
  user.asks(["replay", file, "--out", "again", ...flags]);

/** The same in a process of its own. */
const replaysAlone = (file: string, ...flags: readonly string[]): Promise<Ended> =>
  user.types(["replay", file, "--out", "again", ...flags]);

describe("replay of a scenario file", () => {
  it("gives the same traces and results, of the run and of its control", async () => {
    const { status, stdout } = await replays("runs/latest/scenario.json", "--json");
    const { replay: _, ...results } = original;
    expect(status).toBe(0);
    expect(readResults(stdout)).toMatchObject(results);
  });

  it("ends with 1 when a verdict is not as the file expects, and names it", async () => {
    const scenario = JSON.parse(user.reads("runs/latest/scenario.json"));
    const expected = { authority: true, backing: true };
    user.writes("hopeful.json", JSON.stringify({ ...scenario, expect: expected }));
    const { status, stdout } = await replaysAlone("hopeful.json", ...quickly);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "Not as expected: backing of the run is false, and true was expected.",
    );
    expect(stdout.match(/Not as expected/g)).toHaveLength(1);
  });

  it("ends with 0 when each verdict is as the file expects, white space or not", async () => {
    const scenario = JSON.parse(user.reads("runs/latest/scenario.json"));
    const resigned = { ...scenario, expect: validityOf(original.verdicts) };
    user.writes("resigned.json", `${JSON.stringify(resigned, null, 2)}\n`);
    const { status, stdout } = await replays("resigned.json", ...quickly);
    expect(status).toBe(0);
    expect(stdout).not.toContain("Not as expected");
  });

  it("runs a scenario of nobody's, which has no control", async () => {
    const scenario = JSON.parse(user.reads("runs/latest/scenario.json"));
    user.writes("own.json", JSON.stringify({ ...scenario, name: "of-my-own" }));
    const { status, stdout } = await replays("own.json", "--json", ...quickly);
    expect(status).toBe(0);
    expect(readResults(stdout)).toMatchObject({ scenario: "of-my-own", control: null });
  });
});

describe("replay of a scenario derived from one whose control makes another step", () => {
  it("has the control that stands beside it, for as long as nobody changes the file", async () => {
    user.writes(
      "derived.ts",
      [
        'import { deriveScenario, ronin2024 } from "five-of-nine";',
        "export default deriveScenario(ronin2024, {",
        '  name: "derived", title: "Derived", question: "What if?", set: { "honest.count": "0" },',
        "});",
      ].join("\n"),
    );
    const words = ["--tenant", "model", "--json"];
    const ran = await user.asks(["run", "derived.ts", "--out", "derived", ...words]);
    const again = await replays("derived/latest/scenario.json", ...words);
    const { control } = JSON.parse(ran.stdout);
    expect(control.metrics["loss.ETH"].value).toBe("0");
    expect(JSON.parse(again.stdout).control).toEqual(control);
  });
});

describe("replay of a trace file", () => {
  it("gives the same trace, and says so", async () => {
    const { status, stdout, stderr } = await replaysAlone("runs/latest/trace.jsonl", "--json");
    expect(status).toBe(0);
    expect(stderr).toBe(`The same trace, to the byte: ${original.traceHash}.\n`);
    expect(readResults(stdout).traceHash).toBe(original.traceHash);
    expect(sha256(user.reads("again/latest/trace.jsonl"))).toBe(original.traceHash);
  });

  it("is what a run's folder stands for, or a folder of runs", async () => {
    for (const folder of ["runs/latest", "runs"]) {
      const { status, stdout, stderr } = await replays(folder, "--json");
      expect(status).toBe(0);
      expect(stderr).toBe(`The same trace, to the byte: ${original.traceHash}.\n`);
      expect(readResults(stdout).control).toEqual(original.control);
    }
  });

  it("ends with 1 when a line was edited, and names both hashes", async () => {
    const trace = user.reads("runs/latest/trace.jsonl");
    const edited = trace.replace(
      /(?<="type":"invoke".*)"token":"ETH"|"token":"ETH"(?=.*"type":"invoke")/,
      '"token":"USDC"',
    );
    expect(edited).not.toBe(trace);
    user.writes("edited.jsonl", edited);
    const { status, stderr } = await replays("edited.jsonl", "--json", ...quickly);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `"edited.jsonl" has the traceHash ${sha256(edited)}, and this run has ${original.traceHash}.\n`,
    );
  });
});
