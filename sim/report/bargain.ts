import type { Figure } from "../metric/metric.ts";
import type { Cell } from "../study/matrix.ts";
import { frontOf, type Offer, type Placed } from "./front.ts";

/** What honest users pay for a defense: what it is called, and the figures that it adds up. */
export type Price = {
  readonly name: string;
  readonly says: string;
  /** Names of figures, without the token. */
  readonly adds: readonly string[];
  /** Figures that must be zero, because nothing of this price stands for them. */
  readonly without: readonly string[];
};

/** Prices that a reader chooses from, in a token's base units. */
export const prices: readonly Price[] = [
  {
    name: "value delayed or blocked",
    says: "amounts of the honest withdrawals that are paid late, or not within a week of trying",
    adds: ["honest.delayed.value", "honest.blocked.value"],
    without: [],
  },
  {
    name: "value-seconds of delay",
    says: "amounts of the delayed withdrawals, each times the seconds that it waits",
    adds: ["honest.delay.valueSeconds"],
    without: ["honest.blocked.value"],
  },
];

/** An offer, and of which attacks it could not be told what it averts. */
export type Told = Offer & { readonly untold: readonly string[] };

/** A defense that has no place among the others, and why. */
export type Unplaced = { readonly name: string; readonly why: string };

/** What defenses avert of the loss, and at which price. */
export type Bargain = {
  readonly placed: readonly Placed<Told>[];
  readonly unplaced: readonly Unplaced[];
};

/** The defense that all others are compared with. */
const nothing = "none";

/**
 * Returns what each defense averts of one scenario's loss, in cents, beside the price that honest
 * users pay, in base units of a token; and which defenses are dominated by which.
 *
 * @param cells Those of one scenario.
 * @param attacks Against which: of several, what is averted is the least. Those that take nothing
 * without a defense say nothing of one; those that a defense was not run against are named.
 */
export function bargainOf(
  cells: readonly Cell[],
  attacks: readonly string[],
  price: Price,
  token: string,
): Bargain {
  const defenses = [...new Set(cells.map(({ defense }) => defense))];
  const offers = defenses.map((name) => offerOf(cells, name, attacks, price, token));
  return {
    placed: frontOf(offers.flatMap((offer) => ("why" in offer ? [] : [offer]))),
    unplaced: offers.flatMap((offer) => ("why" in offer ? [offer] : [])),
  };
}

function offerOf(
  cells: readonly Cell[],
  name: string,
  attacks: readonly string[],
  price: Price,
  token: string,
): Told | Unplaced {
  if (!cells.some(({ defense }) => defense === nothing))
    return { name, why: `nobody ran "${nothing}", to compare with` };
  const told = attacks.flatMap((attack) => {
    const averted = avertedBy(cells, name, attack);
    return averted === null ? [] : [{ attack, averted }];
  });
  const sums = told.flatMap(({ averted }) => (typeof averted === "bigint" ? [averted] : []));
  const reasons = told.flatMap(({ attack, averted }) =>
    typeof averted === "string" ? [{ attack, why: averted }] : [],
  );
  const [first] = sums;
  if (first === undefined)
    return { name, why: reasons[0]?.why ?? "nothing is taken even without a defense" };
  const own = cells.find(({ defense, metrics }) => defense === name && hasLoss(metrics));
  const due = own === undefined ? "it was never run" : priceIn(own, price, token);
  if (typeof due === "string") return { name, why: due };
  return {
    name,
    averted: sums.reduce((one, other) => (other < one ? other : one), first),
    price: due,
    untold: reasons.map(({ attack }) => attack),
  };
}

const hasLoss = (metrics: Cell["metrics"]): boolean => metrics["loss.usd"]?.value != null;

/**
 * Returns the cents of an attack's loss that a defense averts, or why that cannot be said; `null` when
 * there is nothing to avert even without a defense.
 */
function avertedBy(cells: readonly Cell[], name: string, attack: string): bigint | string | null {
  const lossBehind = (defense: string): bigint | string => {
    const cell = cells.find((one) => one.defense === defense && one.attack === attack);
    if (cell === undefined) return `nobody ran "${attack}" against "${defense}"`;
    return amountOf(cell.metrics["loss.usd"], 2);
  };
  const [before, after] = [lossBehind(nothing), lossBehind(name)];
  if (typeof before === "string" || (before === 0n && after === 0n)) return null;
  return typeof after === "string" ? after : before - after;
}

/** Returns what honest users pay, or why that cannot be said. */
function priceIn({ metrics }: Cell, { adds, without }: Price, token: string): bigint | string {
  for (const name of without) {
    const amount = amountOf(metrics[`${name}.${token}`], 0);
    if (typeof amount === "string") return amount;
    if (amount !== 0n) return "it blocks some, whose wait has no end to count";
  }
  let sum = 0n;
  for (const name of adds) {
    const amount = amountOf(metrics[`${name}.${token}`], 0);
    if (typeof amount === "string") return amount;
    sum += amount;
  }
  return sum;
}

/** Returns a figure in units of its last decimal, or why it has none. */
function amountOf(figure: Figure | undefined, decimals: number): bigint | string {
  if (figure === undefined) return "the figure is missing";
  if (figure.value === null) return figure.why;
  const [whole = "0", fraction = ""] = figure.value.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}
