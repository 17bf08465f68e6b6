import { describe, expect, it } from "vitest";
import { utcSeconds } from "../../sim/core/time.ts";
import { userAtDesk } from "./program.ts";

const user = userAtDesk();

const asked = async (...words: readonly string[]) => {
  const ended = await user.asks(["custody", "ronin-2022", ...words]);
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: "" });
  return ended.stdout;
};

type Reached = { readonly node: string; readonly path: readonly string[] };

const reachedBy = async (...words: readonly string[]): Promise<readonly Reached[]> =>
  JSON.parse(await asked("--json", ...words)).reached;

describe.concurrent("custody ronin-2022", () => {
  it('says "nominal 5 of 9, effective 1 person", and who', async () => {
    const text = await asked();
    expect(text).toContain("nominal 5 of 9, effective 1 person\n    person:engineer\n");
  });

  it("shows the path at the time of the theft, marking what no source confirms", async () => {
    const text = await asked();
    expect(text).toContain("ronin-2022, at 2022-03-23 13:29:09 UTC");
    expect(text).toMatch(/use +role:pay/);
    expect(text).toMatch(/documented +axie-dao-delegation +maySignFor since 2021-11-01/);
    expect(text).toMatch(/assumed +laptop-reaches-gas-free-rpc/);
  });

  it("prints one JSON document with --json, in whole seconds", async () => {
    const stdout = await asked("--json");
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      scenario: "ronin-2022",
      at: utcSeconds("2022-03-23T13:29:09Z"),
      cuts: expect.arrayContaining([
        expect.objectContaining({ by: "person", nominal: { keys: 5, of: 9 }, effective: 1 }),
      ]),
    });
  });

  it("has in its graph every edge that can be removed, and every node that they join", async () => {
    const [graph, fields] = await Promise.all([
      asked("--json").then((stdout) => JSON.parse(stdout).graph),
      user.asks(["list", "--json"]).then(({ stdout }) => JSON.parse(stdout).scenarios[0].fields),
    ]);
    const { names } = fields.find(({ path }: { path: string }) => path === "custody.*");
    const edges: { id: string; from: string; to: string }[] = graph.edges;
    const nodes = graph.nodes.map(({ id }: { id: string }) => id);
    expect(edges.map(({ id }) => id).sort()).toEqual(names.toSorted());
    for (const { from, to } of edges) expect(nodes).toEqual(expect.arrayContaining([from, to]));
  });

  it("lets the engineer pay since November 2021, and not before", async () => {
    const [before, after] = await Promise.all([
      reachedBy("--compromise", "engineer", "--at", "2021-10-31T23:59:59Z"),
      reachedBy("--compromise", "engineer", "--at", "2021-11-01"),
    ]);
    const nodes = (reached: readonly Reached[]) => reached.map(({ node }) => node);
    expect(nodes(before)).toContain("key:sky-mavis-4");
    expect(nodes(before)).not.toContain("role:pay");
    expect(nodes(after)).toContain("role:pay");
    expect(after.find(({ node }) => node === "role:pay")?.path).toContain("axie-dao-delegation");
  });

  it("lets the engineer pay no more where the delegation is revoked", async () => {
    const words = ["--compromise", "engineer", "--set", "delegation.axie-dao=revoked"];
    const reached = await reachedBy(...words);
    expect(reached.map(({ node }) => node)).toContain("key:sky-mavis-1");
    expect(reached.map(({ node }) => node)).not.toContain("role:pay");
  });

  it("adds up what several nodes reach", async () => {
    const four = ["sky-mavis-1", "sky-mavis-2", "sky-mavis-3", "sky-mavis-4"];
    const fall = (names: readonly string[]) =>
      reachedBy(...names.flatMap((name) => ["--compromise", `key:${name}`]));
    const [alone, together] = await Promise.all([fall(four), fall([...four, "axie-dao"])]);
    expect(alone.map(({ node }) => node)).not.toContain("role:pay");
    expect(together.map(({ node }) => node)).toContain("role:pay");
  });
});
