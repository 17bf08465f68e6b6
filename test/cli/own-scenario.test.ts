import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../sim/core/hash.ts";
import { type Ended, userAtDesk } from "./program.ts";

const user = userAtDesk();
const onModel = ["--tenant", "model", "--json"];

/** A scenario of one's own; `parts` are the lines that make it differ. */
const derived = (...parts: readonly string[]): string =>
  [
    'import { deriveScenario, ronin2022 } from "five-of-nine";',
    "export default deriveScenario(ronin2022, {",
    '  name: "mine", title: "Mine", question: "What if?",',
    ...parts,
    "});\n",
  ].join("\n");

const six = derived(
  '  set: { "quorum.threshold": "6", "honest.count": "1" },',
  "  expect: { authority: true, backing: true },",
);

/** One validator, one user, one deposit: nothing of Ronin's but its contracts and its tokens. */
const fromNothing = `
import { accountsOf, defineScenario, hour, type ScenarioParts } from "five-of-nine";

const ether = { symbol: "ETH", decimals: 18 };
const start = 1_700_000_000;

export default defineScenario({
  name: "from-nothing",
  title: "One deposit",
  question: "Does a deposit arrive?",
  parameters: {
    "deposit.ETH": {
      kind: "amount",
      token: ether,
      default: 10n ** 18n,
      means: "What the user deposits.",
      status: "chosen",
      source: "an example",
    },
  },
  control: { without: ["user"], title: "Nobody deposits" },
  build: (values, seed): ScenarioParts => {
    const amount = \`\${values.amount("deposit.ETH")}\` as const;
    return {
      start,
      end: start + hour,
      world: {
        seed,
        start,
        chainIds: { mainchain: 1, sidechain: 2 },
        accounts: accountsOf(seed, ["admin", "issuer", "user", "only"]),
        admin: "admin",
        issuer: "issuer",
        contracts: {
          gateway: "RoninGatewayV1",
          validatorSet: "ValidatorSet",
          sidechainGateway: "SidechainGateway",
        },
        validators: ["only"],
        quorum: { numerator: 1, denominator: 1 },
        quorumAuthorizesPay: true,
        tokens: [{ ...ether, kind: "wrapped", address: \`0x\${"11".repeat(20)}\` }],
        wallets: [{ chain: "mainchain", account: "user", token: "ETH", amount }],
      },
      custody: { nodes: [], edges: [] },
      actors: [
        {
          kind: "user",
          name: "user",
          token: "ETH",
          deposit: amount,
          depositAt: start,
          withdrawal: null,
          complains: false,
        },
      ],
      declared: { threshold: 1, paidWithin: hour, finality: { mainchain: 60, sidechain: 60 } },
      prices: [],
      expect: {},
      provenance: [],
    };
  },
});
`;

