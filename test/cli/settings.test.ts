import { beforeAll, describe, expect, it } from "vitest";
import { type Ended, userAtDesk } from "./program.ts";
import { type Results, readResults } from "./results.ts";

const user = userAtDesk();

type Settings = { readonly [path: string]: string };
type Field = { readonly path: string; readonly default: string; readonly names?: string[] };

let fields: readonly Field[];

beforeAll(async () => {
  const { stdout } = await user.asks(["list", "--json"]);
  [{ fields }] = JSON.parse(stdout).scenarios;
}, 60_000);

/** Every field of ronin-2022, none at its default, in as few runs as they fit in. */
const defenders: Settings = {
  "quorum.threshold": "6/9",
  "delegation.axie-dao": "revoked",
  "keys.stolen": "6",
  "detection.delay": "1h 30m",
  "response.delay": "10m",
  "honest.count": "2",
};
const money: Settings = {
  "honest.count": "1",
  "honest.deposit.1": "1.5 ETH",
  "theft.ETH": "1000.000000000000000001 ETH",
  "theft.USDC": "0.000001 USDC",
  "vault.ETH": "200000 ETH",
  "vault.USDC": "30000000 USDC",
  "complaint.ETH": "100 ETH",
};

/** Runs with some settings; without chains where what they change is in the scenario alone. */
async function setting(
  settings: Settings,
  folder: string,
  tenant = "model",
): Promise<Ended & { results: Results }> {
  const flags = Object.entries(settings).flatMap(([path, value]) => ["--set", `${path}=${value}`]);
  const words = ["run", "ronin-2022", "--no-control", ...flags, "--json"];
  const ended = await user.asks([...words, "--tenant", tenant, "--out", folder]);
  expect(ended.status, ended.stderr).toBe(0);
  return { ...ended, results: readResults(ended.stdout) };
}

const scenarioIn = (folder: string) => JSON.parse(user.reads(`${folder}/latest/scenario.json`));

const isNoMember = (name: string): boolean => !name.endsWith("-is-validator");

const removed = (edges: readonly string[]): Settings => ({
  ...Object.fromEntries(edges.map((name) => [`custody.${name}`, "removed"])),
  "honest.count": "1",
});

/** The edges along which the thief comes to pay, as `custody` says. */
async function pathOfTheft(): Promise<readonly string[]> {
  const { stdout } = await user.asks(["custody", "ronin-2022", "--json"]);
  const { reached }: { reached: { node: string; path: string[] }[] } = JSON.parse(stdout);
  return reached.find(({ node }) => node === "role:pay")?.path ?? [];
}

describe("--set", () => {
  it("is tried here with every field that list shows, with another value than its default", () => {
    const tried = { ...defenders, ...money };
    for (const { path, default: standard, names } of fields) {
      if (names === undefined) expect(tried[path], path).not.toBe(standard);
      if (names === undefined) expect(tried[path], path).toBeDefined();
    }
    const families = fields.filter(({ names }) => names !== undefined).map(({ path }) => path);
    expect(families).toEqual(["honest.deposit.*", "custody.*"]);
  });

  it("changes who must sign, who can, and how fast the defenders are", async () => {
    const { results } = await setting(defenders, "defenders", "hardhat");
    expect(scenarioIn("defenders").parameters).toMatchObject(defenders);
    expect(results.metrics).toMatchObject({
      keysStolen: { value: "6" },
      signaturesByDelegation: { value: "0" },
      "loss.ETH": { value: "173600000000000000000000" },
      timeToDetect: { value: "5400" },
      timeToContain: { value: "6000" },
    });
  });

  it("changes amounts to the last unit", async () => {
    const { results } = await setting(money, "money", "hardhat");
    expect(scenarioIn("money").parameters).toMatchObject(money);
    expect(results.metrics).toMatchObject({
      "loss.ETH": { value: "1000000000000000000001" },
      "loss.USDC": { value: "1" },
    });
  });

  it("leaves expectations to the user, and says what was set", async () => {
    const { expect: expectations, provenance } = scenarioIn("money");
    expect(expectations).toEqual({});
    const set = provenance.filter(({ status }: { status: string }) => status === "set");
    expect(set.map(({ what }: { what: string }) => what).sort()).toEqual(Object.keys(money).sort());
  });

  it("removes edges of the custody graph, each in one of three runs", async () => {
    const names = fields.find(({ path }) => path === "custody.*")?.names ?? [];
    const path = await pathOfTheft();
    const members = path.filter((name) => name.endsWith("-is-validator"));
    expect(members).toHaveLength(5);
    const [others, ways] = [
      names.filter((name) => !path.includes(name)),
      path.filter((name) => !members.includes(name)),
    ];
    expect([...others, ...ways, ...members].sort()).toEqual(names.toSorted());

    const onlyThePath = await setting(removed(others), "path");
    expect(onlyThePath.results.metrics["loss.ETH"]?.value).toBe("173600000000000000000000");
    expect(
      scenarioIn("path")
        .custody.edges.map(({ id }: { id: string }) => id)
        .sort(),
    ).toEqual(path.toSorted());

    const nothing = await setting(removed([...others, ...ways].filter(isNoMember)), "nothing");
    expect(nothing.results.metrics).toMatchObject({
      keysStolen: { value: "0" },
      "loss.ETH": { value: "0" },
    });

    const strangers = await setting(
      { ...removed(members), "quorum.threshold": "4/9" },
      "strangers",
    );
    expect(strangers.results.metrics["loss.ETH"]?.value).toBe("0");
    expect(scenarioIn("strangers").world.validators).toHaveLength(4);
  });

  it("takes no attempt back: a threshold that the thief cannot reach is tried and refused", async () => {
    const { results } = await setting({ "quorum.threshold": "6", "honest.count": "1" }, "six");
    expect(results.metrics["loss.ETH"]?.value).toBe("0");
    const events = user
      .reads("six/latest/trace.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const attempts = events.filter(
      ({ actor, action }) => actor === "thief" && action?.verb === "submitWithdrawal",
    );
    const answers = attempts.map(({ seq }) => events.find(({ invocation }) => invocation === seq));
    expect(answers.map(({ type, error }) => ({ type, name: error?.name }))).toEqual([
      { type: "fail", name: "QuorumNotReached" },
      { type: "fail", name: "QuorumNotReached" },
    ]);
  });
});
