import type { World } from "../bridge/port.ts";
import {
  clean,
  type Discipline,
  exchange,
  type Holding,
  put,
  stolen,
  sumOf,
  taintedIn,
  taintOf,
  take,
} from "./lots.ts";
import type { Hop, Place } from "./route.ts";

/** In base units of the tokens that were taken, by token; those with none are left out. */
export type Taint = ReadonlyMap<string, bigint>;

/** What stolen money a hop moved. */
export type Carried = {
  /** In base units of the token that left. */
  readonly tainted: bigint;
  /** In base units of the token that arrived. */
  readonly taintedArrived: bigint;
  readonly taint: Taint;
};

/** Who has what, and where it comes from. */
export type Books = {
  /** Enters a hop; returns what of it was stolen. */
  readonly move: (hop: Hop) => Carried;
  readonly at: (place: Place) => Holding;
};

/** Opens the books of a world: whatever is there at the start is clean. */
export function openBooks({ wallets }: Pick<World, "wallets">, discipline: Discipline): Books {
  const holdings = new Map<string, Holding>(
    wallets.map(({ chain, token, account, amount }) => [
      placeKey({ chain, token, node: account }),
      [clean(BigInt(amount))],
    ]),
  );
  const at = (place: Place): Holding => holdings.get(placeKey(place)) ?? [];
  const spend = ({ from, amount, isTheft }: Hop): Holding => {
    if (from === null) return [clean(amount)];
    const { spent, left } = take(discipline, at(from), amount);
    holdings.set(placeKey(from), left);
    return isTheft ? [stolen(from.token, amount)] : spent;
  };
  return {
    at,
    move: (hop) => {
      const { from, to, arrived, isHome } = hop;
      const spent = spend(hop);
      const lots = from === null || from.token === to.token ? spent : exchange(spent, arrived);
      // Where it is home again, its trail ends.
      const enters = isHome ? [clean(arrived)] : lots;
      holdings.set(placeKey(to), put(discipline, at(to), enters));
      return {
        tainted: taintedIn(spent),
        taintedArrived: taintedIn(lots),
        taint: taintOf(spent),
      };
    },
  };
}

/** Returns a place as a key of a map. */
export const placeKey = ({ chain, token, node }: Place): string => `${chain} ${token} ${node}`;

/** Returns how much there is, and how much of it was stolen, in base units of what is there. */
export const amountsIn = (holding: Holding) => ({
  amount: sumOf(holding),
  tainted: taintedIn(holding),
});
