import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../sim/study/matrix.ts";
import { type Ended, userAtDesk } from "./program.ts";

const user = userAtDesk();
const small = ["--set", "honest.count=1"];
const onModel = ["--tenant", "model", "--json"];

/** An attack in TypeScript, of which only what it does is written out. */
const doing = (...lines: readonly string[]): string =>
  [
    'import { defineAttack } from "five-of-nine";',
    'export default defineAttack({ name: "mine", async run(red) {',
    ...lines,
    "} });\n",
  ].join("\n");

const steal = doing(
  "  await red.waitUntil(red.theft.at);",
  '  const withdrawal = red.forge({ token: "ETH", amount: "30000 ETH" });',
  "  const signatures = await red.signatures(withdrawal, red.threshold);",
  "  const { status } = await red.submitWithdrawal({ withdrawal, signatures });",
  "  console.log(status);",
);

/** The same in Python, which many a red team speaks. */
const python = `#!/usr/bin/env python3
import json, sys

def given():
    return json.loads(sys.stdin.readline())

def ask(**request):
    print(json.dumps(request), flush=True)
    return given()

hello = given()
ask(verb="hello", name="mine")
ask(verb="wait", until=hello["theft"]["at"])
keys = [key for key in ask(verb="reach")["answer"] if key in hello["world"]["validators"]]
withdrawal = {"id": 2000000, "token": "ETH", "recipient": "thief", "amount": "30000 ETH"}
signatures = [ask(verb="sign", signer=key, over=withdrawal)["signature"] for key in keys]
ask(verb="submitWithdrawal", withdrawal=withdrawal, signatures=signatures)
print(json.dumps({"verb": "done"}), flush=True)
`;

/** A program in JavaScript; \`say\` writes a line, \`lines\` are those that it is given. */
const program = (body: string): string =>
  `#!/usr/bin/env node
import { createInterface } from "node:readline";
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (line) => console.log(typeof line === "string" ? line : JSON.stringify(line));
await lines.next();
${body}
`;

const attacking = (file: string, out: string, ...more: readonly string[]): readonly string[] => [
  ...["run", "ronin-2022", ...small, "--defense", "utc-day-limit", "--attack", file],
  ...["--out", out, ...more],
];

const attacked = (...typed: Parameters<typeof attacking>) => user.asks(attacking(...typed));

/** The same in a process of its own, which ends. */
const attackedAlone = (...typed: Parameters<typeof attacking>) => user.types(attacking(...typed));

describe("an attack from a file", () => {
  let run: Ended;
  beforeAll(async () => {
    user.writes("steal.ts", steal);
    run = await attackedAlone("steal.ts", "runs", ...onModel);
  });

  it("steals, beside a control, and prints for people once, on standard error", () => {
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "ok\n" });
    const { metrics, control } = JSON.parse(run.stdout);
    expect(metrics["loss.ETH"].value).toBe("30000000000000000000000");
    expect(control.metrics["loss.ETH"].value).toBe("0");
  });

  it("gives the same trace on the chains, and judges by what the user says alone", async () => {
    const failing = ["--json", "--fail-on", "loss.ETH>1 ETH"];
    const { status, stdout } = await attacked("./steal.ts", "chains", ...failing);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).traceHash).toBe(JSON.parse(run.stdout).traceHash);
  });

  it("is reckoned up again from the chains' own records", async () => {
    const words = ["run", "ronin-2022", ...small, "--attack", "steal.ts", "--out", "first"];
    expect((await user.asks(words)).status).toBe(0);
    const { status, stdout } = await user.asks(["verify", "first/latest"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("agree") });
  });

  it("is replayed without its file", async () => {
    user.writes("gone.ts", steal);
    await attacked("gone.ts", "once", ...onModel);
    user.writes("gone.ts", "this is no attack any more");
    const file = "once/latest/trace.jsonl";
    const again = await user.asks(["replay", file, "--out", "again", ...onModel]);
    expect(again.status).toBe(0);
    expect(again.stderr).toContain("The same trace, to the byte");
  });

  it("may use viem and ethers, although nothing is installed beside it", async () => {
    const clients = [
      'import { parseEther } from "viem";',
      'import { parseUnits } from "ethers";',
    ].join("\n");
    const amount = 'parseEther("29000") + parseUnits("1000", 18)';
    user.writes("clients.ts", `${clients}\n${steal.replace('"30000 ETH"', amount)}`);
    const { status, stdout } = await attacked("clients.ts", "clients", ...onModel);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).traceHash).toBe(JSON.parse(run.stdout).traceHash);
  });

  const hasPython = spawnSync("python3", ["--version"]).status === 0;
  it.skipIf(!hasPython)("may be written in Python, and does the same", async () => {
    user.writes("steal.py", python);
    const { status, stdout, stderr } = await attacked("steal.py", "python", ...onModel);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout).traceHash).toBe(JSON.parse(run.stdout).traceHash);
  });

  it("may be any program that can be started", async () => {
    user.writes("bin/quit", '#!/bin/sh\nread hello\necho \'{"verb":"done"}\'\n');
    chmodSync(user.at("bin/quit"), 0o755);
    const { status, stdout } = await attacked("bin/quit", "any", ...onModel);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).metrics["loss.ETH"].value).toBe("0");
  });

  it("is ended with the run, whatever it still waits for", async () => {
    user.writes(
      "patient.mjs",
      program('say({ verb: "wait", until: 4e9 });\nsetInterval(() => {}, 1e3);'),
    );
    const { status } = await attackedAlone("patient.mjs", "patient", ...onModel);
    expect(status).toBe(0);
  });
});

