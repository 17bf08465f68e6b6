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
 * @param attacks Which of them the thief may choose from: of several, the one that takes most without
 * a defense stands against the one that takes most behind it. Those that could be run without it
 * alone are named as untold.
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
  const before = worstBehind(cells, nothing, attacks);
  if (before.worst === null) return { name, why: `without a defense, ${before.reasons[0]?.why}` };
  const after = worstBehind(cells, name, attacks);
  if (after.worst === null) return { name, why: after.reasons[0]?.why ?? "no attack was chosen" };
  const due = priceIn(after.cell, price, token);
  if (typeof due === "string") return { name, why: due };
  const isAbsent = (attack: string) => before.reasons.some((reason) => reason.attack === attack);
  return {
    name,
    averted: before.worst - after.worst,
    price: due,
    untold: after.reasons.map(({ attack }) => attack).filter((attack) => !isAbsent(attack)),
  };
}

type Worst = { readonly reasons: readonly { readonly attack: string; readonly why: string }[] } & (
  | { readonly worst: bigint; readonly cell: Cell }
  | { readonly worst: null }
);

/** Returns the most that any of some attacks takes behind a defense, in cents, and why others take none. */
function worstBehind(cells: readonly Cell[], name: string, attacks: readonly string[]): Worst {
  const reasons: { attack: string; why: string }[] = [];
  let found: { worst: bigint; cell: Cell } | null = null;
  for (const attack of attacks) {
    const cell = cells.find((one) => one.defense === name && one.attack === attack);
    const loss =
      cell === undefined
        ? `nobody ran "${attack}" against "${name}"`
        : amountOf(cell.metrics["loss.usd"], 2);
    if (typeof loss === "string") reasons.push({ attack, why: loss });
    else if (cell !== undefined && (found === null || loss > found.worst))
      found = { worst: loss, cell };
  }
  return found === null ? { worst: null, reasons } : { ...found, reasons };
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
