import { formatDuration } from "../core/time.ts";
import { formatAmount } from "../core/units.ts";
import type { Figure } from "../metric/metric.ts";
import type { Point } from "../study/curve.ts";
import type { Cell } from "../study/matrix.ts";
import { readableValue } from "./figure.ts";
import { markdownTable } from "./markdown.ts";

/** What the page `docs/what-would-have-stopped-it.md` is made from. */
export type Stopped = {
  /** All cells of one scenario, row by row. */
  readonly cells: readonly Cell[];
  /** What limits and delays leave to a thief with enough keys, by time to the pause. */
  readonly points: readonly Point[];
};

const ether = { symbol: "ETH", decimals: 18 };

/** Returns the page: of each defense, what it would have saved and what it costs. */
export function stoppedPage({ cells, points }: Stopped): string {
  const rows = [...Map.groupBy(cells, ({ defense }) => defense)];
  const families = [...new Set(cells.map(({ attack }) => attack))].slice(2);
  const plain = lossOf(of(cells, "none", "replayed"));
  return [
    "# What would have stopped it",
    "",
    "Generated from runs by `npm run -s docs -- --write`; `npm run check` makes it again and compares. Do not edit.",
    "",
    `The theft of 23 March 2022 (\`ronin-2022\`, seed 1) behind each defense of \`list\` and four stacks; without`,
    `one, ${plain ?? "nothing"} dollars are lost. Run on the reference model, whose traces are those of the chains, to the`,
    "byte; `npm run sim -- matrix` runs the same on the chains, and adds gas.",
    "",
    "## Saved, and at what price",
    "",
    "*Replayed*: as it happened. *Adapted*: the best of the strategies against that defense, by a thief who steals as",
    "many keys as it asks for; it is not the worst attack there is. *By its own doing*: whether the defense did its",
    "part against the adapted attack; unknown where it was never exercised. *Delayed* and *blocked* are shares of the",
    "value of all 19,218 real withdrawals of ether, whose total the lines between quantiles make 1.0015 times the real",
    "one; *false alarms* are over the same, with clean data and with noise, and what they stop is not in the price.",
    "",
    markdownTable(
      [
        "defense",
        "replayed, USD",
        "adapted, USD",
        "by",
        "by its own doing",
        "noticed after",
        "delayed",
        "blocked",
        "false alarms",
      ],
      rows.map(([defense, row]) => savedRow(defense, row)),
    ),
    "",
    ...sentences(rows),
    "",
    "## Attacks that go round the signatures",
    "",
    "Dollars lost to each [family](defenses.md#families); `-` where there is nothing to hold on to, or where what it",
    "takes is not modelled ([why](model.md#defenses)). A guardian takes nothing: what it does is stop the bridge. The",
    "team behind a guard ends the epoch before `stockpiled` signatures come; the older gateways have no such step.",
    "",
    markdownTable(
      ["defense", ...families],
      rows.map(([defense, row]) => [
        `\`${defense}\``,
        ...families.map((family) => lossOf(row.find(({ attack }) => attack === family)) ?? "-"),
      ]),
    ),
    "",
    "## How long the defenders have",
    "",
    "What a thief with seven keys takes of the ether when the pause comes so long after the first payment, or after",
    "the first that is held ([bounds](bounds.md)):",
    "",
    markdownTable(
      ["defense", "to the pause", "lost", "by"],
      points.map(({ defense, detectionDelay, loss, strategy }) => [
        `\`${defense}\``,
        formatDuration(detectionDelay),
        formatAmount(BigInt(loss.ETH ?? "0"), ether),
        strategy,
      ]),
    ),
    "",
  ].join("\n");
}

function savedRow(defense: string, row: readonly Cell[]): readonly string[] {
  const [replayed, adapted] = row;
  const price = adapted?.metrics ?? {};
  const noticed = adapted?.metrics.timeToDetect?.value;
  return [
    `\`${defense}\``,
    lossOf(replayed) ?? "-",
    lossOf(adapted) ?? "-",
    adapted?.strategy ?? "-",
    `${adapted?.verdicts.defense?.valid ?? "-"}`,
    noticed == null ? "-" : formatDuration(Number(noticed)),
    share(price["honest.delayed.share"]),
    share(price["honest.blocked.share"]),
    alarms(price),
  ];
}

/** What follows from the table, so that nobody has to count. */
function sentences(rows: readonly (readonly [string, readonly Cell[]])[]): readonly string[] {
  const named = (fits: (row: readonly Cell[]) => boolean) =>
    rows
      .filter(([, row]) => fits(row))
      .map(([defense]) => `\`${defense}\``)
      .join(", ");
  const lost = (row: readonly Cell[], attack: string) =>
    row.find((cell) => cell.attack === attack)?.metrics["loss.usd"]?.value;
  const part = (row: readonly Cell[], attack: string) =>
    row.find((cell) => cell.attack === attack)?.verdicts.defense?.valid;
  return [
    `- Lose nothing to what happened, by their own doing: ${named((row) => part(row, "replayed") === true)}.`,
    `- Hold what happened; there nobody cancels it, and nobody asks to have it released: ${named((row) => /holds what nobody/.test(row.find((cell) => cell.attack === "replayed")?.verdicts.defense?.note ?? ""))}.`,
    `- Lose nothing to what happened because the quorum is higher, or keys are out of reach: ${named((row) => /quorum/.test(row.find((cell) => cell.attack === "replayed")?.verdicts.defense?.note ?? ""))}.`,
    `- Lose nothing to the adapted attack: ${named((row) => lost(row, "adapted") === "0.00")}.`,
    `- Lose everything to it: ${named((row) => lost(row, "adapted") === lost(rows[0]?.[1] ?? [], "adapted"))}.`,
  ];
}

const of = (cells: readonly Cell[], defense: string, attack: string): Cell | undefined =>
  cells.find((cell) => cell.defense === defense && cell.attack === attack);

function lossOf(cell: Cell | undefined): string | undefined {
  const loss = cell?.metrics["loss.usd"];
  if (loss?.value == null) return undefined;
  return readableValue([], "loss.usd", { value: loss.value, unit: loss.unit }).replace(" USD", "");
}

/** In percent with two decimals, cut off. */
function share(figure: Figure | undefined): string {
  if (figure?.value == null) return "-";
  const hundredths = BigInt(figure.value.replace(".", "")) / 100n;
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, "0")} %`;
}

function alarms(price: Cell["metrics"]): string {
  const [quiet, noisy] = [price["falseAlarms.count"], price["falseAlarms.noisy.count"]];
  return quiet?.value == null || noisy?.value == null ? "-" : `${quiet.value}, ${noisy.value}`;
}