/** A title, a file, its content, and what the sentence must name. */
type Broken = readonly [title: string, file: string, content: string, ...named: readonly string[]];

const silence = "has said nothing for 6s";

const broken: readonly Broken[] = [
  ["no module", "no-module.ts", "export default {\n  name: ;\n", "(line 2)", "not TypeScript"],
  ["no attack", "no-attack.ts", "export const run = 1;\n", "exports no attack", "defineAttack"],
  [
    "a scenario",
    "scenario.ts",
    'export { ronin2022 as default } from "five-of-nine";\n',
    "exports no attack",
  ],
  [
    "an error of its own",
    "throws.ts",
    doing('  throw new TypeError("no way");'),
    "(line 3)",
    "TypeError: no way",
  ],
  [
    "an error that nobody awaits",
    "loose.ts",
    doing(
      '  setTimeout(() => Promise.reject(new Error("late")));',
      "  await red.wait(1);",
      "  await new Promise((done) => setTimeout(done, 2e4));",
    ),
    "Error: late",
  ],
  [
    "an endless loop",
    "loop.ts",
    doing(
      "  const cell = new Int32Array(new SharedArrayBuffer(4));",
      "  for (;;) Atomics.wait(cell, 0, 0, 99);",
    ),
    silence,
  ],
  ["a promise that nobody keeps", "never.ts", doing("  await new Promise(() => {});"), silence],
  [
    "an end in the middle",
    "exits.ts",
    doing("  process.exit(4);"),
    "ends with status 4 in the middle",
  ],
  [
    "an unknown verb",
    "verb.ts",
    doing("  await (red as any).stael();"),
    "red.stael is not a function",
    "(line 3)",
  ],
  [
    "a float",
    "float.ts",
    doing('  await red.deposit({ owner: "thief", token: "ETH", amount: 1.5 as any });'),
    "deposit.amount is the number 1.5",
  ],
  [
    "a wrong unit",
    "unit.ts",
    doing('  await red.deposit({ owner: "thief", token: "ETH", amount: "1 USDC" });'),
    'whose unit "USDC" does not fit',
  ],
  [
    "a wrong unit of what it makes up",
    "forged.ts",
    doing('  red.forge({ token: "ETH", amount: "1 USDC" });'),
    'whose unit "USDC" does not fit',
  ],
  [
    "chance of no seed",
    "chance.ts",
    doing(
      "  await red.wait(Math.floor(Math.random() * 1e5));",
      '  await red.deposit({ owner: "thief", token: "ETH", amount: 1n });',
    ),
    "does something else each time",
  ],
  ["silence", "silent.mjs", program("await lines.next();"), silence],
  [
    "garbage",
    "garbage.mjs",
    program('say("GET / HTTP/1.1");'),
    '"GET / HTTP/1.1", which is not JSON',
  ],
  [
    "a line without an end",
    "long.mjs",
    program('process.stdout.write("x".repeat(2e6)); await lines.next();'),
    "more than 1000000 characters",
  ],
  ["an end at once", "ends.mjs", program("process.exit(0);"), "ends with status 0 in the middle"],
  [
    "a verb of nobody's",
    "nobody.mjs",
    program('say({ verb: "stael" }); await lines.next();'),
    '"stael" is no verb',
  ],
  [
    "giving up",
    "gives-up.mjs",
    program('say({ verb: "fail", why: "I need six keys" });'),
    "I need six keys.",
  ],
  ["no interpreter", "nowhere.sh", "#!/usr/bin/nowhere\n", "cannot be started"],
  ["plain text", "notes.txt", "steal everything\n", "is not executable", '"#!"'],
];

