import pc from "picocolors";
import { formatDuration } from "../core/time.ts";
import type { Figure } from "../metric/metric.ts";
import type { Cell } from "../study/matrix.ts";
import { percent, readableValue } from "./figure.ts";
import { type Colors, mark, plainTable, type Style, wrap } from "./table.ts";

const dollars = { symbol: "USD", decimals: 2 };

/** Returns the matrix as a person reads it: a table for each scenario, a row for each attack. */
export function matrixText(cells: readonly Cell[], style: Style): string {
  const colors = pc.createColors(style.color);
  const blocks = [...Map.groupBy(cells, ({ scenario }) => scenario)].flatMap(([name, own]) => [
    colors.bold(name),
    tableOf(own, colors),
    ...notesOf(own, style, colors),
  ]);
  return `${blocks.join("\n\n").replaceAll(/ +$/gm, "")}\n`;
}

function tableOf(cells: readonly Cell[], colors: Colors): string {
  const table = plainTable(
    ["defense", "attack", "lost, USD", "held", "detect", "contain", "delayed", "blocked", "gas"],
    colors,
    {
      colAligns: ["left", "left", "right", "left", "right", "right", "right", "right", "right"],
    },
  );
  const run = cells.filter(({ traceHash }) => traceHash !== null);
  for (const { defense, attack, strategy, metrics, verdicts } of run)
    table.push([
      defense,
      strategy === null ? attack : `${attack}: ${strategy}`,
      money(metrics["loss.usd"]),
      verdicts.defense === undefined ? "-" : mark(verdicts.defense.valid, colors),
      time(metrics.timeToDetect),
      time(metrics.timeToContain),
      share(metrics["honest.delayed.share"]),
      share(metrics["honest.blocked.share"]),
      metrics["gas.withdrawal"]?.value ?? "-",
    ]);
  return table.toString();
}

const money = (figure: Figure | undefined): string =>
  figure?.value == null
    ? "-"
    : readableValue([dollars], "loss.usd", { value: figure.value, unit: figure.unit }).replace(
        " USD",
        "",
      );

const time = (figure: Figure | undefined): string =>
  figure?.value == null ? "-" : formatDuration(Number(figure.value));

const share = (figure: Figure | undefined): string =>
  figure?.value == null ? "-" : percent(figure.value);

const listed = (cells: readonly Pick<Cell, "attack" | "defense">[], what: "attack" | "defense") =>
  [...new Set(cells.map((cell) => cell[what]))].join(", ");

function notesOf(cells: readonly Cell[], { width }: Style, colors: Colors): readonly string[] {
  const without = cells.flatMap(({ defense, attack, metrics }) => {
    const loss = metrics["loss.usd"];
    return loss?.value === null ? [{ defense, attack, why: loss.why }] : [];
  });
  const refused = [...Map.groupBy(without, ({ why }) => why)].map(
    ([why, these]) => `No ${listed(these, "attack")} against ${listed(these, "defense")}: ${why}.`,
  );
  const best =
    "Of an adapted attack the best of the strategies is shown, by its name: not the worst there is. Delayed and blocked are shares of the value of all 19,218 real withdrawals of ETH.";
  return [best, ...refused].map((note) => colors.dim(wrap(note, width, "")));
}
