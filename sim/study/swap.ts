import type { OpenBridge } from "../bridge/port.ts";
import { invariant } from "../core/invariant.ts";
import { scenarioHash } from "../scenario/hash.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { finish } from "./experiment.ts";
import { endingOf, takenIn } from "./race.ts";
import { unanswered } from "./response.ts";
import { begunIn } from "./response-delay.ts";

/** One responder against the assets of one theft. */
export type Pairing = {
  readonly responder: string;
  readonly assets: string;
  readonly scenario: Scenario;
};

/** What came of a pairing. */
export type SwapCell = {
  readonly responder: string;
  readonly assets: string;
  /** Seconds from the first theft to the first answer; `null`: there was none. */
  readonly firstAnswerAfter: number | null;
  /** In dollars at the time of the theft: what was taken. */
  readonly lossUsd: string | null;
  /** Of the worth of what was taken, what came back to its owners. */
  readonly recoveredShare: string | null;
  /** Of all that is taken when nobody answers, what the thief does not have at the end. */
  readonly savedShare: string | null;
  readonly scenarioHash: string;
};

/** Responders against assets: how much was speed, and how much what the assets allow. */
export type Swap = {
  readonly format: 1;
  readonly seed: number;
  readonly tenant: string;
  readonly cells: readonly SwapCell[];
};

/** A swap, and the scenarios of its runs by their hash. */
export type RunSwap = { readonly swap: Swap; readonly scenarios: ReadonlyMap<string, Scenario> };

/** Runs each pairing, and the assets of each with nobody who answers. */
export async function runSwap(
  pairings: readonly Pairing[],
  open: OpenBridge,
  tenant: string,
): Promise<RunSwap> {
  const alone = new Map<string, ReadonlyMap<string, bigint>>();
  for (const { assets, scenario } of pairings) {
    if (alone.has(assets)) continue;
    alone.set(assets, takenIn((await finish(unanswered(scenario), open)).trace));
  }
  const cells: SwapCell[] = [];
  for (const pairing of pairings)
    cells.push(await cellOf(pairing, alone.get(pairing.assets) ?? new Map(), open));
  const [first] = pairings;
  invariant(first !== undefined, "There is something to swap.");
  return {
    scenarios: new Map(pairings.map(({ scenario }) => [scenarioHash(scenario), scenario])),
    swap: { format: 1, seed: first.scenario.seed, tenant, cells },
  };
}

async function cellOf(
  { responder, assets, scenario }: Pairing,
  all: ReadonlyMap<string, bigint>,
  open: OpenBridge,
): Promise<SwapCell> {
  const { trace, figures } = await finish(scenario, open);
  const begun = begunIn(trace);
  return {
    responder,
    assets,
    firstAnswerAfter: begun === null ? null : begun.firstAnswerAt - begun.theftAt,
    lossUsd: figures["loss.usd"]?.value ?? null,
    recoveredShare: figures["recovered.share"]?.value ?? null,
    savedShare: endingOf(scenario, trace, all).saved,
    scenarioHash: scenarioHash(scenario),
  };
}
