import { InputError } from "../core/errors.ts";
import { formatUtc } from "../core/time.ts";
import { type Cuts, minimalCuts } from "../custody/cuts.ts";
import { compromise, type Foothold } from "../custody/foothold.ts";
import type { CustodyEdge } from "../custody/graph.ts";
import { edgesOf, reachedAt } from "../custody/path.ts";
import { reach } from "../custody/reach.ts";
import { firstSubmission, type Scenario } from "../scenario/scenario.ts";

/** What `custody --json` prints. */
export type CustodyAnswer = {
  readonly format: 1;
  readonly scenario: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly footholds: readonly Foothold[];
  readonly reached: readonly {
    readonly node: string;
    readonly label: string;
    readonly capability: string;
    readonly since: number;
    readonly path: readonly string[];
  }[];
  readonly cuts: readonly Cuts[];
  /** The edges that the paths above use, with who says so. */
  readonly edges: readonly CustodyEdge[];
};

/**
 * Answers what some nodes reach at a moment, and which smallest sets of people, hosts or
 * organizations can pay themselves.
 *
 * @param nodes Nodes that fall; none means those that fall in the scenario.
 * @param at Seconds since 1970; `null` means the thief's first payment, or the scenario's end.
 * @throws InputError when the scenario has no custody graph, or no such node.
 */
export function custodyAnswer(
  scenario: Scenario,
  nodes: readonly string[],
  at: number | null,
): CustodyAnswer {
  const { custody, actors } = scenario;
  if (custody.nodes.length === 0)
    throw new InputError(
      `${scenario.name} has no custody graph: it names its signers' addresses, whose keys nobody here has.`,
    );
  const thieves = actors.filter((actor) => actor.kind === "thief" || actor.kind === "robber");
  const moment = at ?? (thieves[0] && firstSubmission(thieves[0])) ?? scenario.end;
  const footholds =
    nodes.length === 0
      ? thieves.flatMap((thief) => thief.footholds)
      : nodes.flatMap((node) => compromise(custody, node, 0, null, "asked for"));
  const reached = reachedAt(reach(custody, footholds), moment).map(
    ({ node, capability, since, path }) => ({
      node,
      label: custody.nodes.find(({ id }) => id === node)?.label ?? node,
      capability,
      since,
      path: edgesOf(path),
    }),
  );
  const used = new Set(reached.flatMap(({ path }) => path));
  return {
    format: 1,
    scenario: scenario.name,
    at: moment,
    footholds,
    reached,
    cuts: (["person", "host", "organization"] as const).map((by) =>
      minimalCuts(custody, "role:pay", moment, by),
    ),
    edges: custody.edges.filter(({ id }) => used.has(id)),
  };
}

/** Writes the answer for a person. */
export function custodyText(answer: CustodyAnswer): string {
  const { scenario, at, footholds, reached, cuts } = answer;
  const from = [...new Set(footholds.map(({ node }) => node))].join(", ") || "nothing";
  const width = Math.max(0, ...reached.map(({ node }) => node.length));
  const lines = [
    `${scenario}, at ${formatUtc(at)} UTC: what falls with ${from}`,
    "",
    ...reached.map(
      ({ node, label, capability, since }) =>
        `  ${capability.padEnd(8)}${node.padEnd(width)}  ${label}${since > 0 ? `, since ${formatUtc(since)}` : ""}`,
    ),
    ...(reached.length === 0 ? [nothingYet(answer)] : []),
    "",
    ...pathLines(answer),
    "Who could pay themselves: minimal cuts of role:pay",
    "",
    ...cuts.flatMap(cutLines),
  ];
  return `${lines.join("\n")}\n`;
}

function nothingYet({ at, footholds }: CustodyAnswer): string {
  const later = footholds.filter((foothold) => foothold.at > at).map((foothold) => foothold.at);
  if (later.length === 0) return "  Nothing.";
  return `  Nothing yet: in this scenario it falls at ${formatUtc(Math.min(...later))}.`;
}

/** Writes the path to the role, or to the last key reached, a step a line, with who says so. */
function pathLines({ reached, edges }: CustodyAnswer): readonly string[] {
  const goal =
    reached.find(({ node }) => node === "role:pay") ??
    reached.findLast(({ node }) => node.startsWith("key:"));
  if (goal === undefined) return [];
  const steps = goal.path.flatMap((id) => edges.filter((edge) => edge.id === id));
  const width = Math.max(0, ...steps.map(({ id }) => id.length));
  return [
    `By which path to ${goal.node}; no source confirms what is assumed`,
    "",
    ...steps.map(
      ({ id, kind, certainty, source, since }) =>
        `  ${certainty.padEnd(10)}  ${id.padEnd(width)}  ${kind}${since === null ? "" : ` since ${formatUtc(since)}`}${certainty === "assumed" ? "" : `, ${source}`}`,
    ),
    "",
  ];
}

function cutLines({ by, nominal, effective, cuts }: Cuts): readonly string[] {
  const nominally =
    nominal === null ? "nominal nobody" : `nominal ${nominal.keys} of ${nominal.of}`;
  const smallest = cuts.filter((cut) => cut.length === effective);
  const larger = cuts.length - smallest.length;
  return [
    `  ${nominally}, effective ${effective === null ? `no set of ${several(by)}` : `${effective} ${effective === 1 ? by : several(by)}`}`,
    ...smallest.map((cut) => `    ${cut.join(" and ")}`),
    ...(larger > 0 ? [`    and ${larger} larger ${larger === 1 ? "one" : "ones"}`] : []),
  ];
}

const several = (by: Cuts["by"]): string => (by === "person" ? "people" : `${by}s`);
