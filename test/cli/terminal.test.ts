import { beforeAll, describe, expect, it } from "vitest";
import { type Ended, quickRun, smallRun, userAtDesk } from "./program.ts";

const user = userAtDesk();
const words = (...flags: string[]) => ["run", ...quickRun, "--out", "runs", ...flags];

/** Makes the program take its standard output for a terminal. */
const terminal = { nodeFlags: ["--import", "data:text/javascript,process.stdout.isTTY=true"] };
const escapeCode = "\u001b[";

describe("colors", () => {
  it("are there on a terminal", async () => {
    const { status, stdout } = await user.types(words(), terminal);
    expect(status).toBe(0);
    expect(stdout).toContain(escapeCode);
  });

  it("are not there with --no-color", async () => {
    const { status, stdout } = await user.types(words("--no-color"), terminal);
    expect(status).toBe(0);
    expect(stdout).not.toContain(escapeCode);
  });

  it("are not there with NO_COLOR in the environment", async () => {
    const environment = { NO_COLOR: "1" };
    const { status, stdout } = await user.types(words(), { ...terminal, environment });
    expect(status).toBe(0);
    expect(stdout).not.toContain(escapeCode);
  });
});

describe("-v", () => {
  const levels: Ended[] = [];

  beforeAll(async () => {
    for (const flag of ["", "-v", "-vv", "-vvv"])
      levels.push(await user.asks(words(...(flag === "" ? [] : [flag]))));
    // Only chains can tell which contract called which.
    levels.push(await user.asks(["run", ...smallRun, "--out", "chains", "-vvvv"]));
  }, 120_000);

  it("ends with 0, colorless where nobody watches", () => {
    for (const { status, stdout } of levels) {
      expect(status).toBe(0);
      expect(stdout).not.toContain(escapeCode);
    }
  });

  it("prints more with each v", () => {
    const lengths = levels.map(({ stdout }) => stdout.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(new Set(lengths).size).toBe(5);
  });

  it("adds what moves money, every action, what came of it, and the calls, in turn", () => {
    const [none = "", money = "", actions = "", outcomes = "", calls = ""] = levels.map(
      ({ stdout }) => stdout,
    );
    const payment = /#\d+ thief submitWithdrawal: ok/;
    expect(none).not.toMatch(payment);
    expect(money).toMatch(payment);
    expect(money).not.toMatch(/#\d+ thief sign: ok/);
    expect(actions).toMatch(/#\d+ thief sign: ok/);
    expect(actions).not.toContain('"balances"');
    expect(outcomes).toContain('"balances"');
    expect(outcomes).not.toContain("CALL ");
    expect(calls).toMatch(/^ {4}CALL gateway\.withdrawERC20For\(2000000, thief, ETH, 1736\d+, /m);
    expect(calls).toMatch(/^ {6,}STATICCALL \S+\.isValidator\(sky-mavis-1\)/m);
  });

  it("says the same figures at each level", () => {
    const [first, ...others] = levels.map(({ stdout }) =>
      stdout
        .slice(stdout.lastIndexOf("\nfigure"))
        .split("\n")
        .filter((line) => !/^(gas\.|Run it again)/.test(line)),
    );
    for (const figures of others) expect(figures).toEqual(first);
    expect(first?.join("\n")).toContain("173,600 ETH");
  });
});

describe("a reader that stops reading", () => {
  it.each([
    ["list --json", ["list", "--json"], 0],
    ["run -vvvv", words("-vvvv"), 0],
    ["run --fail-on", words("--fail-on", "loss.ETH>0"), 1],
  ])("lets %s end quietly, with the status that it deserves", async (_, typed, status) => {
    const ended = await user.types(typed, { stopsReading: true });
    expect(ended.status, ended.stderr).toBe(status);
    expect(ended.stderr).not.toMatch(/^ +at |Error|EPIPE/m);
  });
});

describe("a path", () => {
  it("is resolved against the folder the user stood in, which npm tells", async () => {
    const { status, stderr } = await user.types(words().with(-1, "from-npm"));
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Written to from-npm\/ronin-2022\//);
    expect(user.exists("from-npm/latest/results.json")).toBe(true);
  });

  it("is resolved against the working folder where npm tells nothing", async () => {
    user.writes("broken.json", "{");
    const { status, stderr } = await user.types(["replay", "broken.json"], { isWithoutNpm: true });
    expect(status).toBe(2);
    expect(stderr).toContain("broken.json is not JSON");
  });
});