describe("a scenario of one's own", () => {
  let run: Ended;
  beforeAll(async () => {
    user.writes("six.ts", six);
    run = await user.types(["run", "six.ts", "--out", "runs", ...onModel]);
  }, 60_000);

  it("runs beside its control, with nothing installed beside the file", () => {
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
    const { scenario, verdicts, metrics, control, replay } = JSON.parse(run.stdout);
    expect(scenario).toBe("mine");
    expect(verdicts.backing).toMatchObject({ valid: true, expected: true });
    expect(metrics).toMatchObject({ "loss.ETH": { value: "0" }, keysStolen: { value: "4" } });
    expect(control.verdicts.backing).toMatchObject({ valid: true, expected: true });
    expect(control.metrics).toMatchObject({ keysStolen: { value: "0" } });
    expect(replay).toMatch(
      /^npm run sim -- replay runs\/mine\/1-[0-9a-f]{8}-model\/scenario\.json --tenant model$/,
    );
  });

  it("gives the same trace on the chains", async () => {
    const { status, stdout } = await user.asks(["run", "six.ts", "--out", "chains", "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).traceHash).toBe(JSON.parse(run.stdout).traceHash);
  });

  it("is changed with --set, by the fields that it inherits", async () => {
    const set = ["--set", "quorum.threshold=5"];
    const { stdout } = await user.asks(["run", "six.ts", "--out", "set", ...set, ...onModel]);
    const { metrics, verdicts } = JSON.parse(stdout);
    expect(metrics["loss.ETH"].value).toBe("173600000000000000000000");
    expect(verdicts.backing.expected).toBeNull();
    const typo = ["--set", "quorum.thresold=5"];
    const refused = await user.asks(["run", "six.ts", "--out", "typo", ...typo]);
    expect(refused.stderr).toBe(
      '"six.ts": "quorum.thresold" is no field of mine; the nearest is "quorum.threshold".\n',
    );
  });

  it("ends with 1 when a verdict is not as its file expects", async () => {
    user.writes("hopeful.ts", derived('set: { "honest.count": "0" }, expect: { backing: true },'));
    const { status, stdout } = await user.asks([
      ...["run", "hopeful.ts", "--out", "hopeful", "--tenant", "model"],
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "Not as expected: backing of the run is false, and true was expected.",
    );
  });

  it("is replayed from its run's folder, with the control that stands there", async () => {
    const file = "runs/latest/scenario.json";
    const again = await user.asks(["replay", file, "--out", "again", ...onModel]);
    const { replay: _, ...results } = JSON.parse(run.stdout);
    expect({ status: again.status, stderr: again.stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(again.stdout)).toMatchObject(results);
  });

  it("is replayed from its trace, to the byte", async () => {
    const file = "runs/latest/trace.jsonl";
    const again = await user.asks(["replay", file, "--out", "traced", ...onModel]);
    expect(again.stderr).toBe(
      `The same trace, to the byte: ${sha256(user.reads("runs/latest/trace.jsonl"))}.\n`,
    );
    expect(JSON.parse(again.stdout).control).not.toBeNull();
  });

  it("has a control that follows when its scenario.json was edited", async () => {
    const scenario = JSON.parse(user.reads("runs/latest/scenario.json"));
    const later = { ...scenario, end: scenario.end + 3600 };
    user.writes("edited/scenario.json", JSON.stringify(later));
    user.writes("edited/control/scenario.json", user.reads("runs/latest/control/scenario.json"));
    await user.asks(["replay", "edited/scenario.json", "--out", "edited/runs", ...onModel]);
    const control = JSON.parse(user.reads("edited/runs/latest/control/scenario.json"));
    expect(control.end).toBe(later.end);
    expect(control.actors).toHaveLength(scenario.actors.length - 1);
  });

  it("has none when its file stands alone, or beside another's control, and says so", async () => {
    const alone = user.reads("runs/latest/scenario.json");
    user.writes("alone/scenario.json", alone);
    user.writes("beside/scenario.json", alone.replaceAll('"name":"mine"', '"name":"another"'));
    user.writes("beside/control/scenario.json", user.reads("runs/latest/control/scenario.json"));
    for (const [folder, name] of [
      ["alone", "mine"],
      ["beside", "another"],
    ] as const) {
      const file = `${folder}/scenario.json`;
      const { stderr } = await user.asks([
        ...["replay", file, "--out", `${folder}/runs`, "--tenant", "model"],
      ]);
      expect(stderr).toContain(
        `No control: "list" does not have ${name}, and no control of it stands beside "${file}", in control/scenario.json.\n`,
      );
      expect(JSON.parse(user.reads(`${folder}/runs/latest/results.json`)).control).toBeNull();
    }
  });

  it("is asked who reaches what", async () => {
    const { status, stdout } = await user.asks(["custody", "six.ts"]);
    expect(status).toBe(0);
    expect(stdout).toContain("mine, at 2022-03-23 13:29:09 UTC: what falls with person:engineer");
    expect(stdout).toContain("nominal 6 of 9, effective 1 person");
  });

  it("may be defined from nothing, with a field of its own", async () => {
    user.writes("nothing.ts", fromNothing);
    const set = ["--set", "deposit.ETH=2 ETH"];
    const run = await user.asks(["run", "nothing.ts", "--out", "nothing", ...set, ...onModel]);
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
    const { verdicts, control } = JSON.parse(run.stdout);
    expect(verdicts.conservation).toMatchObject({ valid: true, exercised: expect.any(Number) });
    expect(control).not.toBeNull();
    expect(user.reads("nothing/latest/trace.jsonl")).toContain('"amount":"2000000000000000000"');
  });

  it("may be made of several files, and keeps what it prints out of the results", async () => {
    user.writes("parts/words.ts", 'export const title: string = "Parts";\n');
    const whole = six.replace('title: "Mine"', "title");
    user.writes(
      "parts/whole.ts",
      `import { title } from "./words.ts";\nconsole.log("hello");\n${whole}`,
    );
    const { status, stdout, stderr } = await user.asks([
      ...["run", "parts/whole.ts", "--out", "parts/runs", ...onModel],
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "hello\n" });
    expect(JSON.parse(stdout).scenario).toBe("mine");
    expect(JSON.parse(user.reads("parts/runs/latest/scenario.json")).title).toBe("Parts");
  });

  it("is a module although the folder above it says otherwise", async () => {
    user.writes("old/package.json", '{ "type": "commonjs" }\n');
    user.writes("old/six.ts", six);
    const { status } = await user.asks(["run", "old/six.ts", "--out", "old/runs", ...onModel]);
    expect(status).toBe(0);
  });
});

/** A title, a file's content, and what the sentence must name. */
type Broken = readonly [title: string, content: string, ...named: readonly string[]];

const changing = (body: string) => derived('set: { "honest.count": "0" },', `change: ${body},`);

const notLoaded: readonly Broken[] = [
  ["an enum", "const a = 1;\n\nenum Key { Hot }\n", "(line 3)", "enum", "union of strings"],
  ["half a sentence", "export default {\n  name: ;\n", "(line 2)", "not TypeScript"],
  ["a package that is not there", 'import x from "left-pad";\n', "'left-pad'", '"five-of-nine"'],
  ["a file that is not there", 'import x from "./parts.ts";\n', "parts.ts", "by its path"],
  ["a file without its ending", 'import x from "./six";\n', "by its path and ending"],
  ["an address", 'import x from "http://example.org/x.ts";\n', "imports what is not there"],
  [
    "a name that is not exported",
    'import { ronin2023 } from "five-of-nine";\n',
    '"ronin2023"',
    '"ronin2022"',
  ],
  ["a type taken for a value", 'import { Changes } from "five-of-nine";\n', "import type"],
  [
    "an error of its own",
    '\nthrow new TypeError("no\\n  way");\n',
    "(line 2)",
    "TypeError: no way",
  ],
  ["something else thrown", 'throw "a stone";\n', '"a stone"'],
  ["what never comes", "await new Promise(() => {});\n", "never finishes"],
  ["the end of the program", "process.exit(0);\n", "ends the program"],
  ["a module of another kind", "module.exports = {};\n", "module is not defined"],
];

const noScenario: readonly Broken[] = [
  ["an empty file", "", "no default export", "deriveScenario"],
  ["a default that is nothing", "export default undefined;\n", "no default export"],
  ["a default that is text", 'export default "ronin-2022";\n', "is a string"],
  ["a default that is something else", "export default { name: 'x' };\n", "no scenario: title"],
  ["an unknown part", derived("expects: { backing: true },"), '"expects"'],
  ["an unknown field", derived('set: { "quorum.thresold": "6" },'), '"quorum.threshold"'],
  ["a value without its unit", derived('set: { "theft.ETH": "5" },'), "ETH, gwei, wei"],
  ["a field against another", derived('set: { "vault.ETH": "1 ETH" },'), "complaint.ETH"],
  ["an unknown check", derived("expect: { backng: true },"), '"backng"', '"backing"'],
  ["a control without whom", derived('without: ["thieff"],'), '"thieff"', '"thief"'],
  ["a name of ours", derived().replace('"mine"', '"ronin-2022"'), '"ronin-2022"', "its own"],
  ["a name with a space", derived().replace('"mine"', '"my own"'), "kebab-case"],
];

const noRun: readonly Broken[] = [
  ["a change that throws", changing("(parts) => parts.nobody.name"), "(line 5)", "TypeError"],
  ["a change that returns nothing", changing("() => {}"), "does not return", "...parts"],
  ["a change that writes", changing("(parts) => { parts.end = 0; return parts; }"), "read only"],
  ["a fraction", changing("(parts) => ({ ...parts, end: 1.5 })"), "no scenario: end"],
  ["a bigint", changing("(parts) => ({ ...parts, end: 1n })"), "no scenario: end"],
  ["a part too many", changing("(parts) => ({ ...parts, bridges: 2 })"), '"bridges"'],
  [
    "a threshold above the validators",
    changing("(parts) => ({ ...parts, declared: { ...parts.declared, threshold: 10 } })"),
    "declared.threshold is 10",
  ],
  [
    "an edge to nowhere",
    changing(
      '(parts) => ({ ...parts, custody: { ...parts.custody, edges: [{ ...parts.custody.edges[0], to: "host:none" }] } })',
    ),
    '"host:none"',
  ],
  [
    "chance that no seed gives",
    changing("(parts) => ({ ...parts, end: parts.end + Math.floor(Math.random() * 1e9) })"),
    "each time",
    "randomStream",
  ],
];

/** What waits for the end of a process, or brings it about, needs one of its own. */
const endings = ["what never comes", "the end of the program"];

describe.each([
  ["loaded", notLoaded],
  ["taken for a scenario", noScenario],
  ["run", noRun],
])("a file that cannot be %s", (kind, broken) => {
  it.concurrent.for(broken)("is refused for %s", async ([title, content, ...named]) => {
    const name = `${kind}-${title}`.replaceAll(/[^\w]/g, "-");
    user.writes(`${name}.ts`, content);
    const how = title === broken[0]?.[0] || endings.includes(title) ? "types" : "asks";
    const { status, stdout, stderr } = await user[how](["run", `${name}.ts`, "--out", name]);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^"\S[^\n]*\.\n$/);
    for (const value of [`"${name}.ts"`, ...named]) expect(stderr).toContain(value);
    expect(user.files(name)).toEqual({});
  });
});

describe("a path that is no scenario's", () => {
  it.each([
    ["missing.ts", "does not exist"],
    ["a-folder.ts", "is a folder"],
    ["six.js", "a file ends with .ts"],
    ["runs/latest/scenario.json", '"replay" runs a scenario.json'],
    ["./ronin-2022", 'one that "list" shows'],
  ])("is refused: %s", async (path, named) => {
    user.writes("a-folder.ts/x", "");
    const { status, stdout, stderr } = await user.asks(["run", path, "--out", "nowhere"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^"\S[^\n]*\.\n$/);
    expect(stderr).toContain(`"${path}"`);
    expect(stderr).toContain(named);
    expect(user.files("nowhere")).toEqual({});
  });
});
