import fc from "fast-check";
import type { Claims, MaxOut } from "./claims.ts";
import type { Commit } from "./strange.ts";

/**
 * Something that happens to the bridge under trial, some seconds after what came before. Amounts
 * are exact: base units.
 */
export type Step =
  | Withdraw
  | {
      readonly do: "deposit";
      readonly after: number;
      readonly token: string;
      readonly amount: bigint;
    }
  /** Releases, or cancels, the withdrawal of a number, counted from 0. */
  | { readonly do: "release" | "cancel"; readonly after: number; readonly which: number }
  /** A stranger calls what the gateway alone may call; it is never drawn. */
  | { readonly do: "call"; readonly after: number; readonly call: Commit };

export type Withdraw = {
  readonly do: "withdraw";
  readonly after: number;
  readonly token: string;
  readonly amount: bigint;
};

/** Returns the waits worth trying: none to speak of, and around the edges of what is claimed. */
function waitsFor({ maxOut, freeAfter, delay }: Claims): readonly number[] {
  const edges = [
    3_600,
    86_400,
    ...maxOut.map(({ window }) => window),
    ...(freeAfter === null ? [] : [freeAfter]),
    ...(delay === null ? [] : [delay.min, delay.max]),
  ];
  const around = edges.flatMap((edge) => [edge - 1, edge, edge + 1, Math.floor(edge / 2)]);
  return [...new Set([1, ...around])].filter((wait) => wait > 0).sort((a, b) => a - b);
}

/** Returns the amounts worth trying of a token: around its bound, its parts, and where types end. */
function amountsFor(bound: MaxOut | undefined, decimals: number): readonly bigint[] {
  const limit = bound?.amount ?? 10n ** BigInt(decimals);
  const wraps = [64n, 96n, 128n].map((bits) => 2n ** bits);
  const amounts = [
    limit,
    1n,
    limit / 2n,
    limit / 2n + 1n,
    limit - 1n,
    limit + 1n,
    // What counts as nothing where the upper bits are cut off.
    ...wraps.map((wrap) => (limit / wrap) * wrap),
    2n ** 64n + 1n,
    2n ** 127n,
    2n ** 128n - limit,
    2n ** 128n - 1n,
  ];
  return [...new Set(amounts)].filter((amount) => amount > 0n && amount < 2n ** 128n);
}

/** The values that a step may have, the simplest first. */
export type Values = {
  readonly waits: readonly number[];
  readonly amountsOf: (token: string) => readonly bigint[];
};

/** Returns the values that steps have, the simplest first. */
export const valuesFor = (claims: Claims, tokens: readonly Kind[]): Values => ({
  waits: waitsFor(claims),
  amountsOf: (token) =>
    amountsFor(
      claims.maxOut.find((bound) => bound.token === token),
      tokens.find(({ symbol }) => symbol === token)?.decimals ?? 0,
    ),
});

type Kind = { readonly symbol: string; readonly decimals: number };

/** Returns sequences of steps, up to a length; what is written first is what is simplest. */
export function draws(
  claims: Claims,
  tokens: readonly Kind[],
  length: number,
): fc.Arbitrary<readonly Step[]> {
  const after = fc.oneof(
    { weight: 2, arbitrary: fc.constant(1) },
    { weight: 3, arbitrary: fc.constantFrom(...waitsFor(claims)) },
  );
  const money = fc.oneof(
    ...tokens.map(({ symbol, decimals }) => {
      const bound = claims.maxOut.find(({ token }) => token === symbol);
      return {
        weight: bound === undefined ? 1 : 4,
        arbitrary: fc.record({
          token: fc.constant(symbol),
          amount: fc.constantFrom(...amountsFor(bound, decimals)),
        }),
      };
    }),
  );
  const moved = (verb: "withdraw" | "deposit") =>
    fc.tuple(after, money).map(([wait, what]): Step => ({ do: verb, after: wait, ...what }));
  const held = (verb: "release" | "cancel") =>
    fc.tuple(after, fc.nat(3)).map(([wait, which]): Step => ({ do: verb, after: wait, which }));
  return fc.array(
    fc.oneof(
      { weight: 8, arbitrary: moved("withdraw") },
      { weight: 1, arbitrary: moved("deposit") },
      { weight: 1, arbitrary: held("release") },
      { weight: 1, arbitrary: held("cancel") },
    ),
    { minLength: 1, maxLength: length, size: "max" },
  );
}

/** What every guard is tried with before anything is drawn: the edges of what it claims. */
export function edges({ maxOut, freeAfter }: Claims, tokens: readonly Kind[]): readonly Step[][] {
  const bounded = maxOut.flatMap((bound) => {
    const { token, amount, window } = bound;
    const pay = (of: bigint, after = 1): Step => ({ do: "withdraw", after, token, amount: of });
    const decimals = tokens.find(({ symbol }) => symbol === token)?.decimals ?? 0;
    const later = [window - 1, window - 3_600, window, window + 1].filter((wait) => wait > 0);
    return [
      [pay(amount)],
      [pay(amount + 1n)],
      [pay(amount / 2n), pay(amount - amount / 2n), pay(1n)],
      [pay(amount / 2n), pay(amount + 1n), pay(amount - amount / 2n)],
      // In many parts: whoever forgets some of them lets more pass.
      Array.from({ length: 8 }, () => pay(amount / 8n + 1n)),
      ...later.map((wait) => [pay(amount), pay(amount, wait)]),
      ...(freeAfter === null ? [] : [[pay(amount), pay(amount, freeAfter)]]),
      ...amountsFor(bound, decimals).map((each) => [pay(each), pay(each), pay(amount)]),
    ];
  });
  return [...bounded, ...tokens.map(({ symbol, decimals }) => lone(symbol, decimals))];
}

const lone = (token: string, decimals: number): Step[] => [
  { do: "withdraw", after: 1, token, amount: 10n ** BigInt(decimals) },
  { do: "withdraw", after: 1, token, amount: 2n ** 128n - 1n },
];
