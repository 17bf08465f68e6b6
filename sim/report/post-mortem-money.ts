import type { Figures } from "../metric/metric.ts";
import { statuses } from "../money/standing.ts";
import { theftsOf } from "../money/thefts.ts";
import type { Trace } from "../trace/event.ts";
import { scenarioOf } from "../trace/trace.ts";
import { readable } from "./figure.ts";
import { markdownTable } from "./markdown.ts";
import { prose } from "./prose.ts";

/** Returns the lines of the section: for each token that was stolen, what has become of it. */
export function moneySection(trace: Trace, metrics: Figures): readonly string[] {
  if (theftsOf(trace).length === 0) return ["Nothing was lost."];
  const scenario = scenarioOf(trace);
  const figure = (name: string): string => {
    const found = metrics[name];
    return found === undefined ? "-" : readable(scenario, name, found);
  };
  const tokens = scenario.world.tokens.filter(
    ({ symbol }) => metrics[`recovered.${symbol}`]?.value != null,
  );
  const dollars = metrics["loss.usd"];
  const basis = dollars !== undefined && "priceBasis" in dollars ? dollars.priceBasis : undefined;
  return [
    markdownTable(
      ["token", "lost", ...statuses],
      tokens.map(({ symbol }) => [
        symbol,
        figure(`loss.${symbol}`),
        ...statuses.map((status) => figure(`${status}.${symbol}`)),
      ]),
    ),
    "",
    `In dollars ${figure("loss.usd")}${basis === undefined ? "" : `: ${prose(basis)}`}. The five after *lost* add up to it: back`,
    "with its owners; stopped; where an issuer or an exchange could still stop it; in sight; in a mixer.",
  ];
}
