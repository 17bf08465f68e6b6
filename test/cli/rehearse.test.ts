import { describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();
const rehearse = (...words: readonly string[]) => user.asks(["rehearse", ...words]);

describe.concurrent("rehearse ronin-2024", () => {
  it("names the step that was skipped, fails S03 and A04, and ends with 1", async () => {
    const { status, stdout, stderr } = await user.types(["rehearse", "ronin-2024"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/step 3 {2}initializeV3 +SKIPPED/);
    expect(stdout).toMatch(/step 4 {2}initializeV4 +made/);
    expect(stdout).toMatch(/S03 {2}quorum +false/);
    expect(stdout).toMatch(/A04 {2}upgrade +false/);
  });

  it("ends with 0 when both steps are made", async () => {
    const words = ["--set", "upgrade.initializers=both", "--tenant", "model"];
    const { status, stdout } = await rehearse("ronin-2024", ...words);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/SKIPPED|NOT MADE|false/);
  });

  it("prints one document with --json, the same on the model and on the chains", async () => {
    const [chains, model] = await Promise.all([
      rehearse("ronin-2024", "--json"),
      rehearse("ronin-2024", "--json", "--tenant", "model"),
    ]);
    expect(chains.stdout.match(/\n/g)).toHaveLength(1);
    const found = JSON.parse(chains.stdout);
    expect(found).toEqual({ ...JSON.parse(model.stdout), tenant: "hardhat" });
    expect(found).toMatchObject({
      format: 1,
      before: { totalWeight: 22, leastWeight: 16 },
      steps: [
        { step: 3, name: "initializeV3", status: "skipped" },
        { step: 4, name: "initializeV4", status: "made" },
      ],
      verdicts: { S03: { valid: false }, A04: { valid: false } },
    });
  });
});

describe.concurrent("rehearse refuses", () => {
  it.each([
    [["ronin-2022"], "ronin-2022 upgrades nothing, so there is nothing to rehearse"],
    [["ronin-2025"], 'the nearest is "ronin-2022"'],
    [["ronin-2024", "--set", "upgrade.initializers=none"], 'must be "both" or "v4-only"'],
    [["ronin-2024", "--tenant", "geth"], "The tenants are"],
  ])("%j, with one sentence and 2", async (words, sentence) => {
    const { status, stdout, stderr } = await rehearse(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(sentence);
  });
});
