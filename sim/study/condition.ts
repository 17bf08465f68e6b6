import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { parseAmount, parseDuration } from "../core/units.ts";
import type { Figures } from "../metric/metric.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { emptyFigures } from "./names.ts";

export type Operator = ">" | ">=" | "<" | "<=" | "==" | "!=";

/** A condition of the user's own, under which a run counts as failed. */
export type Condition = {
  readonly text: string;
  readonly metric: string;
  readonly operator: Operator;
  /** In the metric's own unit; dollars in cents, ratios in millionths. */
  readonly limit: bigint;
  /** The limit as it was read: as written, with the unit that a bare number was taken in. */
  readonly limitText: string;
};

const dollars = { symbol: "USD", decimals: 2 };

const holds: { readonly [operator in Operator]: (value: bigint, limit: bigint) => boolean } = {
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  "==": (value, limit) => value === limit,
  "!=": (value, limit) => value !== limit,
};

/**
 * Reads a condition such as `loss.ETH>1000 ETH` or `timeToDetect>=1h`. A number without a unit is
 * in the metric's own: base units, seconds, a count.
 *
 * @throws InputError on an unknown metric or operator, or a limit that does not fit.
 */
export function parseCondition(text: string, scenario: Scenario): Condition {
  const match = /^\s*([\w.]+)\s*(>=|<=|==|!=|>|<|=)\s*(.+?)\s*$/.exec(text);
  if (match === null)
    throw new InputError(
      `--fail-on is "${text}", but must be a metric, >, >=, <, <=, == or !=, and a limit, such as "loss.ETH>1000 ETH".`,
    );
  const [, metric = "", sign = "", limit = ""] = match;
  const names = Object.keys(emptyFigures(scenario));
  if (!names.includes(metric))
    throw new InputError(
      `--fail-on names "${metric}", which is no metric of ${scenario.name}; the nearest is "${nearest(metric, names)}".`,
    );
  const operator = (sign === "=" ? "==" : sign) as Operator;
  return {
    text,
    metric,
    operator,
    limit: parseLimit(metric, limit, scenario),
    limitText: isBare(limit) ? `${limit}${bareUnit(metric, scenario)}` : limit,
  };
}

const isBare = (limit: string): boolean => /^[\d_.]+\s*[KMB]?$/.test(limit);

const unitOf = (metric: string, scenario: Scenario): string =>
  emptyFigures(scenario)[metric]?.unit ?? "count";

/** What a number without a unit is taken in; nothing where it is a plain number. */
function bareUnit(metric: string, scenario: Scenario): string {
  if (metric === "loss.usd") return " USD";
  const unit = unitOf(metric, scenario);
  return ["count", "ratio"].includes(unit) ? "" : ` ${unit}`;
}

function parseLimit(metric: string, text: string, scenario: Scenario): bigint {
  const place = `The limit of --fail-on ${metric}`;
  if (metric === "loss.usd")
    return parseAmount(isBare(text) ? `${text} USD` : text, dollars, place);
  if (unitOf(metric, scenario) === "ratio") return parseRatio(text, place);
  if (/^\d+$/.test(text)) return BigInt(text);
  const token = scenario.world.tokens.find(({ symbol }) => metric.endsWith(`.${symbol}`));
  if (token) return parseAmount(text, token, place);
  if (metric.startsWith("timeTo") || metric.startsWith("honest.wait"))
    return BigInt(parseDuration(text, place));
  throw new InputError(`${place} is "${text}", but must be a whole number.`);
}

/** Reads a ratio such as 0.84, in millionths: figures have six decimals. */
function parseRatio(text: string, place: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null)
    throw new InputError(`${place} is "${text}", but must be a number such as 0.84.`);
  return BigInt(`${match[1]}${(match[2] ?? "").padEnd(6, "0")}`);
}

/** Whether a condition holds of a run; `unknown` where the metric has no value. */
export function conditionHolds(condition: Condition, figures: Figures): boolean | "unknown" {
  const figure = figures[condition.metric];
  if (figure === undefined || figure.value === null) return "unknown";
  return holds[condition.operator](BigInt(figure.value.replace(".", "")), condition.limit);
}
