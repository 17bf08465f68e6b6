import fc from "fast-check";
import type { Command, OpenBridge, Outcome, World } from "../bridge/port.ts";
import { type Comparison, compare, type Difference } from "./compare.ts";
import { type Choice, drawCommands, type Timed } from "./draw.ts";

/** Numbers of a choice: as many as the longest command takes. */
const numbers = 16;

/**
 * Lists of choices, of up to 40 commands, half of them as long as that. Shrinking takes commands
 * out and numbers to zero.
 */
export const choices: fc.Arbitrary<readonly Choice[]> = fc
  .noBias(
    fc.array(fc.array(fc.nat(65_535), { minLength: numbers, maxLength: numbers }), {
      maxLength: 80,
      size: "max",
    }),
  )
  .map((list) => list.slice(0, 40));

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
  readonly left: OpenBridge;
  readonly right: OpenBridge;
  /** Sees every list on which both agree. */
  readonly seen?: (commands: readonly Timed[], comparison: Comparison) => void;
};

/** Holds two bridges against each other over drawn lists of commands, up to a difference. */
export async function agree(options: Options): Promise<Agreement> {
  const { world, left, right } = options;
  const judged = { lists: 0, steps: 0 };
  const last: { failed?: Pick<Disagreement, "commands" | "difference"> } = {};
  const property = fc.asyncProperty(choices, async (list) => {
    const commands = drawCommands(world, list);
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

/** How often each verb had each outcome: `ok`, or the refusal's name. */
export type Table = Map<Command["verb"], Map<string, number>>;

/** Counts outcomes by verb. */
export function enter(table: Table, commands: readonly Timed[], outcomes: readonly Outcome[]) {
  for (const [index, outcome] of outcomes.entries()) {
    const verb = commands[index]?.command.verb ?? "sign";
    const row = table.get(verb) ?? new Map<string, number>();
    table.set(verb, row);
    const key = outcome.status === "ok" ? "ok" : outcome.error.name;
    row.set(key, (row.get(key) ?? 0) + 1);
  }
}
