import { openModel } from "../bridge/model/model.ts";
import type { OpenBridge } from "../bridge/port.ts";
import type { Verdict } from "../check/verdict.ts";
import { InputError } from "../core/errors.ts";
import { invariant } from "../core/invariant.ts";
import { defend } from "../defense/registry.ts";
import type { Figure, Figures } from "../metric/metric.ts";
import { hostileActors, type Scenario } from "../scenario/scenario.ts";
import { adaptAll } from "./adapt.ts";
import { dollars } from "./curve.ts";
import { type Finished, finish } from "./experiment.ts";
import { type Griefing, griefing } from "./grief.ts";
import { emptyFigures } from "./names.ts";
import { type HonestPrice, honestPrice } from "./price.ts";

const attacks = ["replayed", "adapted"] as const;

/** One attack on one bridge behind one defense. */
export type Cell = {
  readonly scenario: string;
  readonly defense: string;
  /** `replayed`: as it happened; `adapted`: the best of all strategies against that defense. */
  readonly attack: (typeof attacks)[number];
  /** Which strategy it was; `null` for the replay. */
  readonly strategy: string | null;
  readonly traceHash: string | null;
  readonly verdicts: { readonly [check: string]: Verdict };
  readonly metrics: Figures;
};

/** What the honest use of a defended bridge is like, whatever the attack. */
type Peace = {
  readonly price: HonestPrice | { readonly why: string };
  readonly grief: Griefing | null;
};

/**
 * Returns both cells of a scenario behind a defense: the attack as it happened, and the best that the
 * strategies find. Strategies are tried on the model; what is told of the best comes from the tenant,
 * whose trace must be the model's.
 *
 * @param open The tenant: the chains, or the model, which knows no gas.
 */
