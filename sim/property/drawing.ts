import fc from "fast-check";
import type { Draw, Move } from "./move.ts";
import { tricks, wellFormedTricks } from "./tricks.ts";

/** What may happen in a draw beside what an outsider with keys can do. */
export type Menu = {
  /** The operators pause and unpause. */
  readonly pauses?: boolean;
  /** The operators add and remove validators. */
  readonly members?: boolean;
  /** The issuer freezes and unfreezes. */
  readonly freezes?: boolean;
  /** The attacker has the admin's key, and uses it. */
  readonly governs?: boolean;
  /** There is another bridge of the same validators. */
  readonly sister?: boolean;
  /** Stolen keys sign payments, but acknowledge no deposits. */
  readonly signsOnly?: boolean;
  /**
   * Nobody submits bytes that are nobody's signature. The chains' tenant cannot say whose they are
   * when a gateway with a defect pays all the same.
   */
  readonly isWellFormed?: boolean;
};

/** Returns draws: up to `length` moves of an attacker, and of those around, as the menu has them. */
export function draws(menu: Menu, length = 8): fc.Arbitrary<Draw> {
  const optional = (isThere: boolean | undefined, weight: number, arbitrary: fc.Arbitrary<Move>) =>
    isThere ? [{ weight, arbitrary }] : [];
  return fc.array(
    fc.oneof(
      { weight: 12, arbitrary: menu.isWellFormed ? submitted(wellFormedTricks) : submit },
      { weight: 3, arbitrary: asSigned },
      { weight: 3, arbitrary: straight },
      { weight: 1, arbitrary: deposit },
      { weight: 1, arbitrary: request },
      ...optional(!menu.signsOnly, 2, acknowledge),
      { weight: 1, arbitrary: post },
      { weight: 1, arbitrary: wait },
      { weight: 1, arbitrary: serve },
      { weight: 1, arbitrary: honest },
      ...optional(menu.pauses, 3, operate),
      ...optional(menu.members, 6, members),
      ...optional(menu.freezes, 6, freeze),
      ...optional(menu.governs, 4, govern),
      ...optional(menu.sister, 4, sister),
    ),
    { minLength: 1, maxLength: length, size: "max" },
  );
}

const upTo = (max: number) => fc.integer({ min: 0, max });

/** Mostly zero, so that a move is a simple one with one thing strange about it. */
const rarely = (max: number) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: upTo(max) });

/** Submissions that play the first so many tricks. */
const submitted = (count: number): fc.Arbitrary<Move> =>
  fc.record({
    move: fc.constant("submit" as const),
    base: upTo(5),
    id: rarely(8),
    token: rarely(2),
    recipient: rarely(4),
    amount: rarely(9),
    fewer: rarely(3),
    // Often the mailbox alone: a payment that is in order, or one that was paid before.
    source: fc.oneof({ weight: 2, arbitrary: rarely(4) }, { weight: 1, arbitrary: fc.constant(2) }),
    mode: rarely(2),
    tricks: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(fc.record({ trick: upTo(count - 1), at: upTo(5) }), {
          minLength: 1,
          maxLength: 3,
        }),
      },
    ),
  });

const submit = submitted(tricks.length);

/** What lies signed in a mailbox, as it lies there: owed, paid already, or not signed enough. */
const asSigned: fc.Arbitrary<Move> = upTo(4).map((base) => ({
  ...{ move: "submit" as const, base, source: 2, tricks: [] },
  ...{ id: 0, token: 0, recipient: 0, amount: 0, fewer: 0, mode: 0 },
}));

/** A payment for the attacker that every stolen key signs, without a trick. */
const straight: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("submit" as const),
  base: upTo(5),
  id: upTo(8),
  token: rarely(2),
  recipient: fc.constant(1),
  amount: rarely(9),
  fewer: fc.constant(0),
  source: fc.constant(0),
  mode: upTo(2),
  tricks: fc.constant([]),
});

const own = { token: upTo(1), amount: upTo(7), owner: rarely(1) };
const deposit: fc.Arbitrary<Move> = fc.record({ move: fc.constant("deposit" as const), ...own });
const request: fc.Arbitrary<Move> = fc.record({ move: fc.constant("request" as const), ...own });

const acknowledge: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("acknowledge" as const),
  deposit: upTo(5),
  change: rarely(4),
  fewer: rarely(4),
});

const post: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("post" as const),
  request: upTo(4),
  key: upTo(4),
  over: upTo(3),
  replace: upTo(1),
});

const wait: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("wait" as const),
  length: upTo(7),
});

const serve: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("serve" as const),
  what: upTo(1),
  which: upTo(3),
});

const honest: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("honest" as const),
  amount: upTo(2),
});

const operate: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("operate" as const),
  what: rarely(3),
});

const changing = { what: upTo(7), who: upTo(5) };
const members: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("members" as const),
  ...changing,
});
const freeze: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("freeze" as const),
  what: rarely(1),
  who: rarely(2),
});
const govern: fc.Arbitrary<Move> = fc.record({ move: fc.constant("govern" as const), ...changing });

const sister: fc.Arbitrary<Move> = fc.record({
  move: fc.constant("sister" as const),
  recipient: rarely(3),
});
