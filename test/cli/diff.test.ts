import { cpSync, realpathSync, rmSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunDiff } from "../../sim/report/diff.ts";
import type { Results } from "../../sim/study/results.ts";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();
const six = ["--set", "quorum.threshold=6"];
const quick = ["--tenant", "model", "--set", "honest.count=3"];
let text: string;
let document: RunDiff;

/** What a user compares; the page goes to the user's own folder. */
const compares = (words: readonly string[]) => user.asks(["diff", ...words, "--out", "pages"]);

/** The same in a process of its own. */
const comparesAlone = (words: readonly string[], how: Parameters<typeof user.types>[1] = {}) =>
  user.types(["diff", ...words, "--out", "pages"], how);

beforeAll(async () => {
  await Promise.all([
    user.asks(["run", "ronin-2022", "--out", "plain"]),
    user.asks(["run", "ronin-2022", ...six, "--out", "six"]),
  ]);
  await user.asks(["run", "ronin-2022", ...quick, "--out", "quick"]);
  await user.asks(["run", "ronin-2022", ...quick, "--seed", "2", "--out", "seed"]);
  text = (await compares(["plain", "six"])).stdout;
  document = JSON.parse((await compares(["plain", "six", "--json"])).stdout);
}, 120_000);

const resultsIn = (folder: string): Results =>
  JSON.parse(user.reads(`${folder}/latest/results.json`));

type Figures = Results["metrics"];

/** Names whose values are not the same text; this is all that "changed" means. */
const changedIn = (left: Figures, right: Figures): readonly string[] =>
  [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((name) => left[name]?.value !== right[name]?.value)
    .sort();

/** The names that begin the rows of a text's tables of figures, a list a table. */
const tablesOf = (stdout: string): readonly (readonly string[])[] =>
  [...stdout.matchAll(/^figure .*\n((?:.+\n)*)/gm)].map(([, rows = ""]) =>
    [...rows.matchAll(/^([a-z][\w.]*) {2,}\S/gim)].map(([, name = ""]) => name).sort(),
  );

describe("diff of a threshold of six against the plain run, on the chains", () => {
  it("names the first refused payment, with the reason that the chain gave", () => {
    const flat = text.replaceAll(/\s+/g, " ");
    expect(flat).toContain(
      "The first payment that ends differently: withdrawal 2000000, 173,600 ETH to thief. left 2022-03-23 13:29:09 paid; thief brought 5 signatures right 2022-03-23 13:29:09 refused: QuorumNotReached (",
    );
    expect(flat).toMatch(/QuorumNotReached \([^)]*\bnumerator 6\b[^)]*\bvotes 5\b[^)]*\)/);
    expect(document.run.payments.first).toMatchObject({
      left: { id: "2000000", outcome: "paid" },
      right: {
        id: "2000000",
        token: "ETH",
        amount: "173600000000000000000000",
        recipient: "thief",
        outcome: "refused",
        error: { name: "QuorumNotReached", args: { votes: "5", numerator: "6" } },
      },
    });
  });

  it("prints every figure that changed and no other, of the runs and of their controls", () => {
    const [plain, other] = [resultsIn("plain"), resultsIn("six")];
    const run = changedIn(plain.metrics, other.metrics);
    const control = changedIn(plain.control?.metrics ?? {}, other.control?.metrics ?? {});
    expect(run).toContain("loss.ETH");
    expect(control).toContain("honest.waitP50");
    expect(tablesOf(text)).toEqual([run, control]);
    expect(document.run.figures.map(({ name }) => name).sort()).toEqual(run);
    expect(document.control?.figures.map(({ name }) => name).sort()).toEqual(control);
    expect(document.run.sameFigures).toBe(Object.keys(plain.metrics).length - run.length);
  });

  it("gives each as results.json has it, with the exact difference of whole numbers", () => {
    const [plain, other] = [resultsIn("plain"), resultsIn("six")];
    for (const { name, left, right, difference } of document.run.figures) {
      expect(left).toEqual(plain.metrics[name]);
      expect(right).toEqual(other.metrics[name]);
      if (left?.value == null || right?.value == null) expect(difference).toBeNull();
      else if (!left.value.includes("."))
        expect(difference).toBe(`${BigInt(right.value) - BigInt(left.value)}`);
    }
  });

  it("prints both values, and says what is better and what is worse", () => {
    expect(text).toMatch(/^loss\.ETH +173,600 ETH +0 ETH +better$/m);
    expect(text).toMatch(/^loss\.USDC +25,500,000 USDC +0 USDC +better$/m);
    expect(text).toMatch(/^honest\.waitP99 .* \+\S.* worse$/m);
    expect(text).toContain("timeToDetect, timeToFirstLoss: none, because nothing was lost.");
  });

  it("names the parameter, each verdict that changed, and where the traces part", () => {
    const [plain, other] = [resultsIn("plain"), resultsIn("six")];
    expect(text).toMatch(/^quorum\.threshold +5\/9 +6\/9$/m);
    const changed = Object.keys(plain.verdicts)
      .filter((check) => plain.verdicts[check]?.valid !== other.verdicts[check]?.valid)
      .sort();
    expect(changed).toContain("backing");
    expect(document.run.verdicts.map(({ check }) => check).sort()).toEqual(changed);
    for (const check of changed)
      expect(text).toMatch(new RegExp(`^${check} +false \\(\\d+\\) +true`, "m"));
    const { parting } = document.run;
    expect(text).toContain(`The traces part at step ${parting?.step} of `);
    expect(text).toContain(`#${parting?.left?.seq} ${parting?.left?.actor} `);
  });
});

