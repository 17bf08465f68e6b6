import { beforeAll, describe, expect, it } from "vitest";
import { quickRun, smallRun, userAtDesk } from "./program.ts";

const user = userAtDesk();
const sentence = /^\S[^\n]*\.\n$/;

describe("a disk that fills up", () => {
  let finished: { readonly [path: string]: string };

  beforeAll(async () => {
    await user.asks(["run", ...smallRun, "--out", "runs"]);
    finished = user.files("runs");
  }, 60_000);

  it("has files to lose", () => {
    expect(Object.keys(finished).length).toBeGreaterThanOrEqual(5);
  });

  it("ends a run with 2 and a sentence, in the middle of a file, and leaves nothing half written", async () => {
    const words = ["run", ...smallRun, "--seed", "2", "--out", "runs"];
    const { status, stdout, stderr } = await user.types(words, { fileBlocks: 32 });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain("DESK/runs/ronin-2022/2-");
    expect(user.files("runs")).toEqual(finished);
  });

  it("leaves the finished run of the same name in its place", async () => {
    const words = ["run", ...smallRun, "--out", "runs"];
    const { status } = await user.types(words, { fileBlocks: 32 });
    expect(status).toBe(2);
    expect(user.files("runs")).toEqual(finished);
  });

  it("ends a run with 2 and a sentence when the JUnit file does not fit", async () => {
    const words = ["run", ...quickRun, "--out", "junit", "--junit", "/dev/full", "--json"];
    const { status, stdout, stderr } = await user.types(words);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe('"/dev/full" cannot be written: the disk is full.\n');
  });

  it("ends a command with 2 and a sentence when standard output does not fit", async () => {
    const { status, stderr } = await user.types(["list"], { stdoutTo: "/dev/full" });
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain("Standard output cannot be written");
  });
});

describe("a folder in the place of runs/latest", () => {
  it("ends a run with 2 before anything runs, and leaves the folder as it was", async () => {
    user.writes("taken/latest/note", "mine");
    const words = ["run", ...smallRun, "--out", "taken"];
    const { status, stderr } = await user.types(words);
    expect(status).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain("latest");
    // Refused before anything ran: no run is written either.
    expect(Object.keys(user.files("taken"))).toEqual(["latest/note"]);
  });
});

describe("several runs that write to the same place at the same time", () => {
  it("each end with 0, and leave one finished run and nothing half written", async () => {
    const words = ["run", ...quickRun, "--out", "together"];
    const ended = await Promise.all([1, 2, 3].map(() => user.types(words)));
    expect(ended.map(({ status }) => status)).toEqual([0, 0, 0]);
    await user.asks([...words.slice(0, -1), "alone"]);
    const { replay: _, ...results } = user.results("together/latest");
    expect(user.results("alone/latest")).toMatchObject(results);
    expect(Object.keys(user.files("together"))).toEqual(Object.keys(user.files("alone")));
  });
});
