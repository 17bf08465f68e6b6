import { uniformBigInt } from "pure-rand/distribution/uniformBigInt";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { sha256 } from "./hash.ts";
import { invariant } from "./invariant.ts";

/**
 * A source of chance that depends on nothing but the seed and a label. Every consumer has a stream
 * of its own, so a draw added in one place moves no draw elsewhere.
 */
export type Random = {
  /** A whole number between `min` and `max`, both included. */
  readonly integer: (min: number, max: number) => number;
  /** A whole number between `min` and `max`, both included, of any size. */
  readonly bigint: (min: bigint, max: bigint) => bigint;
  /** One of the values. */
  readonly pick: <T>(values: readonly T[]) => T;
  /** An index, drawn in proportion to non-negative whole weights of which one is positive. */
  readonly weighted: (weights: readonly number[]) => number;
  /** Another stream, named within this one. */
  readonly stream: (label: string) => Random;
};

/**
 * Returns the stream of chance that belongs to a seed and a label.
 *
 * The generator is xoroshiro128+ from pure-rand, seeded with 32 bits of the SHA-256 of both.
 *
 * @param seed An unsigned 32-bit number.
 * @param label What the stream is for, e.g. `"honest/sizes"`.
 */
export function randomStream(seed: number, label: string): Random {
  invariant(
    Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32,
    `A seed is an unsigned 32-bit number, not ${seed}.`,
  );
  const generator = xoroshiro128plus(Number.parseInt(sha256(`${seed}/${label}`).slice(0, 8), 16));
  const integer = (min: number, max: number) => uniformInt(generator, min, max);
  return {
    integer,
    bigint: (min, max) => uniformBigInt(generator, min, max),
    pick: (values) => {
      invariant(values.length > 0, `The stream "${label}" cannot pick from nothing.`);
      return values[integer(0, values.length - 1)] as (typeof values)[number];
    },
    weighted: (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      invariant(total > 0, `The stream "${label}" was given weights that sum to ${total}.`);
      let left = integer(0, total - 1);
      return weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
    },
    stream: (inner) => randomStream(seed, `${label}/${inner}`),
  };
}
