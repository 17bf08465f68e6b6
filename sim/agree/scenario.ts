import type { World } from "../bridge/port.ts";
import { requiredVotes } from "../bridge/quorum.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Timed } from "./draw.ts";

const disagreement = {
  name: "disagreement",
  title: "A list of commands that the model and the chains do not agree on",
  question: "Where do the reference model and the chains tell different things?",
};

/**
 * Returns a list of commands as a scenario: one actor who has every key, and does as listed.
 *
 * @param words What it is called.
 */
export function scenarioOfList(
  world: World,
  commands: readonly Timed[],
  words: Pick<Scenario, "name" | "title" | "question"> = disagreement,
): Scenario {
  const contracts = new Set([...(world.refusesEther ?? []), "nobody"]);
  const { quorum } = world;
  return {
    format: 1,
    ...words,
    seed: world.seed,
    start: world.start,
    end: (commands.at(-1)?.at ?? world.start) + 1,
    parameters: {},
    world,
    custody: { nodes: [], edges: [] },
    actors: [
      {
        kind: "script",
        name: "script",
        isHonest: false,
        accounts: Object.keys(world.accounts).filter((name) => !contracts.has(name)),
        steps: commands,
      },
    ],
    declared: {
      threshold: requiredVotes(quorum, world.validators.length),
      paidWithin: 86_400,
      finality: { mainchain: 0, sidechain: 0 },
    },
    prices: [],
    expect: {},
    provenance: [],
  };
}
