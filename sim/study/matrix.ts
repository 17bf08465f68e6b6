import { type Family, families } from "../attack/family.ts";
import type { OwnAttack } from "../attack/protocol.ts";
import { openModel } from "../bridge/model/model.ts";
import type { OpenBridge } from "../bridge/port.ts";
import type { Verdict } from "../check/verdict.ts";
import { InputError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import { nearest } from "../core/nearest.ts";
import { defend, defenses } from "../defense/registry.ts";
import type { Figure, Figures } from "../metric/metric.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { bestOf } from "./best.ts";
import { type Finished, finish } from "./experiment.ts";
import { emptyFigures } from "./names.ts";
import { didItsPart } from "./part.ts";
import { noPeace, type Peace, peaceFigures, peaceOf } from "./peace.ts";
import { redTeam } from "./red-team.ts";

/** The attacks of a row, in order: as it happened, the best adapted one, and the families. */
export const attackNames: readonly string[] = [
  "replayed",
  "adapted",
  ...families.map(({ name }) => name),
];

/** Stacks that answer what one defense alone leaves open. */
const usualStacks: readonly string[] = [
  "utc-day-limit+backing-monitor",
  "delay-with-veto+backing-monitor",
  "token-bucket+tiered-quorum+backing-monitor",
  "ronin-v2+backing-monitor",
];

/** The rows of a matrix for which none was chosen: every defense, then the stacks. */
export const usualRows = (): readonly string[] => [
  ...defenses.map(({ name }) => name),
  ...usualStacks,
];

/**
 * Returns the name of an attack of the matrix.
 *
 * @throws InputError when there is none of that name, with the nearest one.
 */
export function attackNamed(name: string): string {
  if (attackNames.includes(name)) return name;
  throw new InputError(
    `"${name}" is no attack of the matrix; the nearest is "${nearest(name, attackNames)}".`,
    { docsPath: "docs/errors.md#unknown-strategy" },
  );
}

/** One attack on one bridge behind one defense. */
export type Cell = {
  readonly scenario: string;
  readonly defense: string;
  /** One of `attackNames`, or the name of an attack of the user's own. */
  readonly attack: string;
  /** Which strategy was the best; `null` where none was chosen. */
  readonly strategy: string | null;
  readonly traceHash: string | null;
  readonly verdicts: { readonly [check: string]: Verdict };
  readonly metrics: Figures;
};

/** An attack as plain data. */
type Planned = { readonly strategy: string | null; readonly scenario: Scenario };

/** An attack, or why there is none here. */
type Attack = Planned | { readonly why: string };

/**
 * Returns the cells of a scenario behind a defense: the attack as it happened, the best that the
 * strategies find, and the families, each again with its best strategy. Strategies are tried on the
 * model; what is told of the best comes from the tenant, whose trace must be the model's.
 *
 * @param open The tenant: the chains, or the model, which knows no gas.
 * @param attacks Which of `attackNames`, in their order.
 * @param own Attacks of the user's own, in theirs.
 * @throws InputError for an attack of the user's own that cannot be carried out.
 */
export async function cellsOf(
  scenario: Scenario,
  defense: string,
  open: OpenBridge,
  attacks: readonly string[] = attackNames,
  own: readonly OwnAttack[] = [],
): Promise<readonly Cell[]> {
  const names = [...attacks, ...own.map(({ name }) => name)];
  let defended: Scenario;
  try {
    defended = defend(scenario, defense);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // A reason is a part of other sentences.
    const why = error.message.replace(/\.$/, "");
    return names.map((attack) => empty(scenario, defense, attack, why));
  }
  const peace = await peaceOf(defended);
  const cells: Cell[] = [];
  for (const name of names) {
    const written = own.find((attack) => attack.name === name);
    const attack =
      written === undefined ? await attackOf(defended, name) : await ownOf(defended, written);
    cells.push(
      "why" in attack
        ? empty(scenario, defense, name, attack.why)
        : await cellOf(expecting(attack, name), { scenario, defense, name, peace, open }),
    );
  }
  return cells;
}

/** History says what to expect of what happened alone, here as in `run --attack`. */
const expecting = (attack: Planned, name: string): Planned =>
  name === "replayed" ? attack : { ...attack, scenario: { ...attack.scenario, expect: {} } };

/** Returns the attack of a name against a defended scenario. */
async function attackOf(defended: Scenario, name: string): Promise<Attack> {
  if (name === "replayed") return { strategy: null, scenario: defended };
  const family = families.find((candidate) => candidate.name === name);
  return family === undefined
    ? ((await bestOf(defended)) ?? {
        why: "there is no thief here whose attack could be adapted",
      })
    : familyOf(defended, family);
}

async function ownOf(defended: Scenario, attack: OwnAttack): Promise<Attack> {
  if (!defended.actors.some(({ kind }) => kind === "thief"))
    return { why: "there is no thief here whose part an attack of one's own could take" };
  const { scenario } = await redTeam(defended, attack);
  return { strategy: null, scenario };
}

async function familyOf(defended: Scenario, family: Family): Promise<Attack> {
  const prepared = family.prepare(defended);
  if ("why" in prepared) return prepared;
  if (family.isPlain) return { strategy: null, scenario: prepared };
  const best = await bestOf(prepared, (planned) => family.settle?.(planned, defended) ?? planned);
  invariant(best, "A family's scenario has a thief.");
  return best;
}

type Place = {
  readonly scenario: Scenario;
  readonly defense: string;
  readonly name: string;
  readonly peace: Peace;
  readonly open: OpenBridge;
};

async function cellOf(
  { strategy, scenario: attacked }: Planned,
  { scenario, defense, name, peace, open }: Place,
): Promise<Cell> {
  const finished = await settled(attacked, open);
  return {
    scenario: scenario.name,
    defense,
    attack: name,
    strategy,
    traceHash: finished.traceHash,
    verdicts: { ...finished.verdicts, defense: didItsPart(finished, attacked) },
    metrics: { ...finished.figures, ...peaceFigures(peace, finished) },
  };
}

/** Runs on the tenant, and holds its trace against the model's. */
async function settled(scenario: Scenario, open: OpenBridge): Promise<Finished> {
  const finished = await finish(scenario, open);
  const modeled = open === openModel ? finished : await finish(scenario, openModel);
  invariant(
    finished.traceHash === modeled.traceHash,
    `${scenario.name} behind ${scenario.defenses?.join("+") ?? "no defense"} has one trace on the model and another on the chains.`,
  );
  return finished;
}

/** A cell without a run: every figure says why it has no value. */
function empty(scenario: Scenario, defense: string, attack: string, why: string): Cell {
  const figures = emptyFigures(scenario);
  return {
    scenario: scenario.name,
    defense,
    attack,
    strategy: null,
    traceHash: null,
    verdicts: {},
    metrics: Object.fromEntries(
      Object.entries({ ...figures, ...noPeace(figures, why) }).map(
        ([name, { unit, better }]): [string, Figure] => [name, { value: null, why, unit, better }],
      ),
    ),
  };
}
