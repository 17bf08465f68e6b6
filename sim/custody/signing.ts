import type { CustodyGraph, HoldingMode } from "./graph.ts";
import { isWithin } from "./interval.ts";
import { type PathStep, pathTo, pieceAt } from "./path.ts";
import { isReached, type Reach } from "./reach.ts";
import { windowOf } from "./rule.ts";

/** How somebody gets a signature by a key. */
export type Signing = {
  readonly key: string;
  /** `extract`: with a copy of the key; `use`: by having the key sign where it is. */
  readonly mode: HoldingMode;
  /** The `maySignFor` edge through which the key signs for somebody else; null: no delegation. */
  readonly delegation: string | null;
  readonly path: readonly PathStep[];
};

/** A signature as a thing of its own: it outlasts the control over the key that made it. */
export type Signature = {
  readonly payload: string;
  /** Id of the key. */
  readonly signer: string;
  /** Seconds since 1970. */
  readonly madeAt: number;
  /** First second at which no verifier accepts it (deadline, nonce, epoch); null: never. */
  readonly validUntil: number | null;
};

/**
 * Returns how a signature by a key is obtained: with a copy if there is one, and otherwise in place.
 *
 * @param at Seconds since 1970.
 * @returns null when the key cannot be used at that moment.
 */
export function signingAt(reached: Reach, key: string, at: number): Signing | null {
  const mode = isReached(reached, key, "extract", at) ? "extract" : "use";
  const path = pathTo(reached, key, mode, at);
  if (path === null) return null;
  const last = pieceAt(reached, key, mode, at)?.via ?? [];
  const delegation = reached.graph.edges.find(
    ({ id, kind }) => kind === "maySignFor" && last.includes(id),
  );
  return { key, mode, delegation: delegation?.id ?? null, path };
}

/**
 * Returns how each member key of a quorum that can be used signs, in the order of the members.
 *
 * @param at Seconds since 1970; who is a member then counts.
 */
export const signersAt = (reached: Reach, quorum: string, at: number): readonly Signing[] =>
  membersAt(reached.graph, quorum, at).flatMap(({ key }) => signingAt(reached, key, at) ?? []);

/** Returns the member keys of a quorum at a moment, with their weights. */
export const membersAt = (
  graph: CustodyGraph,
  quorum: string,
  at: number,
): readonly { readonly key: string; readonly weight: number }[] =>
  graph.edges.flatMap((edge) =>
    edge.kind === "memberOf" && edge.to === quorum && isWithin(windowOf(edge), at)
      ? [{ key: edge.from, weight: edge.weight }]
      : [],
  );

/**
 * Tells whether signatures, whenever they were made, reach a quorum's threshold for a payload: those
 * that have not run out, by keys that are members now, each key counted once.
 *
 * @param at When they are submitted, seconds since 1970.
 */
export function isQuorumSigned(
  graph: CustodyGraph,
  quorum: string,
  payload: string,
  signatures: readonly Signature[],
  at: number,
): boolean {
  const node = graph.nodes.find(({ id }) => id === quorum);
  if (node?.kind !== "quorum") return false;
  const signers = new Set(
    signatures
      .filter((signature) => signature.payload === payload)
      .filter(({ madeAt, validUntil }) => isWithin({ from: madeAt, until: validUntil }, at))
      .map(({ signer }) => signer),
  );
  const weight = membersAt(graph, quorum, at)
    .filter(({ key }) => signers.has(key))
    .reduce((sum, member) => sum + member.weight, 0);
  return weight >= node.threshold;
}
