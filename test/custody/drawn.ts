import fc from "fast-check";
import type { Foothold } from "../../sim/custody/foothold.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode } from "../../sim/custody/graph.ts";
import { nodeOf } from "./build.ts";

/** Drawn times lie before this second, so that a look at each second up to it sees all change. */
export const lastSecond = 24;

/**
 * How often a property is tried, and from which seed; both may be set from outside. With fewer tries
 * than 300 the tests could not tell that every kind of edge had mattered.
 */
export const draws = {
  numRuns: Math.max(300, Number(process.env.FUZZ_RUNS ?? 300)),
  seed: Number(process.env.FUZZ_SEED ?? 59),
};

const names = {
  people: ["person:ann", "person:bob"],
  hosts: ["host:desk", "host:signer", "host:server"],
  services: ["service:rpc", "service:vendor"],
  credentials: ["credential:password", "credential:token"],
  shares: ["share:left", "share:right"],
  keys: ["key:one", "key:two", "key:three"],
  quorums: ["quorum:board"],
  roles: ["role:pay", "role:admin"],
} as const;
const machines = [...names.hosts, ...names.services];
const secrets: readonly string[] = [...names.keys, ...names.shares, ...names.credentials];

const second = fc.integer({ min: 0, max: 12 });
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: value, weight: 1 });
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: value, weight: 1 });
const window = fc
  .record({ since: rarely(second), length: rarely(fc.integer({ min: 4, max: 10 })) })
  .map(({ since, length }) => ({
    since,
    until: length === null ? null : (since ?? 0) + length,
  }));

/** Kinds of edge with what they may connect and how their attributes are drawn. */
const kinds: readonly fc.Arbitrary<object>[] = [
  drawn("operates", names.people, machines, {
    needs: maybe(fc.constantFrom(...names.credentials)),
  }),
  drawn("runsOn", names.services, machines),
  drawn("reaches", names.hosts, machines),
  drawn("opens", names.credentials, machines),
  drawn("opens", names.credentials, machines, {
    secondFactor: fc.constantFrom(...names.credentials),
  }),
  drawn("holds", [...names.people, ...machines], secrets, {
    mode: fc.constantFrom("use", "extract"),
    sealedBy: maybe(fc.constantFrom(...names.credentials)),
  }),
  drawn("combines", names.shares, ["key:three"], { threshold: fc.constant(2) }),
  drawn("memberOf", names.keys, names.quorums, { weight: fc.integer({ min: 1, max: 2 }) }),
  drawn("maySignFor", names.services, names.keys, { revokedAt: maybe(fc.option(second)) }),
  drawn("authorizes", [...names.quorums, ...names.keys], names.roles),
  drawn("administers", names.roles, [...names.roles, ...names.quorums]),
  drawn("recovers", [...names.credentials, ...names.people], names.keys),
];

/** A small graph with every kind of node and edge that a rule derives something from. */
export const drawnGraph: fc.Arbitrary<CustodyGraph> = fc
  .record({
    edges: fc.array(fc.oneof(...kinds), { minLength: 10, maxLength: 60, size: "max" }),
    rotations: fc.array(fc.array(second, { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
    isPublic: fc.constantFrom(true, true, false),
    threshold: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ edges, rotations, isPublic, threshold }) => ({
    nodes: nodesWith(rotations, isPublic, threshold),
    edges: edges
      .map((edge, index) => ({ ...edge, id: `edge-${index}` }) as CustodyEdge)
      .filter(once),
  }));

/** One to five footholds, mostly `use` of people and hosts. */
export const drawnFootholds: fc.Arbitrary<readonly Foothold[]> = fc.array(
  fc.oneof(
    drawnFoothold([...names.people, ...machines], ["use"]),
    drawnFoothold(secrets, ["use", "extract"]),
  ),
  { minLength: 1, maxLength: 5, size: "max" },
);

function drawn(
  kind: CustodyEdge["kind"],
  from: readonly string[],
  to: readonly string[],
  attributes: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<object> {
  const base = {
    kind: fc.constant(kind),
    from: fc.constantFrom(...from),
    to: fc.constantFrom(...to),
    source: fc.constant("drawn"),
    certainty: fc.constant("assumed"),
    latency: kind === "administers" ? fc.constant(0) : fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 3),
  };
  const optional = fc
    .record(attributes)
    .map((drawn) => Object.entries(drawn).filter(([, value]) => value !== undefined));
  return fc
    .tuple(fc.record(base), window, optional)
    .map(([edge, when, rest]) => ({ ...edge, ...when, ...Object.fromEntries(rest) }));
}

function drawnFoothold(
  nodes: readonly string[],
  capabilities: readonly ("use" | "extract")[],
): fc.Arbitrary<Foothold> {
  return fc
    .record({
      node: fc.constantFrom(...nodes),
      at: fc.integer({ min: 0, max: 6 }),
      length: fc.option(fc.integer({ min: 2, max: 10 })),
      capability: fc.constantFrom(...capabilities),
    })
    .map(({ node, at, length, capability }) => ({
      node,
      at,
      until: length === null ? null : at + length,
      how: "drawn",
      capability,
    }));
}

function nodesWith(
  rotations: readonly (readonly number[])[],
  isPublic: boolean,
  threshold: number,
): readonly CustodyNode[] {
  return Object.values(names)
    .flat()
    .map((id) => {
      const rotatedAt = rotations[secrets.indexOf(id)];
      if (rotatedAt !== undefined) return nodeOf(id, { rotatedAt });
      if (id === "host:server") return nodeOf(id, { isPublic });
      return nodeOf(id, id === "quorum:board" ? { threshold } : {});
    });
}

/** Keeps the first edge by which a key or a share counts for a node. */
const once = (edge: CustodyEdge, index: number, edges: readonly CustodyEdge[]): boolean =>
  (edge.kind !== "memberOf" && edge.kind !== "combines") ||
  edges.findIndex(
    (other) => other.kind === edge.kind && other.from === edge.from && other.to === edge.to,
  ) === index;
