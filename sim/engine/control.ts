import { shutDown } from "../custody/change.ts";
import { evict, type Foothold } from "../custody/foothold.ts";
import type { CustodyGraph } from "../custody/graph.ts";
import { edgesOf, reachedAt } from "../custody/path.ts";
import { canUse, reach } from "../custody/reach.ts";
import { signingAt } from "../custody/signing.ts";
import type { Obtained, Reached } from "../trace/event.ts";

/** Who holds which keys: the custody graph, and what each actor has gained in it so far. */
export type Control = {
  /** Gives an actor a foothold, and returns everything the actor reaches at that moment. */
  readonly gain: (actor: string, foothold: Foothold) => readonly Reached[];
  /**
   * Shuts a host or a service down, for everybody, from a moment on; returns whether the actor has
   * the use of it then, without which nothing changes.
   */
  readonly shut: (actor: string, node: string, at: number) => boolean;
  /** Tells how an actor comes by an account's key at a moment, or `null` if it does not. */
  readonly keyOf: (actor: string, account: string, at: number) => Key | null;
};

/** A key at an actor's disposal, and the edges of the custody graph that lead to it. */
export type Key = { readonly obtained: Obtained; readonly path: readonly string[] };

const own: Key = { obtained: "own", path: [] };

/**
 * Returns the control that actors have at the start: each has the account of its own name, and the
 * accounts it is given; everything else must be reached through the graph.
 *
 * @param given Accounts whose keys an actor has, by actor.
 * @param footholds Nodes that are an actor's own from the start, by actor.
 */
export function openControl(
  graph: CustodyGraph,
  given: ReadonlyMap<string, readonly string[]>,
  footholds: ReadonlyMap<string, readonly Foothold[]>,
): Control {
  let standing = graph;
  const held = new Map(footholds);
  const reaches = new Map([...held].map(([actor, list]) => [actor, reach(graph, list)]));
  return {
    gain: (actor, foothold) => {
      const list = [...(held.get(actor) ?? []), foothold];
      const reached = reach(standing, list);
      held.set(actor, list);
      reaches.set(actor, reached);
      return reachedAt(reached, foothold.at).map(({ node, capability, path }) => ({
        node,
        capability,
        path: edgesOf(path),
      }));
    },
    shut: (actor, node, at) => {
      const reached = reaches.get(actor);
      if (reached === undefined || !canUse(reached, node, at)) return false;
      standing = shutDown(standing, node, at);
      for (const [name, list] of held) {
        const left = evict(list, node, at).filter((foothold) => foothold.until !== foothold.at);
        held.set(name, left);
        reaches.set(name, reach(standing, left));
      }
      return true;
    },
    keyOf: (actor, account, at) => {
      if (actor === account || given.get(actor)?.includes(account)) return own;
      const reached = reaches.get(actor);
      const signing = reached && signingAt(reached, `key:${account}`, at);
      if (!signing) return null;
      const { mode, delegation, path } = signing;
      return { obtained: delegation === null ? mode : "delegation", path: edgesOf(path) };
    },
  };
}
