import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import type { Capability, CustodyEdge, CustodyNode } from "../custody/graph.ts";
import { windowOf } from "../custody/rule.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Obtained, Trace } from "../trace/event.ts";
import { isOk, stepsOf } from "../trace/trace.ts";
import { edgeDetails, edgeVerbs, labelIn } from "./custody-words.ts";

/** How a node fell into an intruder's hands, as the trace has it. */
export type Taken = {
  readonly actor: string;
  readonly capability: Capability;
  /** Seconds since 1970. */
  readonly since: number;
  /** Ids of the edges, in order; none where it began. */
  readonly path: readonly string[];
};

/** Where it began: how, and until when it lasts; `null`: for good. */
export type Beginning = {
  readonly how: string;
  readonly until: number | null;
};

/** Signatures that an intruder had a key make. */
export type Signed = {
  readonly obtained: Exclude<Obtained, "own">;
  readonly count: number;
  /** When the first one was made, seconds since 1970. */
  readonly since: number;
};

/** A node with what became of it. */
export type PictureNode = Pick<CustodyNode, "id" | "kind" | "label"> & {
  readonly note: string | null;
  /** Ids of the organizations that it belongs to. */
  readonly organizations: readonly string[];
  readonly taken: Taken | null;
  readonly began: Beginning | null;
  readonly signed: readonly Signed[];
};

/** An edge in words, with what passed through it. */
export type PictureEdge = Pick<
  CustodyEdge,
  "id" | "kind" | "from" | "to" | "since" | "until" | "certainty" | "source"
> & {
  /** A sentence without its full stop. */
  readonly says: string;
  readonly details: readonly string[];
  readonly note: string | null;
  /** `taken`: on the path to something taken; `delegation`: signatures came through it as well. */
  readonly status: "quiet" | "taken" | "delegation";
  /** Why it held at no time of the run, such as "revoked 2021-12-31"; `null`: it did. */
  readonly lapsed: string | null;
};

/** The custody graph of a scenario, and what of it fell in one trace. */
export type CustodyPicture = {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** What fell, in a sentence or three. */
  readonly summary: string;
};

/**
 * Returns the custody graph with what was compromised in a trace: by `compromise` actions that went
 * through, and by signatures that whoever did so obtained with keys of others.
 */
export function custodyPicture(scenario: Scenario, trace: Trace): CustodyPicture {
  const { custody } = scenario;
  const { taken, beginnings, signed } = fallenIn(trace);
  const used = new Set([...taken.values()].flatMap(({ path }) => path));
  const nodes = custody.nodes.map(
    ({ id, kind, label, note }): PictureNode => ({
      id,
      kind,
      label,
      note: note ?? null,
      organizations: custody.edges.flatMap((edge) =>
        edge.kind === "belongsTo" && edge.from === id ? [edge.to] : [],
      ),
      taken: taken.get(id) ?? null,
      began: beginnings.get(id) ?? null,
      signed: signed.get(id) ?? [],
    }),
  );
  const edges = custody.edges.map((edge): PictureEdge => {
    const { id, kind, from, to, since, until, certainty, source, note } = edge;
    const isDelegation =
      kind === "maySignFor" && signed.get(to)?.some(({ obtained }) => obtained === "delegation");
    return {
      ...{ id, kind, from, to, since, until, certainty, source },
      says: `${labelIn(custody.nodes, from)} ${edgeVerbs[kind]} ${labelIn(custody.nodes, to)}`,
      details: edgeDetails(custody.nodes, edge),
      note: note ?? null,
      status: !used.has(id) ? "quiet" : isDelegation ? "delegation" : "taken",
      lapsed: lapsedIn(scenario, edge),
    };
  });
  return { nodes, edges, summary: summaryOf(nodes) };
}

function lapsedIn({ start, end }: Scenario, edge: CustodyEdge): string | null {
  const { from, until } = windowOf(edge);
  if (from > end) return `not before ${dayOf(from)}`;
  if (until === null || until > start) return null;
  return `${edge.until === until ? "ended" : "revoked"} ${dayOf(until)}`;
}

