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
      readonly to: Recipient;
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

/** Whom money goes to: people, and an account that comes back while it is paid. */
export const recipients = ["alice", "bob", "eve"] as const;
export type Recipient = (typeof recipients)[number];

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

/** Returns sequences of steps, up to so many, beside rotations that they may begin with. */
export function bridgeDraws(able: Abilities, length: number): fc.Arbitrary<readonly BridgeStep[]> {
  const { retained, rotationDelay } = able.claims;
  const soon = fc.oneof(
    { weight: 2, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(...waitsFor(able)) },
  );
  const rotation = rotations(soon);
  const withdraw = withdrawals(soon);
  const which = fc.constantFrom(latest, 0, 1);
  const release = fc.record({
    do: done("release"),
    after: fc.constantFrom(...waitsFor(able)),
    which,
  });
  const by = fc.constantFrom<By>("right", "right", "outsider");
  const due = fc.record({ ...rotation, after: fc.constant(Math.max(1, rotationDelay)) });
  const kinds: { weight: number; arbitrary: fc.Arbitrary<readonly BridgeStep[]> }[] = [
    { weight: 6, arbitrary: fc.tuple(withdraw) },
    { weight: 1, arbitrary: fc.tuple(fc.record({ do: done("deposit"), after: soon, amount })) },
  ];
  if (able.rotate) {
    kinds.push({ weight: 2, arbitrary: fc.tuple(due) });
    kinds.push({ weight: 1, arbitrary: fc.tuple(due, fc.record(rotation)) });
  }
  if (able.release) {
    kinds.push({ weight: 4, arbitrary: fc.tuple(withdraw, release) });
    kinds.push({ weight: 1, arbitrary: fc.tuple(release) });
  }
  if (able.cancel) {
    const cancel = fc.record({ do: done("cancel"), after: soon, which, by });
    kinds.push({ weight: 2, arbitrary: fc.tuple(withdraw, cancel, release) });
  }
  if (able.pause)
    for (const verb of ["pause", "unpause"] as const)
      kinds.push({
        weight: 1,
        arbitrary: fc.tuple(fc.record({ do: done(verb), after: soon, by })),
      });
  const body = fc
    .array(fc.oneof(...kinds), { minLength: 1, maxLength: length, size: "max" })
    .map((chunks): readonly BridgeStep[] => chunks.flat().slice(0, length));
  if (!able.rotate) return body;
  const first = fc
    .nat(retained + 1)
    .chain((count) => fc.constant(Array.from({ length: count }, () => handover(rotationDelay))));
  return fc.tuple(first, body).map(([before, rest]) => [...before, ...rest]);
}

/** Stands for what was brought last, however much that is. */
const latest = 99;

const done = <Verb extends string>(verb: Verb) => fc.constant(verb);
const amount = fc.constant("one" as const);
const pick = fc.nat(40);

/** A rotation as it should be. */
export const handover = (delay: number): Extract<BridgeStep, { readonly do: "rotate" }> => ({
  do: "rotate",
  after: Math.max(1, delay),
  next: "next",
  trick: "exactly enough",
  pick: 0,
  by: "right",
});

const withdrawals = (after: fc.Arbitrary<number>) =>
  fc.record({
    do: done("withdraw"),
    after,
    id: fc.nat(3),
    amount: fc.oneof(
      { weight: 4, arbitrary: amount },
      { weight: 1, arbitrary: fc.constantFrom(...amounts) },
    ),
    to: fc.constantFrom(...recipients),
    trick: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...tricks.slice(0, 4)) },
      { weight: 2, arbitrary: fc.constantFrom(...tricks) },
    ),
    pick,
  });

const rotations = (after: fc.Arbitrary<number>) => ({
  do: done("rotate"),
  after,
  next: fc.oneof(
    { weight: 5, arbitrary: fc.constant("next" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...badSets) },
  ),
  trick: fc.oneof(
    { weight: 2, arbitrary: fc.constant("exactly enough" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...rotationTricks) },
  ),
  pick,
  by: fc.constantFrom<By>("right", "right", "right", "outsider"),
});
