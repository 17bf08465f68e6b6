import { InputError } from "../core/errors.ts";
import { formatUtc } from "../core/time.ts";
import { plural } from "../core/words.ts";
import type { CountedKind, Cuts } from "../custody/cuts.ts";
import { compromise } from "../custody/foothold.ts";
import type { CustodyEdge, CustodyGraph } from "../custody/graph.ts";
import { canUse, reach } from "../custody/reach.ts";
import { firstSubmission, type Scenario } from "../scenario/scenario.ts";
import { custodyAnswer } from "./custody.ts";
import { labelIn } from "./custody-words.ts";

/** The smallest sets of one kind that can pay themselves, in words. */
export type CutWords = {
  readonly by: CountedKind;
  /** Such as "5 of 9"; `null`: nothing gives the role. */
  readonly nominal: string | null;
  /** Such as "1 person"; `null`: no set of that kind is enough. */
  readonly effective: string | null;
  readonly smallest: readonly {
    readonly nodes: readonly string[];
    readonly labels: readonly string[];
    /** Of the weakest connection that it cannot do without. */
    readonly certainty: CustodyEdge["certainty"];
  }[];
  /** How many larger minimal sets there are. */
  readonly larger: number;
};

/** Who could pay themselves at a moment, or why that cannot be said. */
export type CutsAnswer =
  | { readonly moment: string; readonly cuts: readonly CutWords[] }
  | { readonly refusal: string };

/** More nodes of one counted kind than this would hold a page up: sets double with each. */
const countedMax = 15;

/**
 * Answers who must fall together before anybody can pay themselves, counted in people, hosts and
 * organizations, at the thief's first payment or, where there is none, at the end.
 */
export function cutsAnswer(scenario: Scenario): CutsAnswer {
  const crowd = crowdedKind(scenario.custody);
  if (crowd !== null)
    return {
      refusal: `Who must fall together is not counted here: there are ${crowd}, and sets double with each. The command custody counts them.`,
    };
  try {
    const { at, cuts } = custodyAnswer(scenario, [], null);
    const isPayment = scenario.actors.some(
      (actor) => actor.kind === "thief" && firstSubmission(actor) === at,
    );
    const isTheft = scenario.actors.some(
      (actor) => actor.kind === "robber" && firstSubmission(actor) === at,
    );
    const when = isPayment
      ? "when the first forged payment is submitted"
      : isTheft
        ? "when the first payment leaves a wallet"
        : "at the end";
    return {
      moment: `${when}, ${formatUtc(at)}`,
      cuts: cuts.map((cut) => inWords(scenario.custody, cut)),
    };
  } catch (fault) {
    // a graph may lack the role, or be none at all; the page then says so in its place
    if (fault instanceof InputError) return { refusal: fault.shortMessage };
    throw fault;
  }
}

function crowdedKind({ nodes }: CustodyGraph): string | null {
  for (const kind of countedKinds) {
    const count = nodes.filter((node) => node.kind === kind).length;
    if (count > countedMax) return counted(count, kind);
  }
  return null;
}

function inWords(graph: CustodyGraph, { role, at, by, nominal, effective, cuts }: Cuts): CutWords {
  const smallest = cuts.filter((cut) => cut.length === effective);
  return {
    by,
    nominal: nominal === null ? null : `${nominal.keys} of ${nominal.of}`,
    effective: effective === null ? null : counted(effective, by),
    smallest: smallest.map((nodes) => ({
      nodes,
      labels: nodes.map((id) => labelIn(graph.nodes, id)),
      certainty: certaintyOf(graph, role, at, nodes),
    })),
    larger: cuts.length - smallest.length,
  };
}

/** Returns the best certainty to which the connections may be confined with the cut still one. */
function certaintyOf(
  graph: CustodyGraph,
  role: string,
  at: number,
  cut: readonly string[],
): CustodyEdge["certainty"] {
  const enough = (["documented", "alleged"] as const).find((_, index, all) => {
    const trusted: readonly string[] = all.slice(0, index + 1);
    const borne = {
      nodes: graph.nodes,
      edges: graph.edges.filter(({ certainty }) => trusted.includes(certainty)),
    };
    const footholds = cut.flatMap((node) => compromise(borne, node, 0, null, "asked for"));
    return canUse(reach(borne, footholds), role, at);
  });
  return enough ?? "assumed";
}

const countedKinds = ["person", "host", "organization"] as const;

const counted = (count: number, by: CountedKind): string =>
  plural(count, by, by === "person" ? "people" : `${by}s`);
