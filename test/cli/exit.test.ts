import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { beginFolder, exitOf, finishFolder } from "../../scripts/host/exit.ts";
import { InputError, SimError } from "../../sim/core/errors.ts";
import { InvariantError } from "../../sim/core/invariant.ts";
import { quickRun, smallRun, userAtDesk } from "./program.ts";

const fault = /^This is a fault of five-of-nine, not of your input\./;

describe("exitOf", () => {
  let said: string[];

  beforeEach(() => {
    said = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      said.push(String(text));
      return true;
    });
  });
  afterEach(() => void vi.mocked(process.stderr.write).mockRestore());

  it("is 2 for bad input, and says its sentence on one line", () => {
    expect(exitOf(new InputError("theft.ETH is\n  bad."))).toBe(2);
    expect(said).toEqual(["theft.ETH is bad.\n"]);
  });

  it("is 70 for any other error of ours", () => {
    expect(exitOf(new SimError("The trace cannot be read."))).toBe(70);
    expect(said.join("")).toContain("The trace cannot be read.");
  });

  it("is 70 for a broken belief, and says that it is our fault, and where", () => {
    expect(exitOf(new InvariantError("The queue is sorted."))).toBe(70);
    expect(said.join("")).toMatch(fault);
    expect(said.join("")).toContain("InvariantError: The queue is sorted.\n    at ");
  });

  it("is 70 for what is no error at all", () => {
    expect(exitOf("gone")).toBe(70);
    expect(said.join("")).toMatch(fault);
    expect(said.join("")).toContain("gone");
  });

  it("is 0 after Commander showed its help and 2 after it complained, and adds nothing", () => {
    expect(exitOf(new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"))).toBe(0);
    expect(exitOf(new CommanderError(1, "commander.unknownOption", "error: unknown"))).toBe(2);
    expect(said).toEqual([]);
  });

  it("removes the folder that is half written, and leaves the one that is finished", () => {
    const [half, whole] = ["half", "whole"].map((name) =>
      mkdtempSync(join(tmpdir(), `five-of-nine-${name}-`)),
    ) as [string, string];
    beginFolder(half);
    beginFolder(whole);
    finishFolder(whole);
    exitOf(new InputError("The disk is full."));
    expect([half, whole].map(existsSync)).toEqual([false, true]);
    finishFolder(half);
    rmSync(whole, { recursive: true });
  });
});

const user = userAtDesk();

/** Loads a line of JavaScript into the process before the program. */
const preload = (script: string) => ({ nodeFlags: ["--import", `data:text/javascript,${script}`] });

describe("the exit status", () => {
  const judgedBy = (...conditions: readonly string[]): readonly string[] => [
    ...["run", ...quickRun, "--out", "runs"],
    ...conditions.flatMap((condition) => ["--fail-on", condition]),
  ];
  const ending = async (...conditions: readonly string[]) => {
    const { status, stdout } = await user.types(judgedBy(...conditions));
    return { status, stdout };
  };

  it("is 0 when no condition holds, and says so", async () => {
    const { status, stdout } = await ending("loss.ETH>173600 ETH", "timeToDetect>=7d");
    expect(status).toBe(0);
    expect(stdout).toContain(
      "--fail-on loss.ETH>173600 ETH: does not hold (173,600 ETH is not more than 173600 ETH).",
    );
    expect(stdout).toMatch(
      /--fail-on timeToDetect>=7d: does not hold \(\d+d.* is less than 7d\)\.\n/,
    );
  });

  it("is 1 when a condition holds, to the wei, whatever else is unknown", async () => {
    const { status, stdout } = await ending(
      "loss.ETH>173599999999999999999999 wei",
      "grief.cost>1",
    );
    expect(status).toBe(1);
    expect(stdout).toContain(
      "--fail-on loss.ETH>173599999999999999999999 wei: holds (173,600 ETH is more than 173599999999999999999999 wei).",
    );
    expect(stdout).toContain("--fail-on grief.cost>1: cannot be told");
  });

  it("comes with the unit in which a bare number was read", async () => {
    const conditions = [
      ...["loss.ETH>1000", "loss.USDC>1000", "loss.usd>1M", "loss.usd<=1000000 USD"],
      ...["loss.usd>=1M USD", "timeToDetect<60", "keysStolen==4"],
    ];
    const { stdout } = await user.asks(judgedBy(...conditions));
    const lines = [...stdout.matchAll(/^--fail-on (.*)$/gm)].map(([, line]) => line);
    expect(lines).toEqual([
      "loss.ETH>1000: holds (173,600 ETH is more than 1000 wei).",
      "loss.USDC>1000: holds (25,500,000 USDC is more than 1000 base units of USDC).",
      expect.stringMatching(/^loss\.usd>1M: holds \([\d,.]+ USD is more than 1M USD\)\.$/),
      expect.stringMatching(/: does not hold \([\d,.]+ USD is more than 1000000 USD\)\.$/),
      expect.stringMatching(/: holds \([\d,.]+ USD is at least 1M USD\)\.$/),
      expect.stringMatching(
        /^timeToDetect<60: does not hold \(.* is not less than 60 seconds\)\.$/,
      ),
      "keysStolen==4: holds (4 is exactly 4).",
    ]);
  });

  it("is 3 when a condition is about a metric without a value", async () => {
    const { status, stdout } = await ending("grief.cost>1", "loss.ETH==0");
    expect(status).toBe(3);
    expect(stdout).toContain("--fail-on grief.cost>1: cannot be told, the metric has no value.");
  });

  it("is 70 when the program throws, and says whose fault it is", async () => {
    const { status, stdout, stderr } = await user.types(
      ["list"],
      preload("process.stdout.write=()=>{throw new Error('planted')}"),
    );
    expect({ status, stdout }).toEqual({ status: 70, stdout: "" });
    expect(stderr).toMatch(fault);
    expect(stderr).toContain("Error: planted\n    at ");
  });

  it("is 70 when something throws that nobody awaits", async () => {
    const { status, stderr } = await user.types(
      ["run", ...smallRun, "--out", "thrown"],
      preload(
        "const{chdir}=process;process.chdir=(to)=>{chdir(to);setImmediate(()=>{throw new Error('planted')})}",
      ),
    );
    expect(status).toBe(70);
    expect(stderr).toMatch(fault);
    expect(Object.keys(user.files("thrown"))).toEqual([]);
  });
});
