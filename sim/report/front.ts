/** What a defense averts and what it costs; two figures of which one wants much and little. */
export type Offer = {
  readonly name: string;
  /** More is better. */
  readonly averted: bigint;
  /** Less is better. */
  readonly price: bigint;
};

/** An offer, and what is better in one of the two and no worse in the other. */
export type Placed<O extends Offer> = O & {
  /** The first of those that dominate it and are dominated by nothing; `null`: it is on the front. */
  readonly dominatedBy: string | null;
};

/**
 * Returns offers with what dominates each, in their order. What nothing dominates is the Pareto front;
 * equals do not dominate each other.
 *
 * @example
 * frontOf([
 *   { name: "none", averted: 0n, price: 0n },
 *   { name: "limit", averted: 5n, price: 3n },
 *   { name: "worse", averted: 4n, price: 3n },
 * ]).map(({ dominatedBy }) => dominatedBy); // => [null, null, "limit"]
 */
export function frontOf<O extends Offer>(offers: readonly O[]): readonly Placed<O>[] {
  const front = offers.filter((offer) => !offers.some((other) => dominates(other, offer)));
  return offers.map((offer) => ({
    ...offer,
    dominatedBy: front.find((other) => dominates(other, offer))?.name ?? null,
  }));
}

const dominates = (one: Offer, other: Offer): boolean =>
  one.averted >= other.averted &&
  one.price <= other.price &&
  (one.averted > other.averted || one.price < other.price);
