import { formatAmount } from "../core/units.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * Returns a scenario's prices as a person reads them, to the cent; the exact ratios stand in the
 * bases of the prices.
 *
 * @example
 * pricesText(scenario); // => "about 3,109.93 USD per ETH, about 1 USD per USDC"
 */
export const pricesText = ({ prices }: Pick<Scenario, "prices">): string =>
  prices
    .map(({ token, dollars }) => {
      const [numerator, denominator] = [BigInt(dollars.numerator), BigInt(dollars.denominator)];
      const cents = (200n * numerator + denominator) / (2n * denominator);
      return `about ${formatAmount(cents, { symbol: "USD", decimals: 2 })} per ${token}`;
    })
    .join(", ");
