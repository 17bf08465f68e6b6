import type { Timed } from "../agree/draw.ts";
import type { OpenBridge } from "../bridge/port.ts";
import { campaign, type Options } from "./campaign.ts";
import type { Played } from "./history.ts";
import type { Defect } from "./planting.ts";
import { confirm, play } from "./play.ts";
import { properties } from "./properties.ts";
import { shrink } from "./shrink.ts";

/** A defect that was found, by the shortest list that shows it. */
export type Found = {
  /** Lists that were drawn until then. */
  readonly lists: number;
  /** The shortest list, with what came of each step. */
  readonly steps: readonly Played[];
  readonly says: string;
  /** Every property that was broken by then. */
  readonly broken: readonly string[];
};

type Hunt = Pick<Options, "seed" | "lists" | "open" | "isOver"> & {
  /** On which the shortest list is played again. */
  readonly chains?: OpenBridge;
};

/**
 * Draws lists on a planted defect until the property that should find it is broken, and makes the
 * list as short as it can be.
 *
 * @returns `null` where it is not found in so many lists.
 */
export async function hunt(
  { subject, planted, property: id }: Defect,
  { chains, ...options }: Hunt,
): Promise<Found | null> {
  const drawn = await campaign(subject, { ...options, planted, until: id });
  const example = drawn.tallies.find((tally) => tally.id === id)?.example;
  const property = properties.find((one) => one.id === id);
  if (example === undefined || example === null || property === undefined) return null;
  const broken = async (list: readonly Timed[]) =>
    property.judge(await play(planted, list, options.open)).broken;
  const cut = example.list.slice(0, example.step + 1);
  const short = await shrink(cut, planted.start, async (list) => (await broken(list)) !== null);
  const shortest = await play(planted, short, options.open);
  if (chains !== undefined) await confirm(shortest, chains, ["The EVM server", "the chains"]);
  return {
    lists: drawn.lists,
    steps: shortest.events.map(({ at, command, outcome }) => ({ at, command, outcome })),
    says: property.judge(shortest).broken?.says ?? "",
    broken: drawn.tallies.filter((tally) => tally.broken > 0).map((tally) => tally.id),
  };
}
