import { globSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { status } from "../../scripts/host/exit.ts";
import { whatWouldHaveStoppedIt } from "../../scripts/host/stopped.ts";
import * as api from "../../sim/api.ts";
import { redOver } from "../../sim/attack/red.ts";
import { bridgeVerbs, ownVerbs, readRequest } from "../../sim/attack/request.ts";
import { checks } from "../../sim/check/checks.ts";
import type { CustodyGraph } from "../../sim/custody/graph.ts";
import { validateGraph } from "../../sim/custody/validate.ts";
import { defenses } from "../../sim/defense/registry.ts";
import { defensesPage } from "../../sim/report/defenses-page.ts";
import { scenariosPage } from "../../sim/report/scenarios-page.ts";
import { stoppedPage } from "../../sim/report/stopped-page.ts";
import { suitePage } from "../../sim/report/suite-page.ts";
import { causes, waysIn } from "../../sim/scenario/causes.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { command, scenarioSchema } from "../../sim/scenario/schema.ts";
import { scenarioNamed, scenarios } from "../../sim/scenarios/registry.ts";
import { emptyFigures, metricNames } from "../../sim/study/names.ts";
import { noPeace } from "../../sim/study/peace.ts";
import { helloOf } from "../../sim/study/red-team.ts";
import { userAtDesk } from "../cli/program.ts";
import { readPage } from "./page.ts";

const user = userAtDesk();
const read = (path: string): string => readFileSync(path, "utf8");
const sources = globSync("{sim,scripts}/**/*.ts").map((path) => ({ path, text: read(path) }));

/** The cells of the first table below a heading, without its head. */
function tableUnder(page: string, heading: string): readonly (readonly string[])[] {
  const section = read(page).split(new RegExp(`^#+ ${heading}$`, "m"))[1] ?? "";
  const rows = /^\|.*$(?:\n\|.*$)*/m.exec(section)?.[0].split("\n").slice(2) ?? [];
  return rows.map((row) => row.slice(2, -2).split(" | "));
}

/** What stands between backticks. */
const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");

const firstCodes = (page: string, heading: string): readonly string[] =>
  tableUnder(page, heading).flatMap(([cell = ""]) => codesIn(cell));

const nodeKinds = [
  ...["person", "organization", "host", "service", "credential", "key"],
  ...["share", "quorum", "role", "dataSource", "display"],
];

const isNamed = (cell: string, kind: string): boolean =>
  cell === "any" || codesIn(cell).includes(kind);

/** What the custody graph says of one edge between any two nodes; nothing when it takes it. */
function refusalOf(edge: object): string {
  const nodes = nodeKinds.flatMap((kind) =>
    ["a", "b"].map((name) => ({ id: `${kind}:${name}`, kind, label: name, threshold: 1 })),
  );
  const known = { id: "edge", from: "host:a", to: "host:b", since: null, until: null };
  const graph = { nodes: nodes.map(fittingNode), edges: [{ ...known, ...edge }] };
  try {
    validateGraph(graph as unknown as CustodyGraph);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

const fittingNode = ({ threshold, ...node }: { kind: string; threshold: number }) =>
  node.kind === "quorum" ? { ...node, threshold } : node;

/** The names of what stands in a field, if it is an object, a list of them, or null. */
function keysOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodNullable) return keysOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return keysOf(schema.element);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

describe("docs/scenarios.md", () => {
  it("is what the registry gives", () => {
    expect(read("docs/scenarios.md")).toBe(scenariosPage());
  });

  it("has every field of every scenario", () => {
    for (const { name, parameters } of scenarios)
      expect(firstCodes("docs/scenarios.md", name)).toEqual(
        expect.arrayContaining(Object.keys(parameters)),
      );
  });
});

describe("docs/results.md", () => {
  it("has every check with what it asks", () => {
    expect(tableUnder("docs/results.md", "Checks")).toEqual(
      checks.map(({ name, asks }) => [`\`${name}\``, asks]),
    );
  });

  it("has every metric, and no other", () => {
    const names = scenarios.flatMap((definition) => {
      const scenario = resolveScenario(definition, 1);
      const tokens = scenario.world.tokens.map(({ symbol }) => symbol).join("|");
      const token = new RegExp(`\\.(${tokens})$`);
      return metricNames(scenario).map((name) => name.replace(token, ".<TOKEN>"));
    });
    const shown = firstCodes("docs/results.md", "Metrics");
    expect(shown.toSorted()).toEqual([...new Set(names)].sort());
  });

  it("has every figure of a cell that is no metric of a run, or stands for another", () => {
    const ronin = scenarios[0];
    if (ronin === undefined) throw new Error("there are scenarios");
    const told = Object.keys(noPeace(emptyFigures(resolveScenario(ronin, 1)), "no reason"));
    const shown = firstCodes("docs/results.md", "Cells").filter((code) => code !== "grief.cost");
    const names = told.map((name) =>
      name.replace(/^(honest\.blockedInRun\.value)\.\w+$/, "$1.<TOKEN>"),
    );
    expect(shown.toSorted()).toEqual([...new Set(names)].sort());
  });

  it("has every exit status, and no other", () => {
    const shown = tableUnder("docs/results.md", "Exit status").map(([value]) => Number(value));
    expect(shown).toEqual(Object.values(status));
  });

  it("names files that a run's folder really holds", async () => {
    const run = ["run", "ronin-2022", "--set", "honest.count=0", "--tenant", "model"];
    await user.types([...run, "--out", "runs"]);
    const files = firstCodes("docs/results.md", "Results");
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) expect(user.exists(`runs/latest/${file}`), file).toBe(true);
  });
});

describe("docs/suite.md", () => {
  it("is what the suite's own tables make", () => {
    expect(read("docs/suite.md")).toBe(suitePage());
  });
});

describe("docs/defenses.md", () => {
  it("is what the registry of defenses gives", () => {
    expect(read("docs/defenses.md")).toBe(defensesPage());
  });

  it("links each guard to its contract", () => {
    const links = [
      ...read("docs/defenses.md").matchAll(/\(\.\.\/(contracts\/guards\/\w+\.sol)\)/g),
    ];
    expect(links).toHaveLength(defenses.filter(({ kind }) => kind === "guard").length);
    for (const [, path = ""] of links) expect(statSync(path).isFile(), path).toBe(true);
  });
});

describe("docs/what-would-have-stopped-it.md", () => {
  // `npm run check` makes the whole page again.
  it("has in every fourth row what the runs give", async () => {
    const page = read("docs/what-would-have-stopped-it.md").split("\n");
    const some = stoppedPage(await whatWouldHaveStoppedIt((index) => index % 4 === 0));
    const rows = some.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  }, 600_000);
});

describe("docs/errors.md", () => {
  const page = readPage("docs/errors.md");
  const reasons = firstCodes(page.path, "Reasons the contracts give");

  it("has a heading for every place that an error points to", () => {
    const places = sources.flatMap(({ text }) => [
      ...text.matchAll(/"docs\/errors\.md#([\w-]+)"/g),
    ]);
    const anchors = new Set(places.map(([, anchor = ""]) => anchor));
    expect(anchors.size).toBeGreaterThan(3);
    for (const anchor of anchors) expect([...page.anchors]).toContain(anchor);
  });

  it("begins each section with words that the program really says", () => {
    const code = sources.map(({ text }) => text).join("\n");
    const sections = read(page.path).split(/^## /m).slice(1, -1);
    for (const section of sections) {
      const [title = "", ...rest] = section.split("\n");
      const said = codesIn(rest.join(" ").split("*Why:*")[0] ?? "");
      expect(said.length, title).toBeGreaterThan(0);
      for (const words of said) expect(code, title).toContain(words);
    }
  });

  it("has every error that a contract declares, or inherits", () => {
    const declared = globSync("contracts/{interfaces,guards,ronin,world}/*.sol")
      .filter((path) => !path.endsWith("ByteChanger.sol"))
      .flatMap((path) => [...read(path).matchAll(/^ {4}error (\w+)\(/gm)])
      .map(([, name = ""]) => name);
    const compiled = globSync("artifacts/contracts/{guarded,guards,ronin,world}/*/*.json")
      .filter((path) => !path.endsWith("ByteChanger.json"))
      .flatMap((path) => (JSON.parse(read(path)) as { abi: { type: string; name: string }[] }).abi)
      .filter(({ type }) => type === "error")
      .map(({ name }) => name);
    expect(new Set(declared).size).toBeGreaterThan(20);
    expect(
      [...new Set([...declared, ...compiled])].filter((name) => !reasons.includes(name)),
    ).toEqual([]);
  });

  it("has every other reason that a tenant or the engine gives", () => {
    const given = sources
      .filter(({ path }) => /^sim\/(bridge|engine)\//.test(path))
      .flatMap(({ text }) => [...text.matchAll(/(?:refuse\(|name: )"([A-Z][a-z]\w+)"/g)])
      .map(([, name = ""]) => name)
      // The names of the gateways' domains, which are signed and refuse nothing.
      .filter((name) => !["GuardedGateway", "MainchainGatewayV2"].includes(name));
    expect(given).toEqual(expect.arrayContaining(["KeyOutOfReach", "InsufficientFunds", "Panic"]));
    expect([...new Set(given)].filter((name) => !reasons.includes(name))).toEqual([]);
  });

  it("has no reason twice, and none that nothing gives", () => {
    expect(reasons.length).toBe(new Set(reasons).size);
    const all = [
      ...sources.map(({ text }) => text),
      ...globSync("artifacts/contracts/{guarded,guards,ronin,world}/*/*.json").map(read),
    ].join("\n");
    for (const reason of reasons) expect(all, reason).toContain(`"${reason}"`);
  });
});

describe("docs/glossary.md", () => {
  const rows = tableUnder("docs/glossary.md", "Glossary");
  const terms = rows.map(([term = ""]) => term);

  it("has each term once, in order", () => {
    expect(terms.length).toBeGreaterThan(60);
    expect(terms).toEqual([...new Set(terms)].sort());
  });

  it.each(rows)("links %s to where the word is used", (term = "", _meaning, where = "") => {
    const link = /\]\(([^)]+)\)/.exec(where)?.[1] ?? "";
    const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
    const path = posix.join("docs", link);
    expect(statSync(path).isFile(), path).toBe(true);
    expect(letters(path + read(path)).includes(letters(term)), path).toBe(true);
  });
});

describe("docs/your-own-attack.md", () => {
  it("has every verb of the bridge with its fields, and no other", () => {
    const rows = tableUnder("docs/your-own-attack.md", "The verbs");
    const shown = rows.map(([verbs = "", fields = ""]) => [codesIn(verbs), codesIn(fields)]);
    const known = command.options.map(({ shape: { verb, ...own } }) => [
      verb instanceof z.ZodEnum ? verb.options : [...verb.values],
      Object.keys(own).filter((field) => field !== "sender"),
    ]);
    expect(shown).toEqual(known);
  });

  const ronin = resolveScenario(scenarioNamed("ronin-2022"), 1);
  const thief = ronin.actors.find((actor) => actor.kind === "thief");
  const hello = helloOf(ronin, thief as NonNullable<typeof thief>);

  it("has everything that an attack in TypeScript is given, and no other", () => {
    const shown = firstCodes("docs/your-own-attack.md", "What it can do")
      .map((code) => /^\w+/.exec(code)?.[0] ?? "")
      .filter((name) => name !== "submitWithdrawal");
    const red = Object.keys(redOver(hello, async () => ({ now: 0 })));
    expect(shown.toSorted()).toEqual(red.filter((name) => !bridgeVerbs.includes(name)).sort());
  });

  it("has everything that a program in any language is given first, and no other", () => {
    const page = read("docs/your-own-attack.md");
    const list = /first line that a program is given says .*?, as above/s.exec(page)?.[0] ?? "";
    expect(codesIn(list)).toEqual(Object.keys(hello));
  });

  it("has every line of an attack's own, each of which is one", () => {
    const rows = tableUnder("docs/your-own-attack.md", "In any other language");
    const { world } = ronin;
    const read = rows.flatMap(([cell = ""]) =>
      codesIn(cell).map((line) =>
        readRequest(JSON.parse(line), { world, attacker: "thief", now: world.start }),
      ),
    );
    const verbs = new Set(read.map(({ verb }) => verb));
    expect([...verbs].filter((verb) => !bridgeVerbs.includes(verb))).toEqual(ownVerbs);
  });
});

describe("docs/your-own-scenario.md", () => {
  it("has every name that there is to import, and no other", () => {
    const page = read("docs/your-own-scenario.md");
    const shown = firstCodes("docs/your-own-scenario.md", "What there is to import");
    const names = shown.map((code) => /^\w+/.exec(code)?.[0] ?? "");
    expect(names.toSorted()).toEqual(Object.keys(api).sort());
    const list = /^Types: (.*?), with/ms.exec(page)?.[1] ?? "";
    const types = [...read("sim/api.ts").matchAll(/\btype \{([^}]+)\}|\btype (\w+)/g)].flatMap(
      ([, several, one]) => (several ?? one ?? "").split(",").map((name) => name.trim()),
    );
    expect(codesIn(list).toSorted()).toEqual(types.sort());
  });

  it("has every field of every kind of actor, with what stands in it, and no other", () => {
    const rows = tableUnder("docs/your-own-scenario.md", "What an actor is");
    const kinds = scenarioSchema.shape.actors.element.options;
    const fields = kinds.flatMap(({ shape: { kind, name: _, ...own } }) =>
      Object.entries(own).map(([field, schema]) => ({ kind: kind.value, field, schema })),
    );
    expect(rows.map(([kind = "", field = ""]) => [...codesIn(kind), ...codesIn(field)])).toEqual(
      fields.map(({ kind, field }) => [kind, field]),
    );
    for (const [index, { kind, field, schema }] of fields.entries())
      expect(codesIn(rows[index]?.[2] ?? ""), `${kind}.${field}`).toEqual(
        expect.arrayContaining([...keysOf(schema)]),
      );
  });

  it("has every kind of edge that a rule derives, its ends and its own fields, and no other", () => {
    const rows = tableUnder("docs/your-own-scenario.md", "What an edge is");
    const shown = rows.map(([kind = "", from = "", to = "", own = ""]) => ({
      kind: codesIn(kind)[0] ?? "",
      ends: nodeKinds.flatMap((one) =>
        nodeKinds
          .filter((other) => isNamed(from, one) && isNamed(to, other))
          .map((other) => `${one} to ${other}`),
      ),
      own,
    }));
    const derived = /A rule exists for ([^.]+)/.exec(refusalOf({ kind: "none" }))?.[1];
    expect(shown.map(({ kind }) => kind).join(", ")).toBe(derived);
    for (const { kind, ends, own } of shown) {
      const taken = nodeKinds.flatMap((one) =>
        nodeKinds
          .filter(
            (other) => !refusalOf({ kind, from: `${one}:a`, to: `${other}:b` }).includes(" takes "),
          )
          .map((other) => `${one} to ${other}`),
      );
      expect(ends, kind).toEqual(taken);
      const [, list = ""] = /It may have ([^.]+)/.exec(refusalOf({ kind, unknown: 1 })) ?? [];
      const [, , , , , , , , , , ...fields] = list.split(", ");
      if (fields.length === 0) expect(own, kind).toBe("none");
      else expect(codesIn(own), kind).toEqual(expect.arrayContaining(fields));
    }
  });
});

describe("docs/ledger.md", () => {
  it("has every cause in its order and its words, and no other", () => {
    const rows = tableUnder("docs/ledger.md", "Thirteen causes");
    expect(rows.map(([cause = "", meaning]) => [codesIn(cause)[0], meaning])).toEqual(
      Object.entries(causes),
    );
    for (const [cause, , against] of rows) expect(against, cause).not.toBe("");
  });

  it("has every way in, and no other", () => {
    expect(firstCodes("docs/ledger.md", "By what way")).toEqual([...waysIn]);
  });
});
