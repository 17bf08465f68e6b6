import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const ended = (script: string, ...words: readonly string[]) => {
  const args = [`scripts/${script}.ts`, ...words];
  const { status, stdout, stderr } = spawnSync("node_modules/.bin/node", args, {
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, stdout, stderr };
};

describe.each(["agree", "bench", "bitflips", "properties"])("scripts/%s.ts", (script) => {
  it("shows its help, and runs nothing", () => {
    const { status, stdout, stderr } = ended(script, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: ${script} `));
    expect(stdout).toContain(`$ npm run -s ${script}`);
  });

  it("refuses an unknown flag with 2, in one line", () => {
    const { status, stdout, stderr } = ended(script, "--nothing");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe("error: unknown option '--nothing'\n");
  });
});

describe("scripts/agree.ts", () => {
  it.each([
    ["--lists", "0", "whole number from 1"],
    ["--lists", "many", "whole number from 1"],
    ["--seed", "-1", "0 to 4294967295"],
  ])("refuses %s %s", (flag, value, right) => {
    const { status, stderr } = ended("agree", flag, value);
    expect(status).toBe(2);
    expect(stderr).toContain(`'${value}'`);
    expect(stderr).toContain(right);
  });
});
