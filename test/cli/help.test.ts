import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();

describe.concurrent("--help", () => {
  it.each([
    [[], "npm start"],
    [["run"], "npm run sim -- run ronin-2022"],
    [["custody"], "npm run sim -- custody ronin-2022"],
    [["replay"], "npm run sim -- replay runs/latest/trace.jsonl"],
    [["verify"], "npm run sim -- verify runs/latest"],
    [["diff"], "npm run sim -- diff runs/plain runs/six"],
    [["swap"], "npm run sim -- swap"],
    [["rehearse"], "npm run sim -- rehearse ronin-2024"],
    [["list"], "npm run sim -- list"],
    [["ledger"], "npm run sim -- ledger"],
  ])("of %j ends with 0 and shows an example on standard output", async (words, example) => {
    const { status, stdout, stderr } = await user.asks([...words, "--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: five-of-nine /);
    expect(stdout).toMatch(/\nExamples?:\n/);
    expect(stdout).toContain(`$ ${example}`);
  });

  it("lists every command with its help, as `help` does", async () => {
    const [help, flag] = await Promise.all([user.asks(["help"]), user.types(["--help"])]);
    expect(help).toEqual(flag);
    for (const command of [
      "list",
      "run",
      "custody",
      "rehearse",
      "swap",
      "verify",
      "replay",
      "diff",
      "ledger",
    ])
      expect(flag.stdout).toMatch(new RegExp(`^ {2}${command}\\b.*\\S`, "m"));
  });

  it("names the tenants, and what each repetition of -v adds", async () => {
    const { stdout } = await user.asks(["run", "--help"]);
    const flat = stdout.replaceAll(/\s+/g, " ");
    for (const words of ["hardhat, two chains", "model, the reference model", "-vv every action"])
      expect(flat).toContain(words);
  });

  it("has the package's version behind --version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    const ended = await user.asks(["--version"]);
    expect(ended).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("names each exit status", async () => {
    const { stdout } = await user.asks(["--help"]);
    expect(stdout).toContain(
      "Exit status: 0 as expected, 1 something differs, 2 bad input, 3 unknown, 70 a fault of ours, 130 interrupted.",
    );
  });

  it("is what a user sees who types nothing, on standard error and with 2", async () => {
    const [nothing, { stdout: help }] = await Promise.all([user.types([]), user.asks(["--help"])]);
    expect(nothing).toEqual({ status: 2, stdout: "", stderr: help });
  });
});
