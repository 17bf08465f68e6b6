/** A part of what somebody holds of one token, and where it comes from. */
export type Lot = {
  /** The token that was taken of which this has come; `null`: none, it is clean. */
  readonly taken: string | null;
  /** In base units of the token that is held. */
  readonly amount: bigint;
  /**
   * What it stands for, in base units of the token that was taken: its amount, until it is
   * exchanged. Zero where it is clean.
   */
  readonly taint: bigint;
};

/** What somebody holds of one token, in the order in which it came. */
export type Holding = readonly Lot[];

/**
 * Which part of a holding is spent. `haircut`: the same share of every lot; `fifo`: what came first
 * goes first (the rule of Clayton's case).
 */
export type Discipline = "haircut" | "fifo";

/** Returns a clean lot. */
export const clean = (amount: bigint): Lot => ({ taken: null, amount, taint: 0n });

/** Returns what was just taken of a token: it stands for itself. */
export const stolen = (token: string, amount: bigint): Lot => ({
  taken: token,
  amount,
  taint: amount,
});

/** Returns how much there is, in base units of the token that is held. */
export const sumOf = (lots: Holding): bigint => lots.reduce((sum, { amount }) => sum + amount, 0n);

/** Returns how much of it is not clean, in base units of the token that is held. */
export const taintedIn = (lots: Holding): bigint =>
  sumOf(lots.filter(({ taken }) => taken !== null));

/** Returns what it stands for, in base units of the tokens that were taken, by token, where any. */
export function taintOf(lots: Holding): ReadonlyMap<string, bigint> {
  const taints = new Map<string, bigint>();
  for (const { taken, taint } of lots)
    if (taken !== null && taint > 0n) taints.set(taken, (taints.get(taken) ?? 0n) + taint);
  return taints;
}

/**
 * Returns a holding with lots added: to those of the same token that was taken where every unit is spent alike
 * anyway (`haircut`), at the end and in order in a queue (`fifo`).
 */
export function put(discipline: Discipline, holding: Holding, lots: Holding): Holding {
  const all = [...holding];
  for (const lot of lots) {
    const index =
      discipline === "fifo" ? all.length - 1 : all.findIndex(({ taken }) => taken === lot.taken);
    const before = all[index];
    if (before !== undefined && (discipline === "haircut" || isAlike(before, lot)))
      all[index] = joined(before, lot);
    else all.push(lot);
  }
  return all;
}

/** In a queue, lots are one without a difference if each unit of both stands for as much. */
const isAlike = (one: Lot, other: Lot): boolean =>
  one.taken === other.taken &&
  (one.taken === null || (one.taint === one.amount && other.taint === other.amount));

const joined = (one: Lot, other: Lot): Lot => ({
  taken: one.taken,
  amount: one.amount + other.amount,
  taint: one.taint + other.taint,
});

/**
 * Returns what is spent when an amount leaves a holding, and what is left. Both together stand for
 * what the holding stood for; parts of a base unit stay behind, and leave with the last of it. What
 * a holding does not have is clean: nobody saw where it came from.
 */
export function take(
  discipline: Discipline,
  holding: Holding,
  amount: bigint,
): { readonly spent: Holding; readonly left: Holding } {
  const held = sumOf(holding);
  if (amount >= held)
    return { spent: amount > held ? [...holding, clean(amount - held)] : holding, left: [] };
  const parts = discipline === "haircut" ? shares(holding, amount, held) : first(holding, amount);
  const cuts = holding.map((lot, index) => cut(lot, parts[index] ?? 0n));
  return {
    spent: cuts.map(([part]) => part).filter(isSomething),
    left: cuts.map(([, rest]) => rest).filter(isSomething),
  };
}

/** The share of each lot, such that they add up: each is what all up to it have, less those before. */
function shares(lots: Holding, amount: bigint, held: bigint): readonly bigint[] {
  let before = 0n;
  return lots.map((lot) => {
    const upTo = before + lot.amount;
    const share = (upTo * amount) / held - (before * amount) / held;
    before = upTo;
    return share;
  });
}

function first(lots: Holding, amount: bigint): readonly bigint[] {
  let wanted = amount;
  return lots.map((lot) => {
    const part = lot.amount < wanted ? lot.amount : wanted;
    wanted -= part;
    return part;
  });
}

/** Cuts an amount from a lot. */
function cut(lot: Lot, amount: bigint): readonly [part: Lot, rest: Lot] {
  const taint = lot.amount === 0n ? 0n : (lot.taint * amount) / lot.amount;
  return [
    { ...lot, amount, taint },
    { ...lot, amount: lot.amount - amount, taint: lot.taint - taint },
  ];
}

/** A lot of no amount is what stands for something and was sold for less than a base unit. */
const isSomething = ({ amount, taint }: Lot): boolean => amount > 0n || taint > 0n;

/**
 * Returns what lots have become that were exchanged for an amount of another token: each bought its
 * share, and stands for what it stood for.
 */
export function exchange(lots: Holding, amount: bigint): Holding {
  const sold = sumOf(lots);
  const bought = shares(lots, amount, sold);
  return lots.map((lot, index) => ({ ...lot, amount: bought[index] ?? 0n })).filter(isSomething);
}
