import type { BridgeAdapter } from "./adapter.ts";
import { badSets } from "./sets.ts";
import { type Trick, tricks } from "./signing.ts";
import {
  type AmountName,
  amounts,
  type BridgeStep,
  type By,
  handover,
  rotationTricks,
} from "./step.ts";

const withdraw = (
  trick: Trick = "exactly enough",
  id = 0,
  amount: AmountName = "one",
): BridgeStep => ({
  ...{ do: "withdraw", after: 1, id, amount, to: "alice", trick, pick: 0 },
});

/** Brings one withdrawal after the other, each in another way: what is refused changes nothing. */
const everyTrick = (pick: number): BridgeStep[] =>
  tricks.map((trick, id) => ({
    ...{ do: "withdraw", after: 1, id, amount: "one", to: "bob", trick, pick },
  }));

/** What every bridge is tried with before anything is drawn: the edges of what it promises. */
export function bridgeEdges(able: BridgeAdapter): readonly (readonly BridgeStep[])[] {
  const { holdDelay, rotationDelay, retained } = able.claims;
  const release = (after = Math.max(1, holdDelay), which = 0): BridgeStep[] =>
    able.release ? [{ do: "release", after, which }] : [];
  const paid = (trick: Trick, id = 0, amount: AmountName = "one"): BridgeStep[] => [
    withdraw(trick, id, amount),
    ...release(),
  ];
  const rotate = (trick: Trick = "exactly enough", after = rotationDelay): Rotation => ({
    ...handover(after),
    trick,
  });
  const rotations = Array.from({ length: retained + 1 }, () => rotate());
  return [
    ...tricks.map((trick) => paid(trick)),
    ...[0, 1, 2, 3, 4].map(everyTrick),
    ...amounts.map((amount) => paid("exactly enough", 0, amount)),
    ...[0, 1, 2].map((pick): BridgeStep[] => [
      {
        ...{ do: "withdraw", after: 1, id: 0, amount: "one", to: "eve" },
        trick: "exactly enough",
        pick,
      },
      ...release(),
    ]),
    // The same again, and another of the same id.
    [...paid("exactly enough"), ...paid("one more than enough")],
    [...paid("exactly enough"), ...release(1), { do: "deposit", after: 1, amount: "one" }],
    [...paid("exactly enough"), ...paid("exactly enough", 0, "half the vault"), ...release(1, 1)],
    [
      ...paid("exactly enough", 0, "the vault"),
      { do: "deposit", after: 1, amount: "one" },
      ...paid("exactly enough", 1),
    ],
    ...(able.rotate ? rotated(able, paid, release, rotate, rotations) : []),
    ...(able.release ? held(able, release) : []),
    ...(able.pause ? paused(paid, release) : []),
  ];
}

type Rotation = ReturnType<typeof handover>;
type Paid = (trick: Trick, id?: number, amount?: AmountName) => BridgeStep[];
type Release = (after?: number, which?: number) => BridgeStep[];

function rotated(
  { claims, rotationDigest }: BridgeAdapter,
  paid: Paid,
  release: Release,
  rotate: (trick?: Trick, after?: number) => Rotation,
  rotations: readonly BridgeStep[],
): readonly (readonly BridgeStep[])[] {
  const delay = Math.max(1, claims.rotationDelay);
  return [
    [rotate(), ...paid("exactly enough")],
    ...[0, 1, 2].map((pick) => [...rotations, ...everyTrick(pick)]),
    [rotate(), ...paid("the set before")],
    [rotate(), ...paid("removed members beside")],
    [...rotations, ...paid("older than is kept")],
    [...rotations, ...paid("the oldest that is kept"), ...paid("exactly enough", 1)],
    [withdraw(), rotate(), ...release()],
    ...[0, 1, 2, 3, 4].map((pick): BridgeStep[] => [
      rotate(),
      { ...rotate("exactly enough", Math.max(1, delay - 1)), pick },
      rotate("exactly enough", 1),
    ]),
    ...badSets.map((next): BridgeStep[] => [
      { ...{ do: "rotate", after: delay, next, trick: "exactly enough", pick: 0, by: "right" } },
      ...paid("nobody"),
    ]),
    ...(rotationDigest === undefined
      ? [[{ ...rotate(), by: "outsider" as const }]]
      : rotationTricks.map((trick) => [...rotations, rotate(trick), rotate(), rotate(trick)])),
  ];
}

function held(
  { claims: { holdDelay }, cancel }: BridgeAdapter,
  release: Release,
): readonly (readonly BridgeStep[])[] {
  const steps: BridgeStep[][] = [
    [withdraw(), ...release(1)],
    [withdraw(), withdraw("exactly enough", 1), ...release(holdDelay || 1, 1), ...release(1, 0)],
    [withdraw("one less than enough"), ...release()],
    [withdraw("strangers alone"), ...release()],
  ];
  if (holdDelay > 1) steps.push([withdraw(), ...release(holdDelay - 1), ...release(1)]);
  if (cancel)
    for (const by of ["right", "outsider"] as const) {
      const cancelled: BridgeStep = { do: "cancel", after: 1, which: 0, by };
      steps.push([withdraw(), cancelled, ...release()]);
      steps.push([withdraw(), cancelled, withdraw(), ...release()]);
    }
  return steps;
}

function paused(paid: Paid, release: Release): readonly (readonly BridgeStep[])[] {
  const does = (verb: "pause" | "unpause", by: By = "right"): BridgeStep => ({
    ...{ do: verb, after: 1, by },
  });
  return [
    [does("pause"), ...paid("exactly enough")],
    [withdraw(), does("pause"), ...release()],
    [withdraw(), does("pause"), does("unpause"), ...release(), ...paid("exactly enough", 1)],
    [does("pause"), does("unpause"), ...paid("exactly enough")],
    [does("pause", "outsider"), ...paid("exactly enough")],
    [does("pause"), does("unpause", "outsider"), ...paid("exactly enough")],
  ];
}