describe("an attack that cannot be carried out", () => {
  it.concurrent.for(broken)("is refused for %s", async ([, file, content, ...named]) => {
    user.writes(file, content);
    // Whoever waits for silence waits alone; of the others one shows how a process ends.
    const isAlone = named[0] === silence || file === broken[0]?.[1];
    const { status, stdout, stderr } = await (isAlone ? attackedAlone : attacked)(
      file,
      `${file}-runs`,
      // It is refused in the same words on either tenant.
      ...["--tenant", "model", "--attack-deadline"],
      // A busy machine takes its time to start a process.
      named[0] === silence ? "6s" : "60s",
    );
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^"\S[^\n]*\.\n$/);
    for (const value of [`"${file}"`, ...named]) expect(stderr).toContain(value);
    expect(user.files(`${file}-runs`)).toEqual({});
  });

  it.each([
    ["missing.ts", "does not exist"],
    ["a-folder", "is a folder"],
  ])("is refused where there is none: %s", async (name, named) => {
    user.writes("a-folder/x", "");
    const { status, stderr } = await attacked(`./${name}`, "nowhere");
    expect(status).toBe(2);
    expect(stderr).toBe(`"./${name}" cannot be read: it ${named}.\n`);
  });

  it("is refused a deadline without its unit", async () => {
    const { status, stderr } = await attacked("steal.ts", "nowhere", "--attack-deadline", "3");
    expect(status).toBe(2);
    expect(stderr).toContain('--attack-deadline is "3"');
  });
});

describe("a matrix with attacks from files", () => {
  const matrix = (out: string, ...attacks: readonly string[]) =>
    user.asks([
      ...["matrix", "--scenario", "ronin-2022", "--defense", "none,utc-day-limit"],
      ...["--attack", attacks.join(","), "--tenant", "model", "--json", "--out", out],
    ]);

  it("has a cell for each, called as its file is, behind every defense", async () => {
    user.writes("steal.ts", steal);
    user.writes("idle.ts", doing(""));
    const { status, stdout } = await matrix("cells", "steal.ts", "replayed", "./idle.ts");
    expect(status).toBe(0);
    const cells: readonly Cell[] = JSON.parse(stdout).cells;
    expect(
      cells.map(({ defense, attack, metrics }) => [defense, attack, metrics["loss.ETH"]?.value]),
    ).toEqual([
      ["none", "replayed", "173600000000000000000000"],
      ["none", "steal", "30000000000000000000000"],
      ["none", "idle", "0"],
      ["utc-day-limit", "replayed", "0"],
      ["utc-day-limit", "steal", "30000000000000000000000"],
      ["utc-day-limit", "idle", "0"],
    ]);
  });

  it.each([
    ["adapted.ts", steal, 'would be called "adapted" in the matrix, as another attack is'],
    ["unit.ts", doing('  red.forge({ token: "ETH", amount: "1 USDC" });'), "does not fit"],
    ["missing.ts", null, "does not exist"],
  ])("is refused, in a sentence, for %s", async (file, content, named) => {
    if (content !== null) user.writes(file, content);
    const { status, stdout, stderr } = await matrix("refused", file);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`"${file}"`);
    expect(stderr).toContain(named);
    expect(user.files("refused")).toEqual({});
  });
});
