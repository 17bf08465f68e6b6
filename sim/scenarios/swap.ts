import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { type Definition, resolveScenario, type Setting } from "../scenario/define.ts";
import { kucoinResponder } from "./kucoin-2020.runbook.ts";
import { kucoinAnsweredBy } from "./kucoin-2020.ts";
import type { Responder } from "./responders.ts";
import { roninAssetsAnsweredBy } from "./ronin-2022.assets.ts";
import { roninResponder } from "./ronin-2022.runbook.ts";

/** Every responder that can take another's place. */
const responders: readonly Responder[] = [kucoinResponder, roninResponder];

/** What was stolen, each with the thief's pace of its own record. */
const stolen = [
  { name: "kucoin", answeredBy: kucoinAnsweredBy },
  { name: "ronin", answeredBy: roninAssetsAnsweredBy },
] as const;

/** Scenarios of the list in which responders can be swapped. */
const swappable: ReadonlyMap<string, (responder: Responder) => Definition> = new Map([
  ["kucoin-2020", kucoinAnsweredBy],
]);

/**
 * Returns the definition of a scenario in which another responds.
 *
 * @throws InputError when there is no such responder, with the nearest, or the scenario's cannot be
 * swapped.
 */
export function withResponder(scenario: string, name: string): Definition {
  const answeredBy = swappable.get(scenario);
  if (answeredBy === undefined)
    throw new InputError(
      `${scenario} cannot have another responder; only ${[...swappable.keys()].join(", ")} can.`,
      { docsPath: "docs/errors.md#unknown-responder" },
    );
  const found = responders.find((responder) => responder.name === name);
  if (found !== undefined) return answeredBy(found);
  const names = responders.map((responder) => responder.name);
  throw new InputError(
    `"${name}" is no responder; the nearest is "${nearest(name, names)}". There are: ${names.join(", ")}.`,
    { docsPath: "docs/errors.md#unknown-responder" },
  );
}

/**
 * Returns every responder against all that was stolen.
 *
 * @param settings Fields that each of these scenarios has.
 */
export const pairings = (seed: number, settings: readonly Setting[] = []) =>
  stolen.flatMap(({ name: assets, answeredBy }) =>
    responders.map((responder) => ({
      responder: responder.name,
      assets,
      scenario: resolveScenario(answeredBy(responder), seed, settings),
    })),
  );
