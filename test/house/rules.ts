import { posix } from "node:path";

export type SourceFile = { readonly path: string; readonly text: string };
export type House = { readonly files: readonly SourceFile[] };

/** Rooms of `sim/`, and the rooms that each may import; docs/decisions/0001-rooms.md says why. */
const mayImport: { readonly [room: string]: readonly string[] } = {
  core: [],
  custody: ["core"],
  bridge: ["core"],
  scenario: ["core", "custody", "bridge"],
  scenarios: ["core", "custody", "bridge", "scenario"],
  trace: ["core", "custody", "bridge", "scenario"],
  engine: ["core", "custody", "bridge", "scenario", "trace"],
  actor: ["core", "custody", "bridge", "scenario", "trace", "engine"],
  check: ["core", "bridge", "scenario", "trace"],
  money: ["core", "bridge", "scenario", "trace"],
  metric: ["core", "bridge", "scenario", "trace", "money"],
  defense: ["core", "custody", "bridge", "scenario"],
  attack: ["core", "custody", "bridge", "scenario", "trace", "engine"],
  study: [
    "core",
    "bridge",
    "scenario",
    "trace",
    "engine",
    "actor",
    "attack",
    "defense",
    "check",
    "money",
    "metric",
  ],
  report: [
    "attack",
    "defense",
    "core",
    "custody",
    "bridge",
    "scenario",
    "scenarios",
    "trace",
    "check",
    "money",
    "metric",
    "study",
    "trial",
    "suite",
  ],
  agree: ["core", "bridge", "scenario", "trace", "check"],
  verify: ["core"],
  suite: ["core", "bridge", "agree"],
  trial: ["core", "bridge", "scenario", "trace", "check"],
  property: ["core", "bridge", "scenario", "trace", "check", "metric"],
  page: [
    "core",
    "custody",
    "bridge",
    "scenario",
    "trace",
    "check",
    "money",
    "metric",
    "study",
    "report",
  ],
  "api.ts": ["core", "custody", "scenario", "scenarios", "attack", "trial"],
};