const dayOf = (seconds: number): string => formatUtc(seconds).slice(0, 10);

type Fallen = {
  readonly taken: ReadonlyMap<string, Taken>;
  readonly beginnings: ReadonlyMap<string, Beginning>;
  readonly signed: ReadonlyMap<string, readonly Signed[]>;
};

/** Reads what fell from a trace, in the order of time; the strongest and earliest hold counts. */
function fallenIn(trace: Trace): Fallen {
  const taken = new Map<string, Taken>();
  const beginnings = new Map<string, Beginning>();
  const signed = new Map<string, readonly Signed[]>();
  const intruders = new Set<string>();
  const take = (node: string, hold: Taken): void => {
    const before = taken.get(node);
    if (before === undefined || strength(before) < strength(hold)) taken.set(node, hold);
  };
  for (const step of stepsOf(trace)) {
    const { actor, at: since } = step;
    if (isOk(step, "compromise")) {
      const { node, how, until, capability } = step.action;
      intruders.add(actor);
      if (!beginnings.has(node)) beginnings.set(node, { how, until });
      take(node, { actor, capability, since, path: [] });
      for (const { node: reached, ...hold } of step.result.reached ?? [])
        take(reached, { actor, since, ...hold });
    }
    if (isOk(step, "sign") && intruders.has(actor)) {
      const { obtained = "own", path = [] } = step.result;
      if (obtained === "own") continue;
      const key = `key:${step.action.signer}`;
      take(key, { actor, capability: obtained === "extract" ? "extract" : "use", since, path });
      signed.set(key, counted(signed.get(key) ?? [], obtained, since));
    }
  }
  return { taken, beginnings, signed };
}

const strength = ({ capability }: Taken): number => ["see", "use", "extract"].indexOf(capability);

function counted(
  before: readonly Signed[],
  obtained: Signed["obtained"],
  since: number,
): readonly Signed[] {
  if (!before.some((one) => one.obtained === obtained))
    return [...before, { obtained, count: 1, since }];
  return before.map((one) => (one.obtained === obtained ? { ...one, count: one.count + 1 } : one));
}

function summaryOf(nodes: readonly PictureNode[]): string {
  const taken = nodes.filter((node) => node.taken !== null);
  if (taken.length === 0)
    return "Nobody and nothing was compromised here. The picture shows who could have whom sign.";
  const began = nodes.flatMap((node) =>
    node.began === null || node.taken === null
      ? []
      : [`${node.label} on ${formatUtc(node.taken.since)} (${node.began.how})`],
  );
  const keys = taken.filter(({ kind }) => kind === "key");
  const copied = keys.filter((key) => key.taken?.capability === "extract").length;
  const held = [
    ...(copied > 0 ? [`${plural(copied, "key")} copied`] : []),
    ...(keys.length > copied ? [`${plural(keys.length - copied, "key")} used in place`] : []),
    ...taken.flatMap(({ kind, label }) => (kind === "role" ? [`the power to ${label}`] : [])),
  ];
  const last = held.pop();
  const list = last === undefined || held.length === 0 ? last : `${held.join(", ")} and ${last}`;
  const delegated = nodes.flatMap(({ signed }) =>
    signed.filter(({ obtained }) => obtained === "delegation"),
  );
  const signatures = delegated.reduce((sum, { count }) => sum + count, 0);
  return [
    `It began with ${began.join("; ")}.`,
    `From there ${taken.length} of the ${nodes.length} nodes fell${list === undefined ? "" : `: ${list}`}.`,
    ...(signatures === 0
      ? []
      : [`${plural(delegated.length, "validator")} ${delegationWords(signatures)}.`]),
  ].join(" ");
}

/** Returns what follows a count of validators who never saw what was signed in their name. */
export const delegationWords = (signatures: number): string =>
  signatures === 0
    ? "signed by a delegation"
    : `signed by a delegation (${plural(signatures, "signature")})`;
