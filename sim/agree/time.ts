import { type Edges, edgesOf } from "../bridge/model/guards/edges.ts";
import { balanceOf } from "../bridge/model/state.ts";
import { day } from "../core/time.ts";
import type { Pick, Walk } from "./draw.ts";
import { oneOf } from "./values.ts";

const pauses = [0, 0, 0, 1, 12, 15, 3_600, 86_399, 86_400, 86_401];

/** Returns how many seconds pass: some, or up to a second in which an answer changes, or beside it. */
export function drawPause(walk: Walk, pick: Pick): number {
  const kind = pick(pauses.length);
  const edges = walk.world.contracts.gateway === "RoninGatewayV1" ? [] : timesOf(walk);
  if (kind < 6 || edges.length === 0) return pauses[kind] ?? 0;
  const aim = oneOf(pick, edges) + oneOf(pick, [0, -1, 0, 1]);
  return Math.max(0, aim - walk.now);
}

/** Returns where the answers of a world's guards about a token change, as things stand. */
export function edgesIn({ state, now }: Walk, token: string): readonly Edges[] {
  const balance = balanceOf(state, "mainchain", "vault", token);
  return (state.guarded?.guards ?? []).map((guard) => edgesOf(guard, { token, balance, now }));
}

/** The seconds still to come in which an answer changes. */
function timesOf(walk: Walk): readonly number[] {
  const { world, state, now } = walk;
  const edges = world.tokens.flatMap(({ symbol }) => edgesIn(walk, symbol));
  const waits = edges.flatMap((edge) => edge.waits ?? []);
  const holds = [...(state.guarded?.entries.values() ?? [])]
    .filter(({ status }) => status === "Held")
    .flatMap(({ heldSince, notBefore }) => [
      notBefore,
      heldSince + (state.guarded?.maxHold ?? 0),
      ...waits.map((wait) => heldSince + wait),
    ]);
  const midnight = state.v2 === null ? [] : [(Math.floor(now / day) + 1) * day];
  const times = [...midnight, ...holds, ...edges.flatMap((edge) => edge.times)];
  return [...new Set(times)].filter((time) => time >= now && time < now + 30 * day);
}