export async function cellsOf(
  scenario: Scenario,
  defense: string,
  open: OpenBridge,
): Promise<readonly Cell[]> {
  let defended: Scenario;
  try {
    defended = defend(scenario, defense);
  } catch (error) {
    if (error instanceof InputError)
      return attacks.map((attack) => empty(scenario, defense, attack, error.message));
    throw error;
  }
  const peace: Peace = { price: honestPrice(defended), grief: griefing(defended) };
  const replayed = await settled(defended, open);
  const best = await bestOf(defended);
  const adapted = best && (await settled(best.scenario, open));
  const cell = (attack: Cell["attack"], strategy: string | null, finished: Finished): Cell => ({
    scenario: scenario.name,
    defense,
    attack,
    strategy,
    traceHash: finished.traceHash,
    verdicts: { ...finished.verdicts, defense: didItsPart(finished, defended) },
    metrics: { ...finished.figures, ...peaceFigures(peace, finished) },
  });
  return [
    cell("replayed", null, replayed),
    best && adapted
      ? cell("adapted", best.strategy, adapted)
      : empty(scenario, defense, "adapted", "there is no thief here whose attack could be adapted"),
  ];
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

async function bestOf(defended: Scenario) {
  if (!defended.actors.some(({ kind }) => kind === "thief")) return null;
  let best: { strategy: string; scenario: Scenario; worth: bigint; tries: number } | undefined;
  for (const { strategy, scenario } of await adaptAll(defended)) {
    const worth = dollars(await finish(scenario, openModel));
    const tries = attemptsOf(scenario);
    // Of strategies that take nothing, one that at least tried tells more.
    const isBetter = best === undefined || worth > best.worth;
    if (isBetter || (worth === 0n && best?.tries === 0 && tries > 0))
      best = { strategy, scenario, worth, tries };
  }
  return best ?? null;
}

const attemptsOf = ({ actors }: Scenario): number =>
  actors.reduce((sum, actor) => sum + (actor.kind === "thief" ? actor.payments.length : 0), 0);

/**
 * Whether the defense did its part: nothing was lost because of it. What it never refused, held or
 * noticed anything of the attack's was never exercised, and that is unknown.
 */
function didItsPart({ trace, figures }: Finished, defended: Scenario): Verdict {
  const hostile = hostileActors(defended);
  const acts = trace.filter(
    (event) =>
      ((event.type === "fail" || event.type === "info") &&
        hostile.has(event.actor) &&
        event.error.name !== "QuorumNotReached") ||
      (event.type === "invoke" && event.action.verb === "alarm"),
  );
  const lost = Object.entries(figures).filter(
    ([name, { value }]) => /^loss\.[A-Z]+$/.test(name) && value !== "0",
  );
  const base = { count: lost.length, exercised: acts.length, first: null, worst: null };
  if (acts.length === 0)
    return { ...base, valid: "unknown", note: "it never refused, held or noticed anything" };
  return {
    ...base,
    valid: lost.length === 0,
    note: lost.length === 0 ? "nothing was lost" : `lost: ${lost.map(([name]) => name).join(", ")}`,
  };
}

/** Figures of honest use over the whole of the real traffic, in the place of the drawn sample's. */
function peaceFigures({ price, grief }: Peace, { figures }: Finished): Figures {
  const gas = figures["gas.withdrawal"]?.value ?? null;
  return { ...priceFigures(price), "grief.cost": griefFigure(grief, gas) };
}

const overAll = (count: number) => `over all ${count} real withdrawals of ETH`;

function priceFigures(price: Peace["price"]): Figures {
  const names = {
    "honest.delayed.count": "count",
    "honest.delayed.value.ETH": "wei",
    "honest.delay.valueSeconds.ETH": "wei times seconds",
    "honest.blocked.count": "count",
    "honest.blocked.value.ETH": "wei",
    "honest.delayed.share": "ratio",
    "honest.blocked.share": "ratio",
  } as const;
  if ("why" in price)
    return Object.fromEntries(
      Object.entries(names).map(([name, unit]): [string, Figure] => [
        name,
        { value: null, why: price.why, unit, better: "lower" },
      ]),
    );
  const { withdrawals, value, delayed, blocked } = price;
  const values: { readonly [name in keyof typeof names]: string } = {
    "honest.delayed.count": `${delayed.count}`,
    "honest.delayed.value.ETH": `${delayed.value}`,
    "honest.delay.valueSeconds.ETH": `${delayed.valueSeconds}`,
    "honest.blocked.count": `${blocked.count}`,
    "honest.blocked.value.ETH": `${blocked.value}`,
    "honest.delayed.share": shareOf(delayed.value, value),
    "honest.blocked.share": shareOf(blocked.value, value),
  };
  return Object.fromEntries(
    Object.entries(names).map(([name, unit]): [string, Figure] => [
      name,
      {
        value: values[name as keyof typeof names],
        unit,
        better: "lower",
        note: overAll(withdrawals),
      },
    ]),
  );
}

/** A part of a whole with six decimals, cut off. */
function shareOf(part: bigint, whole: bigint): string {
  const millionths = whole === 0n ? 0n : (part * 1_000_000n) / whole;
  return `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, "0")}`;
}

// No source: what a gas unit cost in March 2022 lay between 20 and 80 gwei on most days.
const gasPrice = 40n * 10n ** 9n;

/** What an outsider pays in an hour for keeping honest withdrawals of one ether waiting. */
function griefFigure(grief: Griefing | null, gas: string | null): Figure {
  const unit = "wei per hour";
  if (grief === null)
    return {
      value: null,
      why: "an outsider's own money cannot use it up",
      unit,
      better: "higher",
    };
  if (gas === null)
    return { value: null, why: "only the chains meter gas", unit, better: "higher" };
  const { trips, capital, hours } = grief;
  return {
    value: `${(BigInt(trips) * BigInt(gas) * gasPrice) / BigInt(hours)}`,
    unit,
    better: "higher",
    note: `${trips} withdrawals of ${capital} wei in all of one's own, at 40 gwei a unit of gas (chosen), keep one ether waiting for ${hours} hours`,
  };
}

/** A cell without a run: every figure says why it has no value. */
const empty = (scenario: Scenario, defense: string, attack: Cell["attack"], why: string): Cell => ({
  scenario: scenario.name,
  defense,
  attack,
  strategy: null,
  traceHash: null,
  verdicts: {},
  metrics: Object.fromEntries(
    Object.entries({ ...emptyFigures(scenario), ...priceFigures({ why }) }).map(
      ([name, { unit, better }]): [string, Figure] => [name, { value: null, why, unit, better }],
    ),
  ),
});
