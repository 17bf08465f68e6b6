import type { World } from "../bridge/port.ts";
import { issuerOf } from "../bridge/venue.ts";
import { invariant } from "../core/invariant.ts";
import { placeKey, type Taint } from "./books.ts";
import type { Place, Stop } from "./route.ts";

/**
 * What has become of stolen money. `recovered`: back in its owners' hands; `frozen`: stopped by an
 * issuer or an exchange; `recoverable`: where an issuer or an exchange could still stop it;
 * `traceable`: in sight, and nobody can stop it; `dark`: in a mixer, which nobody sees through.
 */
export const statuses = ["recovered", "frozen", "recoverable", "traceable", "dark"] as const;
export type Status = (typeof statuses)[number];

/** What was taken of one token, and what has become of it, in base units of that token. */
export type Standing = { readonly [what in Status | "taken"]: bigint };

/** Standings by token, of those that have been taken. */
export type Standings = ReadonlyMap<string, Standing>;

const nothing: Standing = {
  taken: 0n,
  recovered: 0n,
  frozen: 0n,
  recoverable: 0n,
  traceable: 0n,
  dark: 0n,
};

/** Keeps count of what has become of stolen money, as places and stops change. */
export type Count = {
  readonly take: (token: string, amount: bigint) => void;
  readonly recover: (taint: Taint) => void;
  /** Counts a place anew, by what there is now. */
  readonly recount: (place: Place, taint: Taint) => void;
  /** Enters a stop; returns whether any stolen money changed by it. */
  readonly stop: (stop: Stop) => boolean;
  /** @throws when it does not add up to what was taken. */
  readonly now: () => Standings;
  readonly places: () => readonly Counted[];
};

type Counted = {
  readonly place: Place;
  readonly status: Exclude<Status, "recovered">;
  readonly taint: Taint;
};

/** Opens a count at which nothing has been taken. */
export function openCount(world: World): Count {
  const sums = new Map<string, Standing>();
  const counted = new Map<string, Counted>();
  const stopped = new Set<string>();

  const add = (status: Status | "taken", token: string, amount: bigint) => {
    const sum = sums.get(token) ?? nothing;
    sums.set(token, { ...sum, [status]: sum[status] + amount });
  };
  const addAll = (status: Status, taint: Taint, sign: bigint) => {
    for (const [token, amount] of taint) add(status, token, sign * amount);
  };
  const recount = (place: Place, taint: Taint) => {
    const key = placeKey(place);
    const before = counted.get(key);
    if (before !== undefined) addAll(before.status, before.taint, -1n);
    counted.delete(key);
    if (taint.size === 0) return;
    const status = statusOf(world, stopped, place);
    addAll(status, taint, 1n);
    counted.set(key, { place, status, taint });
  };

  return {
    take: (token, amount) => add("taken", token, amount),
    recover: (taint) => addAll("recovered", taint, 1n),
    recount,
    stop: ({ isStopped, node, token }) => {
      const key = `${token ?? "*"} ${node}`;
      if (isStopped) stopped.add(key);
      else stopped.delete(key);
      const touched = [...counted.values()].filter(
        ({ place, status }) => place.node === node && status !== statusOf(world, stopped, place),
      );
      for (const { place, taint } of touched) recount(place, taint);
      return touched.length > 0;
    },
    now: () => {
      for (const [token, sum] of sums) {
        const all = statuses.reduce((total, status) => total + sum[status], 0n);
        invariant(all === sum.taken, `What became of ${token} adds up to what was taken.`);
      }
      return new Map(sums);
    },
    places: () => [...counted.values()],
  };
}

/** @param stopped Tokens, or `*`, with the nodes where they are stopped. */
function statusOf(
  world: World,
  stopped: ReadonlySet<string>,
  { chain, token, node }: Place,
): Exclude<Status, "recovered"> {
  if (chain === "sidechain") return "traceable";
  if (node.startsWith("mixer:")) return "dark";
  if (stopped.has(`${token} ${node}`) || stopped.has(`* ${node}`)) return "frozen";
  if (node.startsWith("exchange:")) return "recoverable";
  // Nobody freezes a pool, or what a bridge holds for everybody.
  if (/^(pool|deposit|withdrawal):/.test(node)) return "traceable";
  return issuerOf(world, token) === undefined ? "traceable" : "recoverable";
}
