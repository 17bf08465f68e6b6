import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../sim/core/canonical.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { ronin2022Scenario } from "../../sim/scenarios/ronin-2022.ts";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();
const small = resolveScenario(ronin2022Scenario, 1, [{ path: "honest.count", text: "0" }]);
const whole = canonicalJson(small);
const trace = `${canonicalJson({ seq: 0, at: small.start, type: "begin", scenario: small })}\n`;
const uint256Max = 2n ** 256n - 1n;

/** Returns the scenario as a file with one field changed; `undefined` leaves the field out. */
function withField(path: string, value: unknown): string {
  const copy = JSON.parse(whole);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  keys.reduce((parent, key) => parent[key], copy)[last] = value;
  return JSON.stringify(copy);
}

const thief = small.actors.findIndex(({ kind }) => kind === "thief");

type Broken = readonly [title: string, content: string, ...named: readonly string[]];

const files: readonly Broken[] = [
  ["an empty file", "", "not JSON"],
  ["half a file", whole.slice(0, whole.length / 2), "not JSON"],
  ["a file that is another program's", "<scenario/>\n", "not JSON"],
  ["a trailing comma", '{\n  "format": 1,\n  "name": "mine",\n}\n', "not JSON", "line 4"],
  ["JSON that is a list", "[]", "no scenario"],
  ["JSON that is nothing", "null", "no scenario"],
  ["another format", withField("format", 2), "format"],
  ["a trace that breaks off in its first line", trace.slice(0, 2000), "not JSON"],
  ["a trace that breaks off after its first line", trace, "end"],
  [
    "a trace that breaks off in the middle of a line",
    `${trace}{"seq":1,"at":1647907200,"type":"inv`,
    ".json:2 ",
  ],
];

const fields: readonly Broken[] = [
  ["a missing field", withField("declared.threshold", undefined), "declared.threshold"],
  ["an unknown field", withField("world.bridges", 2), "world", '"bridges"'],
  ["an unknown field of an actor", withField(`actors.${thief}.mask`, 1), '"mask"'],
  ["an unknown kind of actor", withField("actors.0.kind", "dragon"), "actors.0.kind"],
  ["a seed that is negative", withField("seed", -1), "seed"],
  ["a fraction", withField("start", 1.5), "start"],
  ["a price for nothing", withField("prices.0.dollars.denominator", 0), "dollars.denominator"],
  ["an amount that is no number", withField("actors.0.deposit", "all"), "actors.0.deposit"],
  ["an amount that is negative", withField("actors.0.deposit", "-1"), "actors.0.deposit"],
  [
    "an amount of 2^256",
    withField("actors.0.deposit", `${uint256Max + 1n}`),
    "actors.0.deposit",
    "uint256",
  ],
];

const whatDoesNotFit: readonly Broken[] = [
  ["an account that does not exist", withField("world.admin", "nobody"), '"nobody"', "admin"],
  ["a validator that has no account", withField("world.validators.0", "nobody"), '"nobody"'],
  ["a token that does not exist", withField("actors.0.token", "DOGE"), '"DOGE"'],
  ["a threshold above the validators", withField("declared.threshold", 10), "10", "9 validators"],
  ["a quorum of more than all", withField("world.quorum.numerator", 10), "10/9"],
  ["an edge to an unknown node", withField("custody.edges.0.to", "host:none"), '"host:none"'],
  ["an edge from an unknown node", withField("custody.edges.0.from", "host:none"), '"host:none"'],
  [
    "a foothold on an unknown node",
    withField(`actors.${thief}.footholds.0.node`, "host:none"),
    '"host:none"',
  ],
  [
    "an account with a name of the bridge's",
    withField("world.accounts.vault", `0x${"1".repeat(40)}`),
    '"vault"',
  ],
  [
    "two accounts of an address",
    withField("world.accounts.thief", small.world.accounts.issuer),
    `"${small.world.accounts.issuer}" twice`,
  ],
  [
    "two tokens of an address",
    withField("world.tokens.1.address", small.world.tokens[0]?.address),
    "world.tokens",
    "twice",
  ],
  ["two actors of a name", withField("actors.1.name", small.actors[0]?.name), "twice"],
  ["an end before the start", withField("end", small.start - 1), "no later than it starts"],
  ["an actor before the start", withField("actors.0.depositAt", 1), "before the start"],
  ["an unknown contract", withField("world.contracts.gateway", "Gatway"), '"Gatway"'],
];

describe.each([
  ["a file", files],
  ["a field", fields],
  ["what does not fit together", whatDoesNotFit],
])("replay refuses, as to %s,", (kind, broken) => {
  it.concurrent.for(broken)("%s", async ([title, content, ...named]) => {
    const name = `${kind}-${title}`.replaceAll(/[^\w]/g, "-");
    user.writes(`${name}.json`, content);
    const how = title === broken[0]?.[0] ? "types" : "asks";
    const { status, stdout, stderr } = await user[how](["replay", `${name}.json`, "--out", name]);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^\S[^\n]*\.\n$/);
    for (const value of named) expect(stderr).toContain(value);
    expect(user.files(name)).toEqual({});
  });
});

describe("a broken file of several lines", () => {
  it("gets one line of complaint, even where the parser quotes what it read", async () => {
    user.writes("lines.json", '{ "a": x,\n"b": 1 }\n');
    const { status, stderr } = await user.types(["replay", "lines.json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^lines\.json is not JSON: [^\n]*\.\n$/);
  });
});
