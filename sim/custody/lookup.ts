import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { CustodyEdge, CustodyGraph, CustodyNode } from "./graph.ts";

/**
 * Returns the node that somebody named.
 *
 * @param name Its id, or the part of it after the colon where only one node has that.
 * @throws InputError when no node, or more than one, has the name.
 *
 * @example
 * nodeNamed(graph, "engineer").id; // => "person:engineer"
 */
export function nodeNamed(graph: CustodyGraph, name: string): CustodyNode {
  const exact = graph.nodes.find(({ id }) => id === name);
  if (exact !== undefined) return exact;
  const alike = graph.nodes.filter(({ id }) => id.slice(id.indexOf(":") + 1) === name);
  const [only, another] = alike;
  if (only === undefined) {
    const names = graph.nodes.flatMap(({ id }) => [id, id.slice(id.indexOf(":") + 1)]);
    throw new InputError(
      `The custody graph has no node "${name}"; the nearest is "${nearest(name, names)}".`,
    );
  }
  if (another !== undefined) {
    throw new InputError(`The name "${name}" fits more than one node of the custody graph.`, {
      metaMessages: [`Say one of ${alike.map(({ id }) => id).join(", ")}.`],
    });
  }
  return only;
}

/**
 * Returns the edge with an id.
 *
 * @throws InputError when there is none.
 */
export function edgeNamed(graph: CustodyGraph, id: string): CustodyEdge {
  const edge = graph.edges.find((candidate) => candidate.id === id);
  if (edge === undefined) {
    throw new InputError(`The custody graph has no edge "${id}".`, {
      metaMessages: [`It has ${graph.edges.map((candidate) => candidate.id).join(", ")}.`],
    });
  }
  return edge;
}
