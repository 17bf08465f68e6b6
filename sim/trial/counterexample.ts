import { invariant } from "../core/invariant.ts";
import { day } from "../core/time.ts";
import type { ScriptSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { benchWith, type OwnGuard, people } from "./bench.ts";
import { opening } from "./play.ts";
import type { Failure } from "./trial.ts";

/** Whom each of those who act has the keys of. */
const actors = [
  { name: people.thief, accounts: [people.signer] },
  { name: people.outsider, accounts: [] },
  { name: people.canceller, accounts: [] },
] as const;

/**
 * Returns the scenario in which a failure happens again: complete, the guard's bytecode included,
 * with everybody doing by script what was done.
 */
export function counterexample(guard: OwnGuard, { id, says, happenings }: Failure): Scenario {
  const world = benchWith([guard]);
  const done = [
    ...opening.map((command) => ({ at: world.start, command })),
    ...happenings.map(({ at, command }) => ({ at, command })),
  ];
  const last = done.at(-1);
  invariant(last, "Something happens before anything fails.");
  return {
    format: 1,
    name: "counterexample",
    title: `${guard.contract}: ${id} is broken`,
    question: `Is it true of ${guard.contract} that ${says}?`,
    seed: world.seed,
    start: world.start,
    end: last.at + day,
    parameters: {},
    world,
    custody: { nodes: [], edges: [] },
    actors: actors.map(
      ({ name, accounts }): ScriptSpec => ({
        kind: "script",
        name,
        isHonest: name !== people.thief,
        accounts,
        steps: done.filter(({ command }) => "sender" in command && command.sender === name),
      }),
    ),
    declared: {
      threshold: 1,
      paidWithin: 30 * day,
      finality: { mainchain: 60, sidechain: 60 },
    },
    prices: [],
    expect: {},
    provenance: [],
  };
}
