import { cpSync, mkdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { userAtDesk } from "../cli/program.ts";

const user = userAtDesk();
const sentence = /^\S[^\n]*\.\n$/;
let folder: string;
let page: string;

beforeAll(async () => {
  const quick = ["--tenant", "model", "--set", "honest.count=3"];
  await user.asks(["run", "ronin-2022", ...quick, "--out", "runs"]);
  page = user.reads("runs/latest/report.html");
  folder = `runs/${Object.keys(user.files("runs"))
    .find((path) => path.endsWith("results.json"))
    ?.replace("/results.json", "")}`;
}, 60_000);

/** Copies the run's folder, and changes the copy. */
function copied(name: string, changeIt: (place: string) => void): string {
  cpSync(user.at(folder), user.at(name), { recursive: true });
  changeIt(name);
  return name;
}

describe("report DIR", () => {
  it("draws the page that the run wrote, to the byte", async () => {
    user.writes(`${folder}/report.html`, "old");
    const { status, stdout, stderr } = await user.types(["report", folder]);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "",
      stderr: `Written to ${folder}/report.html.\n`,
    });
    expect(user.reads(`${folder}/report.html`)).toBe(page);
  });

  it("takes a folder of runs for its latest", async () => {
    user.writes(`${folder}/report.html`, "old");
    expect((await user.asks(["report", "runs"])).status).toBe(0);
    expect(user.reads(`${folder}/report.html`)).toBe(page);
  });

  it("writes it where the user wants it, and nothing else", async () => {
    const before = user.files();
    const { status, stderr } = await user.asks(["report", folder, "--out", "elsewhere.html"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "Written to elsewhere.html.\n" });
    expect(user.reads("elsewhere.html")).toBe(page);
    expect(Object.keys(user.files()).sort()).toEqual(
      [...Object.keys(before), "elsewhere.html"].sort(),
    );
  });

  it("makes the folder that it is to write into", async () => {
    const { status } = await user.asks(["report", folder, "--out", "new/folder/report.html"]);
    expect(status).toBe(0);
    expect(user.reads("new/folder/report.html")).toBe(page);
  });

  it("draws it from the folder alone, wherever that was moved", async () => {
    copied("moved", (place) => user.writes(`${place}/report.html`, "old"));
    expect((await user.asks(["report", "moved"])).status).toBe(0);
    expect(user.reads("moved/report.html")).toBe(page);
  });
});

describe("report refuses, and writes nothing,", () => {
  const cut = (name: string, file: string) =>
    copied(name, (place) =>
      user.writes(`${place}/${file}`, user.reads(`${place}/${file}`).slice(0, -99)),
    );

  it.for<[string, () => string, string]>([
    ["a folder that is not there", () => "nowhere", "nowhere"],
    [
      "a folder without a run",
      () => {
        mkdirSync(user.at("void"));
        return "void";
      },
      "void",
    ],
    ["a trace that is cut off", () => cut("cut", "trace.jsonl"), "cut/trace.jsonl"],
    [
      "a control's trace that is cut off",
      () => cut("cut-control", "control/trace.jsonl"),
      "control/trace.jsonl",
    ],
    [
      "results that are cut off",
      () => cut("cut-results", "results.json"),
      "cut-results/results.json",
    ],
    [
      "a trace that was edited",
      () =>
        copied("edited", (place) =>
          user.writes(
            `${place}/trace.jsonl`,
            user.reads(`${place}/trace.jsonl`).replace('"reason":"', '"reason":"no '),
          ),
        ),
      "edited/trace.jsonl",
    ],
    [
      "a scenario of another run",
      () =>
        copied("swapped", (place) =>
          user.writes(`${place}/scenario.json`, user.reads(`${place}/control/scenario.json`)),
        ),
      "swapped/scenario.json",
    ],
  ])("%s", async ([, make, named]) => {
    const place = make();
    const before = user.files(place);
    const { status, stdout, stderr } = await user.asks(["report", place]);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr).toContain(named);
    expect(user.files(place)).toEqual(before);
  });
});

describe("report that cannot write", () => {
  it.for<[string, readonly string[], number?]>([
    ["the disk is full", [], 64],
    ["a file is in the place of the folder", ["--out", "a-file/report.html"]],
    ["a folder is in the place of the file", ["--out", "a-folder"]],
  ])(
    "ends with 2 and a sentence, and leaves everything as it was: %s",
    async ([, out, fileBlocks]) => {
      user.writes("a-file", "mine");
      mkdirSync(user.at("a-folder"), { recursive: true });
      const before = user.files();
      const how = fileBlocks === undefined ? {} : { fileBlocks };
      const { status, stdout, stderr } = await user.types(["report", folder, ...out], how);
      expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(sentence);
      expect(user.files()).toEqual(before);
      expect(user.reads(`${folder}/report.html`)).toBe(page);
    },
  );
});