/** Libraries that only some places may know, each with those places. */
const guarded: readonly { readonly library: RegExp; readonly places: RegExp }[] = [
  {
    library: /^(hardhat|@nomicfoundation|viem)\b/,
    places: /^sim\/(bridge\/(hardhat|evm)|study\/bitflips)/,
  },
  { library: /^ethers\b/, places: /^sim\/verify\// },
  { library: /^node:(?!crypto$)/, places: /^sim\/bridge\/hardhat\// },
  { library: /^(preact|echarts|@dagrejs)\b/, places: /^sim\/page\/client\// },
];

/** The tenants alone are known to nobody in `sim/`: they are handed in. */
const tenants = /^sim\/bridge\/(hardhat|evm)\//;
const mayKnowTenants = /^sim\/(bridge\/(hardhat|evm)\/|study\/bitflips)/;

const bans: readonly {
  readonly where: RegExp;
  readonly except?: RegExp;
  readonly pattern: RegExp;
  readonly text: string;
}[] = [
  ban(/^sim\//, /\bDate\.now\b/, "Date.now is banned, use the engine's time"),
  ban(/^sim\//, /\bnew Date\(\s*\)/, "new Date() is banned, use the engine's time"),
  ban(/^sim\//, /\.get(Day|Date|Month|FullYear|Hours|Minutes)\(/, "local time is banned, use UTC"),
  ban(/^sim\//, /\bMath\.random\b/, "Math.random is banned, use a stream of chance"),
  ban(
    /^sim\//,
    /\b(setTimeout|setInterval|setImmediate)\b/,
    "setTimeout and its like are banned, use intents",
  ),
  ban(/^sim\//, /\bprocess\.\w/, "process is banned, take it as a value"),
  ban(/^sim\//, /\bconsole\./, "console is banned, return text"),
  ban(/^sim\//, /\bnew (Type|Range)?Error\(/, "new Error is banned, use SimError or invariant"),
  ban(
    /^(sim|scripts)\//,
    /^\s*(export )?(const )?enum /m,
    "enum is banned, use a union of strings",
  ),
  ban(
    /^test\//,
    /\b(it|test|describe)(\.\w+)*\.(only|skip)\b/,
    ".only and .skip are banned",
    /^test\/house\//,
  ),
  ban(
    /./,
    /\/(home|root|Users)\/\w|\/tmp\/\w|\/work\/\w/,
    "a path of a machine is banned",
    /^test\/house\//,
  ),
  ban(/./, /registry\.npmjs|artifactory/, "a registry host is banned", /^test\/house\//),
];

function ban(where: RegExp, pattern: RegExp, text: string, except?: RegExp) {
  return { where, pattern, text, ...(except ? { except } : {}) };
}

/** Returns every rule that is broken, as `path:line: error: what, and what to use`. */
export function faultsIn({ files }: House): readonly string[] {
  const sources = files.filter(({ path }) => /^(sim|scripts)\/.*\.tsx?$/.test(path));
  return [
    ...files.flatMap(bannedIn),
    ...sources.flatMap(({ path, text }) =>
      importsOf(path, text).flatMap((imported) => importFault(path, imported)),
    ),
    ...circles(sources),
    ...unregistered(files),
  ];
}

function bannedIn({ path, text }: SourceFile): readonly string[] {
  return bans
    .filter(({ where, except }) => where.test(path) && !except?.test(path))
    .flatMap(({ pattern, text: why }) => {
      const found = pattern.exec(text);
      if (found === null) return [];
      return [`${path}:${text.slice(0, found.index).split("\n").length}: error: ${why}`];
    });
}

type Imported = { readonly line: number; readonly name: string; readonly isLocal: boolean };

function importsOf(path: string, text: string): readonly Imported[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => {
    const name = match[1] ?? "";
    const isLocal = name.startsWith(".");
    return {
      line: text.slice(0, match.index).split("\n").length,
      name: isLocal ? posix.join(posix.dirname(path), name) : name,
      isLocal,
    };
  });
}

const roomOf = (path: string): string => path.split("/")[1] ?? "";

function importFault(path: string, { line, name, isLocal }: Imported): readonly string[] {
  if (!path.startsWith("sim/")) return [];
  const fault = (why: string) => [`${path}:${line}: error: ${why}`];
  if (!isLocal) {
    const guard = guarded.find(({ library }) => library.test(name));
    return guard === undefined || guard.places.test(path) ? [] : fault(`${name} is banned here`);
  }
  if (name.startsWith("facts/"))
    return roomOf(path) === "scenario" ? [] : fault("facts are read by sim/scenario alone");
  if (!name.startsWith("sim/")) return fault(`${name} is outside sim, which must not import it`);
  const [from, to] = [roomOf(path), roomOf(name)];
  if (tenants.test(name) && !mayKnowTenants.test(path))
    return fault(`${from} must not import ${to}'s tenant ${name}, it is handed in`);
  if (from === to || mayImport[from]?.includes(to)) return [];
  return fault(`${from} must not import ${to}`);
}

/** Finds files that import each other in a circle. */
function circles(sources: readonly SourceFile[]): readonly string[] {
  const graph = new Map(
    sources.map(({ path, text }) => [
      path,
      importsOf(path, text.replace(/import type [^;]*;/g, ""))
        .filter(({ isLocal }) => isLocal)
        .map(({ name }) => name),
    ]),
  );
  const done = new Set<string>();
  const faults: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      faults.push(
        `${path}:1: error: it imports itself in a circle, ${[...trail, path].join(" > ")}`,
      );
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return faults;
}

/** Finds scenarios that the registry does not know. */
function unregistered(files: readonly SourceFile[]): readonly string[] {
  const registry = files.find(({ path }) => path === "sim/scenarios/registry.ts")?.text ?? "";
  return files
    .filter(
      ({ path, text }) =>
        /^sim\/scenarios\/[^.]+\.ts$/.test(path) && text.includes("defineScenario("),
    )
    .filter(({ path }) => !registry.includes(`./${posix.basename(path)}`))
    .map(({ path }) => `${path}:1: error: it is missing from the registry`);
}
