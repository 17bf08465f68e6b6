import { beforeAll, describe, expect, it } from "vitest";
import { userAtDesk } from "./program.ts";

const { types, asks, reads, writes } = userAtDesk();

beforeAll(() => asks(["new", "bridge", "SlowVault", "--out", "mine"]));

const adapter = (changes: string) =>
  `import { defineBridge, hour } from "five-of-nine";\nimport slow from "./SlowVault.ts";\nexport default defineBridge({ ...slow, ${changes} });\n`;

describe("check of a bridge", () => {
  it("compares what it finds with what is expected, as one document", async () => {
    const words = ["check", "mine/SlowVault.ts", "--runs", "0", "--json", "--out", "runs"];
    const { status, stdout } = await asks(words);
    const card = JSON.parse(stdout);
    expect(card).toMatchObject({
      ...{ format: 1, kind: "bridge", subject: "SlowVault" },
      ...{ outcome: "as expected", counterexample: null },
    });
    expect(card.verdicts.S06).toMatchObject({ valid: true, expected: true });
    expect(card.verdicts["S06-rotation"].valid).toBe("not applicable");
    expect(status).toBe(0);
  });

  it("plays a counterexample again, until the bridge is mended", async () => {
    writes("mine/odd.ts", adapter("claims: { ...slow.claims, holdDelay: 2 * hour }"));
    const { status, stderr } = await types([
      "check",
      "mine/odd.ts",
      "--runs",
      "0",
      "--out",
      "runs",
    ]);
    expect(status).toBe(1);
    const [folder] = /runs\/check\/odd-[0-9a-f]{8}/.exec(stderr) ?? [""];
    const steps = `${folder}/counterexample-D01.json`;
    expect(JSON.parse(reads(steps)).steps).toHaveLength(2);
    const again = await asks(["check", "mine/odd.ts", "--steps", steps]);
    expect(again.stdout).toContain("D01 is broken: nothing held is paid before its time.");
    expect(again.status).toBe(1);
    const source = reads("mine/SlowVault.sol");
    writes("mine/SlowVault.sol", source.replace("HOLD_DELAY = 1 hours", "HOLD_DELAY = 2 hours"));
    const mended = await asks(["check", "mine/odd.ts", "--steps", steps]);
    writes("mine/SlowVault.sol", source);
    expect(mended.stdout).toContain("D01 holds here");
    expect(mended.status).toBe(0);
  });

  it.each([
    ["no default export", "export const x = 1;\n", "exports no bridge"],
    ["what throws", 'throw new Error("no luck");\n', "throws Error: no luck"],
    ["an unknown property", adapter("expect: { S99: { verdict: true, because: 'x' } }"), "S99"],
    [
      "what it has no function for",
      adapter("expect: { 'S06-rotation': { verdict: true, because: 'x' } }"),
      "is not applicable: nobody signs a rotation",
    ],
    ["a wrong claim", adapter("claims: { ...slow.claims, retained: -1 }"), "claims.retained"],
    [
      "a contract that is not there",
      adapter("deploy: async ({ put }) => ({ bridge: await put('./None.sol'), vault: '0x' })"),
      'puts "./None.sol", which is neither beside its adapter',
    ],
    [
      "arguments that are refused",
      adapter(
        "deploy: async ({ put, people }) => ({ bridge: await put('./SlowVault.sol', [people.guardian, [], [], 0n]), vault: people.bob })",
      ),
      "SlowVault is refused at set-up: BadQuorum",
    ],
    ["what never comes", adapter("deploy: () => new Promise(() => {})"), "never finishes"],
    [
      "what throws later",
      adapter('digest: () => { throw new Error("no luck"); }'),
      "(line 3) throws Error: no luck",
    ],
    [
      "an answer of the wrong form",
      adapter("digest: async () => '0x12' as const"),
      "digest answers what it must not: a digest must be 32 bytes",
    ],
    ["a vault without the money", adapter("deposit: () => []"), "after a deposit of"],
  ])("refuses %s in one sentence", async (what, text, why) => {
    const file = `mine/${what.replaceAll(" ", "-")}.ts`;
    writes(file, text);
    // What never comes is noticed where a process would end.
    const how = ["no default export", "what never comes"].includes(what) ? types : asks;
    const { status, stdout, stderr } = await how(["check", file, "--out", "runs"]);
    expect(stderr).toContain(why);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("refuses what is asked of the other kind", async () => {
    const claims = await asks(["check", "mine/SlowVault.ts", "--claims", "x.json"]);
    expect(claims.stderr).toContain("--claims is about a guard");
    const steps = await asks(["check", "mine/SlowVault.sol", "--steps", "x.json"]);
    expect(steps.stderr).toContain("--steps is about a bridge");
    expect([claims.status, steps.status]).toEqual([2, 2]);
  });
});