describe("diff", () => {
  it("ends with 0 whatever differs, writes a page, and leaves the latest run where it is", async () => {
    const words = ["diff", "plain", "six", "--out", "plain"];
    const before = resultsIn("plain");
    const { status, stderr } = await user.types(words);
    const [, folder = ""] = /^Written to (\S+); open \1\/report\.html in a/.exec(stderr) ?? [];
    expect(status).toBe(0);
    expect(folder).toMatch(/^plain\/diff\//);
    expect(Object.keys(user.files(folder)).sort()).toEqual(["diff.json", "report.html"]);
    expect(JSON.parse(user.reads(`${folder}/diff.json`))).toEqual(document);
    expect(resultsIn("plain")).toEqual(before);
  });

  it("says in one sentence that runs are identical, a folder of runs standing for its latest", async () => {
    const { status, stdout } = await compares(["quick", "quick/latest"]);
    const { traceHash } = resultsIn("quick");
    expect(status).toBe(0);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      `The runs are identical: both have the trace ${traceHash}.`,
    );
    expect(stdout).not.toMatch(/figure|verdict/);
  });

  it("lists the figures also where another seed parts the runs at once", async () => {
    const { stdout } = await compares(["quick", "seed"]);
    const [left, right] = [resultsIn("quick"), resultsIn("seed")];
    const names = changedIn(left.metrics, right.metrics);
    expect(stdout).toMatch(/^The traces part at step \d of /m);
    expect(stdout).toContain("seed (1 → 2)");
    expect(tablesOf(stdout)[0] ?? []).toEqual(names);
  });

  it("prints one JSON document with --json, and no colors where nobody watches", async () => {
    const { status, stdout, stderr } = await compares(["quick", "seed", "--json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      left: { place: "quick/latest", seed: 1, tenant: "model" },
      right: { place: "seed/latest", seed: 2 },
    });
    expect(text).not.toContain("\u001b");
  });

  it("has colors on a terminal, unless --no-color is given", async () => {
    const terminal = { nodeFlags: ["--import", "data:text/javascript,process.stdout.isTTY=true"] };
    const [colored, plain] = await Promise.all([
      comparesAlone(["quick", "seed"], terminal),
      comparesAlone(["quick", "seed", "--no-color"], terminal),
    ]);
    expect(colored.stdout).toContain("\u001b[");
    expect(plain.stdout).not.toContain("\u001b[");
  });
});

describe("diff refuses", () => {
  /** Copies a finished run, and breaks the copy. */
  const broken = (name: string, breaks: (place: string) => void): string => {
    cpSync(realpathSync(user.at("quick/latest")), user.at(name), { recursive: true });
    breaks(name);
    return name;
  };
  const edited = (file: string, edit: (content: string) => string) => (place: string) => {
    const content = user.reads(`${place}/${file}`);
    const changed = edit(content);
    expect(changed).not.toBe(content);
    user.writes(`${place}/${file}`, changed);
  };
  const half = (content: string) => content.slice(0, content.length / 2);

  it.concurrent.for<[string, (place: string) => void, ...string[]]>([
    ["results-cut", edited("results.json", half), "results-cut/results.json is not JSON"],
    [
      "results-gone",
      (place) => rmSync(user.at(`${place}/results.json`)),
      "results-gone",
      "not exist",
    ],
    [
      "format",
      edited("results.json", (text) => text.replace('"format":1', '"format":2')),
      "format/results.json is of format 2",
    ],
    ["scenario-cut", edited("scenario.json", half), "scenario-cut/scenario.json is not JSON"],
    ["trace-cut", edited("trace.jsonl", half), "trace-cut/trace.jsonl is cut off"],
    [
      "trace-short",
      edited("trace.jsonl", (text) => text.split("\n").slice(0, 9).join("\n").concat("\n")),
      "trace-short/trace.jsonl is not a whole trace",
    ],
    [
      "trace-changed",
      edited("trace.jsonl", (text) => text.replace("VaultShort", "VaultLong")),
      "trace-changed/trace.jsonl has the traceHash",
    ],
    [
      "trace-gone",
      (place) => rmSync(user.at(`${place}/trace.jsonl`)),
      "trace-gone/trace.jsonl",
      "does not exist",
    ],
    [
      "control-gone",
      (place) => rmSync(user.at(`${place}/control`), { recursive: true }),
      "control-gone/control",
    ],
  ])("a folder with %s", async ([name, breaks, ...named]) => {
    const folder = broken(name, breaks);
    for (const words of [
      ["quick", folder],
      [folder, "quick", "--json"],
    ]) {
      const isAlone = name === "results-cut" && folder === words[1];
      const compare = isAlone ? comparesAlone : compares;
      const { status, stdout, stderr } = await compare(words);
      expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^\S[^\n]*\.\n$/);
      for (const value of named) expect(stderr).toContain(value);
    }
  });

  it.concurrent.for<[string, string[], ...string[]]>([
    ["a missing folder", ["quick", "missing"], 'The folder "DESK/missing" does not exist.'],
    ["a folder that is none of a run", [".", "quick"], '"DESK" is no run\'s folder'],
    ["a file", ["quick", "quick/latest/trace.jsonl"], "trace.jsonl", "is a file"],
    ["a folder too few", ["quick"], "'right'", "--help"],
    ["a folder too many", ["quick", "quick", "quick"], "Expected 2 arguments"],
    ["an address", ["quick", "https://example.org/run"], "remote address"],
  ])("%s", async ([title, words, ...named]) => {
    const compare = title === "an address" ? comparesAlone : compares;
    const { status, stdout, stderr } = await compare(words);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^\S[^\n]*\.\n$/);
    for (const value of named) expect(stderr).toContain(value);
  });
});
