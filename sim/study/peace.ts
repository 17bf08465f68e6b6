import { hasBridge } from "../bridge/venue.ts";
import { type Figure, type Figures, shareOf } from "../metric/metric.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Finished } from "./experiment.ts";
import { type Griefing, griefing } from "./grief.ts";
import { type FalseAlarms, falseAlarms, noiseInWords } from "./noise.ts";
import { type HonestPrice, honestPrice } from "./price.ts";

type Told<T> = T | { readonly why: string };

/** What the honest use of a defended bridge is like, whatever the attack. */
export type Peace = {
  readonly price: Told<HonestPrice>;
  readonly grief: Told<Griefing>;
  readonly alarms: Told<FalseAlarms>;
};

/** Tells what a defense costs in peace: over the whole of the real traffic, on the model. */
export async function peaceOf(defended: Scenario): Promise<Peace> {
  if (!hasBridge(defended.world)) {
    const why = "there is no bridge here through which the real traffic could go";
    return { price: { why }, grief: { why }, alarms: { why } };
  }
  const notUsedUp = { why: "200 withdrawals of an outsider's own money did not use it up" };
  return {
    price: honestPrice(defended),
    grief: griefing(defended) ?? notUsedUp,
    alarms: await falseAlarms(defended),
  };
}

/** Figures of honest use over the whole of the real traffic, in the place of the drawn sample's. */
export function peaceFigures({ price, grief, alarms }: Peace, { figures }: Finished): Figures {
  const gas = figures["gas.withdrawal"]?.value ?? null;
  return {
    ...inRun(figures),
    ...priceFigures(price),
    ...alarmFigures(alarms),
    "grief.cost": griefFigure(grief, gas),
  };
}

/** Returns the names and units of what `peaceFigures` tells, without a value, and why. */
export const noPeace = (figures: Figures, why: string): Figures => ({
  ...inRun(figures),
  ...priceFigures({ why }),
  ...alarmFigures({ why }),
});

/** What of the run's own, drawn sample was never paid: what an attack that stops the bridge does. */
const inRun = (figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures)
      .filter(([name]) => name.startsWith("honest.blocked."))
      .map(([name, figure]) => [name.replace("honest.blocked.", "honest.blockedInRun."), figure]),
  );

function alarmFigures(alarms: Peace["alarms"]): Figures {
  const figure = (of: "quiet" | "noisy", note: string): Figure =>
    "why" in alarms
      ? { value: null, why: alarms.why, unit: "count", better: "lower" }
      : { value: `${alarms[of]}`, unit: "count", better: "lower", note };
  return {
    "falseAlarms.count": figure("quiet", "with what the monitor sees as the defense says"),
    "falseAlarms.noisy.count": figure("noisy", noiseInWords),
  };
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

// No source: what a gas unit cost in March 2022 lay between 20 and 80 gwei on most days.
const gasPrice = 40n * 10n ** 9n;

/** What an outsider pays in an hour for keeping honest withdrawals of one ether waiting. */
function griefFigure(grief: Peace["grief"], gas: string | null): Figure {
  const unit = "wei per hour";
  if ("why" in grief) return { value: null, why: grief.why, unit, better: "higher" };
  if (gas === null)
    return { value: null, why: "only the chains meter gas", unit, better: "higher" };
  const { trips, capital, hours } = grief;
  return {
    value: `${(BigInt(trips) * BigInt(gas) * gasPrice) / BigInt(hours)}`,
    unit,
    better: "higher",
    note: `${trips} withdrawals of ${capital} wei in all of one's own, at 40 gwei a unit of gas (chosen), keep one ether waiting for ${hours} hours${hours >= 168 ? " (where the search ends; nobody starts it again)" : ""}`,
  };
}
