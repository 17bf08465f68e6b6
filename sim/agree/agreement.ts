import fc from "fast-check";
import { modelOf } from "../bridge/model/model.ts";
import type { Command, OpenBridge, Outcome, Refusal, World } from "../bridge/port.ts";
import { type Comparison, compare, type Difference } from "./compare.ts";
import { type Choice, drawCommands, type ModelOf, type Timed } from "./draw.ts";

/** Numbers of a choice: as many as the longest command takes. */
const numbers = { short: 16, long: 28 };

/** Commands of a list, at most. */
const listMost = 40;

/**
 * Lists of choices, of up to 40 commands, half of them as long as that. Shrinking takes commands
 * out and numbers to zero.
 */
export const choices = choicesUpTo(2 * listMost, numbers.short);

/** The same, nine tenths of them as long as that: a stack of guards takes a while to fill. */
const longChoices = choicesUpTo(10 * listMost, numbers.long);

function choicesUpTo(maxLength: number, length: number): fc.Arbitrary<readonly Choice[]> {
  return fc
    .noBias(fc.array(choiceOf(length), { maxLength, size: "max" }))
    .map((list) => list.slice(0, listMost));
}

/** A choice of so many numbers. */
function choiceOf(length: number): fc.Arbitrary<Choice> {
  return fc.array(fc.nat(65_535), { minLength: length, maxLength: length });
}

/** Lists of exactly so many choices, as a stack of guards takes them. */
export const choicesExactly = (count: number): fc.Arbitrary<readonly Choice[]> =>
  fc.noBias(fc.array(choiceOf(numbers.long), { minLength: count, maxLength: count, size: "max" }));

/** A list that two bridges do not agree on, as small as it could be made. */
export type Disagreement = {
  readonly commands: readonly Timed[];
  readonly difference: Difference;
  /** What gives fast-check this list again. */
  readonly replay: { readonly seed: number; readonly path: string };
};

export type Agreement = {
  readonly lists: number;
  readonly steps: number;
  readonly disagreement: Disagreement | null;
};

type Options = {
  readonly world: World;
  readonly lists: number;
  readonly seed: number;
  /** Where fast-check found a failing list with this seed; that one alone is run again. */
  readonly path?: string;
  /** Whether a list that fails is made smaller; it takes a while. */
  readonly shrink: boolean;
  /** The model that the lists walk, where it is another than the sound one. */
  readonly walked?: ModelOf;
  readonly left: OpenBridge;
  readonly right: OpenBridge;
  /** Sees every list on which both agree. */
  readonly seen?: (commands: readonly Timed[], comparison: Comparison) => void;
};

/** Holds two bridges against each other over drawn lists of commands, up to a difference. */
export async function agree(options: Options): Promise<Agreement> {
  const { world, left, right } = options;
  const judged = { lists: 0, steps: 0 };
  const drawn = world.contracts.gateway === "RoninGatewayV1" ? choices : longChoices;
  const last: { failed?: Pick<Disagreement, "commands" | "difference"> } = {};
  const property = fc.asyncProperty(drawn, async (list) => {
    const commands = drawCommands(world, list, { walked: options.walked ?? modelOf });
    const comparison = await compare(world, commands, left, right);
    judged.lists += 1;
    judged.steps += comparison.outcomes.length;
    const { difference } = comparison;
    if (difference === null) {
      options.seen?.(commands, comparison);
      return true;
    }
    last.failed = { commands, difference };
    return false;
  });
  const details = await fc.check(property, {
    numRuns: options.lists,
    seed: options.seed,
    endOnFailure: !options.shrink,
    ...(options.path === undefined ? {} : { path: options.path }),
  });
  if (!details.failed || last.failed === undefined) {
    if (details.errorInstance) throw details.errorInstance;
    return { ...judged, disagreement: null };
  }
  const replay = { seed: details.seed, path: details.counterexamplePath ?? "" };
  return { ...judged, disagreement: { ...last.failed, replay } };
}

/**
 * How often each verb had each outcome: `ok`, the refusal's name, or what a guard said and with
 * which answer: `Refused by utc-day-limit: limit of a day`.
 */
export type Table = Map<Command["verb"], Map<string, number>>;

/** Counts outcomes by verb. */
export function enter(table: Table, commands: readonly Timed[], outcomes: readonly Outcome[]) {
  for (const [index, outcome] of outcomes.entries()) {
    const verb = commands[index]?.command.verb ?? "sign";
    const row = table.get(verb) ?? new Map<string, number>();
    table.set(verb, row);
    const key = outcome.status === "ok" ? "ok" : wordsOf(outcome.error);
    row.set(key, (row.get(key) ?? 0) + 1);
  }
}

const wordsOf = ({ name, args }: Refusal): string =>
  args.guard === undefined ? name : `${name} by ${args.guard}: ${args.reason}`;

/** What lists gave, all verbs together. */
export type Summary = {
  readonly steps: number;
  /** Commands that went through, what is held among them. */
  readonly accepted: number;
  /** How often each refusal and each answer of a guard was given. */
  readonly reasons: ReadonlyMap<string, number>;
};

/** Sums up a table. */
export function summaryOf(table: Table): Summary {
  const reasons = new Map<string, number>();
  for (const row of table.values())
    for (const [reason, count] of row) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  const sum = (isMeant: (reason: string) => boolean): number =>
    [...reasons].reduce((all, [reason, count]) => all + (isMeant(reason) ? count : 0), 0);
  const summary = {
    steps: sum(() => true),
    accepted: sum((reason) => reason === "ok" || reason.startsWith("Held ")),
    reasons,
  };
  reasons.delete("ok");
  return summary;
}
