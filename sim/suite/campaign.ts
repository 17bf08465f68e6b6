import fc from "fast-check";
import { choicesExactly } from "../agree/agreement.ts";
import { drawCommands, type Timed } from "../agree/draw.ts";
import type { OpenBridge, World } from "../bridge/port.ts";
import { drawingOf } from "./drawers.ts";
import type { History } from "./history.ts";
import { confirm, play } from "./play.ts";
import { propertiesOf } from "./properties.ts";
import type { Judged } from "./property.ts";
import type { Subject } from "./subject.ts";

/** How a property fared over all lists of a campaign. */
export type Tally = {
  readonly id: string;
  readonly accepting: number;
  readonly refusing: number;
  /** Lists in which it was broken. */
  readonly broken: number;
  /** The first of them. */
  readonly example: Example | null;
};

export type Example = {
  readonly list: readonly Timed[];
  readonly step: number;
  readonly says: string;
  /** Which list it was, counted from 0. */
  readonly index: number;
};

export type Campaign = {
  readonly lists: number;
  readonly steps: number;
  /** Steps of the median list that went through, or were held. */
  readonly acceptedMedian: number;
  /** Lists that the second tenant has confirmed. */
  readonly confirmed: number;
  readonly tallies: readonly Tally[];
};

export type Options = {
  readonly seed: number;
  readonly lists: number;
  readonly open: OpenBridge;
  /** What stands in the place of the world that lists are drawn on: a planted defect. */
  readonly planted?: World;
  /** Another tenant, on which one list in so many is played again. */
  readonly second?: { readonly open: OpenBridge; readonly every: number };
  /** Ends the campaign with the list in which this is broken. */
  readonly until?: string;
  /** Whether it is to end early. */
  readonly isOver?: () => boolean;
};

/** Commands of a list. */
const usualLength = 48;

/** Lists are drawn so many at a time. */
const batch = 50;

/** Draws lists on a subject, plays each, and judges every property of every one. */
export async function campaign(subject: Subject, options: Options): Promise<Campaign> {
  const { planted = subject.world, open, second } = options;
  const about = propertiesOf(subject);
  const tallies = new Map(about.map(({ id }) => [id, fresh(id)]));
  const accepted: number[] = [];
  let [lists, steps, confirmed] = [0, 0, 0];
  for (const list of drawn(subject, options)) {
    if (options.isOver?.()) break;
    const history = await play(planted, list, open);
    lists += 1;
    steps += list.length;
    accepted.push(acceptedIn(history));
    for (const { id, judge } of about)
      tallies.set(id, added(tallies.get(id) ?? fresh(id), judge(history), list, lists));
    if (second !== undefined && lists % second.every === 1 % second.every) {
      await confirm(history, second.open, ["The EVM server", "the chains"]);
      confirmed += 1;
    }
    if (options.until !== undefined && (tallies.get(options.until)?.broken ?? 0) > 0) break;
  }
  const acceptedMedian = accepted.sort((a, b) => a - b)[Math.floor(accepted.length / 2)] ?? 0;
  return { lists, steps, acceptedMedian, confirmed, tallies: [...tallies.values()] };
}

const fresh = (id: string): Tally => ({ id, accepting: 0, refusing: 0, broken: 0, example: null });

function added(
  tally: Tally,
  { accepting, refusing, broken }: Judged,
  list: readonly Timed[],
  lists: number,
): Tally {
  return {
    id: tally.id,
    accepting: tally.accepting + accepting,
    refusing: tally.refusing + refusing,
    broken: tally.broken + (broken === null ? 0 : 1),
    example: tally.example ?? (broken === null ? null : { ...broken, list, index: lists - 1 }),
  };
}

const acceptedIn = ({ events }: History): number =>
  events.filter(({ outcome }) => outcome.status !== "fail").length;

/** Draws lists, a batch with each seed: not all are in memory at once. */
function* drawn(subject: Subject, { seed, lists }: Options): Generator<readonly Timed[]> {
  const drawing = drawingOf(subject);
  const choices = choicesExactly(subject.length ?? usualLength);
  for (let from = 0; from < lists; from += batch) {
    const numRuns = Math.min(batch, lists - from);
    for (const choice of fc.sample(choices, { seed: seed + from, numRuns }))
      yield drawCommands(subject.world, choice, drawing);
  }
}
