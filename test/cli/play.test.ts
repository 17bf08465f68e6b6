import { describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();
const model = ["--tenant", "model"] as const;
const playing = ["run", "kucoin-2020", "--play", "responder"] as const;

/** Writes choices to a file of the desk, one a line, and returns its name. */
function choices(name: string, lines: readonly string[]): string {
  user.writes(name, lines.map((line) => `${line}\n`).join(""));
  return name;
}

const times = (count: number, choice: string) => Array.from({ length: count }, () => choice);
const hashIn = (json: string): unknown => JSON.parse(json).traceHash;

describe.concurrent("run kucoin-2020 --play responder", () => {
  it("is the record where each choice is the record's, to the byte", async () => {
    const file = choices("record.txt", ["# as it was", "", ...times(14, "record")]);
    const [played, plain] = await Promise.all([
      user.asks([...playing, "--choices", file, ...model, "--json", "--out", "as-played"]),
      user.asks(["run", "kucoin-2020", ...model, "--json", "--out", "as-recorded"]),
    ]);
    expect(played).toMatchObject({ status: 0, stderr: "" });
    expect(hashIn(played.stdout)).toBe(hashIn(plain.stdout));
    const inFolder = (name: string) =>
      Object.fromEntries(
        Object.entries(user.files(name)).filter(([path]) => /scenario|trace/.test(path)),
      );
    expect(Object.keys(inFolder("as-played")).length).toBeGreaterThan(0);
    expect(inFolder("as-played")).toEqual(inFolder("as-recorded"));
  });

  it("shows what can be seen, takes choices from standard input, and compares", async () => {
    const words = [...playing, ...model, "--no-control", "--out", "piped"];
    // Nobody tells the public, so that two of the fourteen are not asked.
    const first = ["now", "now", "later 30m", "now", "never", "never", "later 6h"];
    const stdin = [...first, ...times(5, "now")].map((choice) => `${choice}\n`).join("");
    const { status, stdout, stderr } = await user.types(words, { stdin });
    expect({ status, said: stderr.split("\n")[0] }).toEqual({
      status: 0,
      said: expect.stringContaining("Written to"),
    });
    expect(stdout.match(/^ {2}What now\? Decision /gm)).toHaveLength(12);
    expect(stdout).toContain("2020-09-25 18:51:00 UTC\n  Left: 11,543 ETH in 1 payment.");
    expect(stdout).toMatch(/2020-09-25 19:21:00 UTC\n {2}Done: call\./);
    expect(stdout).toMatch(/\n> later 30m\n/);
    expect(stdout).toMatch(/recovered\.share +0\.840133 +0\.\d+/);
    expect(stdout).toMatch(/freeze-stablecoin +never +- +\+?\d[\d,]* USD/);
  });

  it("leaves a scenario that replays without playing", async () => {
    const file = choices("nobody.txt", times(4, "never"));
    const words = [...playing, "--choices", file, ...model, "--no-control"];
    const { stdout, stderr } = await user.asks([...words, "--out", "never"]);
    expect(stdout).toMatch(/block-accounts +not asked: no alarm of team +- +-/);
    const folder = /Written to (\S+);/.exec(stderr)?.[1] ?? "";
    const replay = ["replay", `${folder}/scenario.json`, ...model, "--json", "--out", "again"];
    const again = await user.asks(replay);
    const lived = JSON.parse(user.reads(`${folder}/results.json`));
    expect(hashIn(again.stdout)).toBe(lived.traceHash);
    expect(lived.metrics["recovered.share"].value).toBe("0.000000");
  });
});

describe.concurrent("--play refuses", () => {
  const few = ["record", "record", "record"];
  it.each<[string, readonly string[], readonly string[], string]>([
    ["few", few, [], "few.txt ends before block-accounts is decided"],
    ["many", times(16, "record"), [], 'many.txt:15 is "record", but no decision is left'],
    ["wrong", ["now", "perhaps"], [], 'wrong.txt:2 is "perhaps", but move-rest takes "now"'],
    ["bare", ["later"], [], 'bare.txt:1 is "later", but shut-server takes "now"'],
    ["unit", ["later 20"], [], 'unit.txt:1 is "20", but must be a length of time'],
    ["beyond", ["later 60d"], [], "is after the run's end, which is 47d 5h 9m from there"],
    ["past", ["later 5h", "record"], [], "2020-09-25 20:20:00, is past"],
    ["set", few, ["--set", "runbook.call.delay=1h"], "runbook.call.delay is set with --set"],
    ["defense", few, ["--defense", "none"], "cannot be used with option"],
    ["limit", few, ["--fail-on", "loss.CAKE>1 CAKE"], "which is no metric of"],
  ])("%s, with one sentence and 2, and writes nothing", async (name, lines, more, sentence) => {
    const file = choices(`${name}.txt`, lines);
    const words = [...playing, "--choices", file, ...model, "--out", `out-${name}`, ...more];
    const { status, stderr } = await user[name === "few" ? "types" : "asks"](words);
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(sentence);
    expect(user.files(`out-${name}`)).toEqual({});
  });

  it.each<[readonly string[], string]>([
    [["run", "kucoin-2020", "--play", "thief"], "Allowed choices are responder"],
    [["run", "kucoin-2020", "--choices", "x.txt"], "--choices is for --play"],
    [["run", "ronin-2022", "--play", "responder"], "ronin-2022 leaves nothing for a responder"],
    [[...playing, "--choices", "nowhere.txt"], "nowhere.txt"],
    [playing, "Standard input ends before shut-server is decided"],
  ])("%j, with one sentence and 2", async (words, sentence) => {
    // The last one comes to the end of standard input, which a process has once.
    const how = words === playing ? "types" : "asks";
    const { status, stderr } = await user[how]([...words, "--out", "out-words"]);
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(sentence);
    expect(user.files("out-words")).toEqual({});
  });
});
