import fc from "fast-check";
import type { BridgeAdapter } from "./adapter.ts";
import { type BadSet, badSets } from "./sets.ts";
import { type Trick, tricks } from "./signing.ts";

/** Amounts, as the state has them; base units of 18 decimals. What is simplest stands first. */
export const amounts = [
  "one",
  "the least",
  "half the vault",
  "the vault",
  "one more than the vault",
  "nothing",
  "2^64 and one",
  "2^128 and one",
  "2^256 less one",
] as const;

export type AmountName = (typeof amounts)[number];

/** Something that is done to a bridge, some seconds after what came before. */
export type BridgeStep =
  | {
      readonly do: "withdraw";
      readonly after: number;
      /** Which of some ids. */
      readonly id: number;
      readonly amount: AmountName;
      readonly to: "alice" | "bob";
      readonly trick: Trick;
      /** Which of the choices that the trick leaves. */
      readonly pick: number;
    }
  | {
      readonly do: "rotate";
      readonly after: number;
      readonly next: "next" | BadSet;
      readonly trick: Trick;
      readonly pick: number;
      readonly by: By;
    }
  | { readonly do: "deposit"; readonly after: number; readonly amount: "one" }
  /** Of what was brought, the one of a number, counted from 0. */
  | { readonly do: "release"; readonly after: number; readonly which: number }
  | { readonly do: "cancel"; readonly after: number; readonly which: number; readonly by: By }
  | { readonly do: "pause" | "unpause"; readonly after: number; readonly by: By };

/** Whether whoever has the right does it, or an outsider tries. */
export type By = "right" | "outsider";

type Abilities = Pick<BridgeAdapter, "claims" | "release" | "cancel" | "pause" | "rotate">;

/** Returns the waits worth trying, the simplest first. */
export function waitsFor({ claims }: Abilities): readonly number[] {
  const around = [claims.rotationDelay, claims.holdDelay]
    .filter((edge) => edge > 0)
    .flatMap((edge) => [edge, edge - 1, edge + 1]);
  return [...new Set([1, ...around])].filter((wait) => wait > 0);
}

/** What may be tried with a rotation. */
export const rotationTricks = tricks.filter(
  (trick) => !/^another|^a fork|without the heaviest/.test(trick),
);

/** Returns sequences of steps, up to a length. */
export function bridgeDraws(able: Abilities, length: number): fc.Arbitrary<readonly BridgeStep[]> {
  const after = fc.constantFrom(...waitsFor(able));
  const pick = fc.nat(40);
  const by = fc.oneof(
    { weight: 3, arbitrary: fc.constant("right" as const) },
    { weight: 1, arbitrary: fc.constant("outsider" as const) },
  );
  const which = fc.nat(2);
  const withdraw = fc.record({
    do: fc.constant("withdraw" as const),
    after,
    id: fc.nat(2),
    amount: fc.oneof(
      { weight: 3, arbitrary: fc.constant("one" as const) },
      { weight: 1, arbitrary: fc.constantFrom(...amounts) },
    ),
    to: fc.constantFrom("alice" as const, "bob" as const),
    trick: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...tricks.slice(0, 4)) },
      { weight: 3, arbitrary: fc.constantFrom(...tricks) },
    ),
    pick,
  });
  const rotate = fc.record({
    do: fc.constant("rotate" as const),
    after: fc.oneof(
      { weight: 1, arbitrary: after },
      { weight: 2, arbitrary: fc.constant(Math.max(1, able.claims.rotationDelay)) },
    ),
    next: fc.oneof(
      { weight: 3, arbitrary: fc.constant("next" as const) },
      { weight: 1, arbitrary: fc.constantFrom(...badSets) },
    ),
    trick: fc.oneof(
      { weight: 3, arbitrary: fc.constant("exactly enough" as const) },
      { weight: 1, arbitrary: fc.constantFrom(...rotationTricks) },
    ),
    pick,
    by,
  });
  const done = <Verb extends string>(verb: Verb) => fc.constant(verb);
  const kinds: { weight: number; arbitrary: fc.Arbitrary<BridgeStep> }[] = [
    { weight: 8, arbitrary: withdraw },
    { weight: 1, arbitrary: fc.record({ do: done("deposit"), after, amount: done("one") }) },
  ];
  if (able.rotate) kinds.push({ weight: 3, arbitrary: rotate });
  if (able.release)
    kinds.push({ weight: 5, arbitrary: fc.record({ do: done("release"), after, which }) });
  if (able.cancel)
    kinds.push({ weight: 2, arbitrary: fc.record({ do: done("cancel"), after, which, by }) });
  if (able.pause)
    for (const verb of ["pause", "unpause"] as const)
      kinds.push({ weight: 1, arbitrary: fc.record({ do: done(verb), after, by }) });
  return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: length, size: "max" });
}
