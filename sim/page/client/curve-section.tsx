import type { EChartsOption } from "echarts";
import { useMemo, useRef } from "preact/hooks";
import { formatDuration } from "../../core/time.ts";
import { shortenAmount, type TokenUnit } from "../../core/units.ts";
import { type HeatInput, heatMap } from "../../report/heat.ts";
import type { FiledPoint } from "../../study/documents.ts";
import { escapeHtml } from "../html.ts";
import type { Palette } from "../palette.ts";
import { Chart } from "./chart.tsx";
import { HeatMap } from "./heat-map.tsx";
import { useNarrow } from "./narrow.ts";
import { plotText, tooltipBox } from "./plot-style.ts";
import { usePalette } from "./theme.tsx";

/** What a curve goes along. */
export type Along = "delay" | "keys";

export const others: { readonly [along in Along]: Along } = { delay: "keys", keys: "delay" };

/** Where a point is along each: keys, or seconds. */
export const placeOf: { readonly [along in Along]: (point: FiledPoint) => number } = {
  delay: ({ detectionDelay }) => detectionDelay,
  keys: ({ keys }) => keys,
};

const wordsOf: { readonly [along in Along]: (value: number) => string } = {
  delay: formatDuration,
  keys: String,
};

type CurveSectionProps = {
  readonly along: Along;
  /** Those at one value of the other. */
  readonly points: readonly FiledPoint[];
  readonly unit: TokenUnit;
  readonly chosen: FiledPoint | null;
  readonly onChoose: (point: FiledPoint) => void;
};

/** A line for each defense, and the same points as a map that is gone through by keyboard. */
export function CurveSection({ along, points, unit, chosen, onChoose }: CurveSectionProps) {
  const palette = usePalette();
  const isNarrow = useNarrow();
  const key = points.map(({ scenario }) => scenario).join();
  const option = useMemo(
    () => curveOption(along, points, unit, palette, isNarrow),
    [along, key, unit, palette, isNarrow],
  );
  const heat = useMemo(
    () => heatMap(points.map(inputOf(along, unit)), `loss.${unit.symbol}`, [unit]),
    [key, unit],
  );
  // The plot keeps the first listener that it was given; what is shown changes.
  const shown = useRef(points);
  shown.current = points;
  const choose = useRef(onChoose);
  choose.current = onChoose;
  return (
    <>
      <Chart
        option={option}
        height={isNarrow ? 400 : 420}
        label={`${unit.symbol} lost, over ${along === "delay" ? "the delay of detection" : "the stolen keys"}, a line for each of ${heat.rows.length} defenses. The map below has every point.`}
        onReady={(chart) => {
          chart.on("click", ({ dataIndex, seriesName }) => {
            const line = shown.current.filter(({ defense }) => defense === seriesName);
            const point = inOrderAlong(along, line)[dataIndex ?? -1];
            if (point !== undefined) choose.current(point);
          });
        }}
      />
      <p class="faint">
        The same as a map, in {unit.symbol}, cut off after three digits, with the strategy: the more
        color, the more is lost.
      </p>
      <HeatMap
        heat={heat}
        label={`${unit.symbol} lost, by defense and ${along === "delay" ? "delay" : "keys"}`}
        axes={{ rows: "defense", columns: along === "delay" ? "delay" : "keys" }}
        chosen={
          chosen === null
            ? null
            : { row: chosen.defense, column: wordsOf[along](placeOf[along](chosen)) }
        }
        onChoose={({ row, column }) => {
          const point = points.find(
            (one) => one.defense === row && wordsOf[along](placeOf[along](one)) === column,
          );
          if (point !== undefined) onChoose(point);
        }}
      />
    </>
  );
}

const inputOf =
  (along: Along, { symbol }: TokenUnit) =>
  (point: FiledPoint): HeatInput => ({
    row: point.defense,
    column: wordsOf[along](placeOf[along](point)),
    figure: { value: point.loss[symbol] ?? "0", unit: "base units", better: "lower" },
    note: point.strategy,
    valid: null,
  });

const inOrderAlong = (along: Along, points: readonly FiledPoint[]): readonly FiledPoint[] =>
  points.toSorted((one, other) => placeOf[along](one) - placeOf[along](other));

/** Lines differ by color, dash and mark, so that no two of them look alike. */
const colors = ["vault", "attack", "honest", "alarm", "delegation", "quiet"] as const;
const dashes = ["solid", "dashed", "dotted"] as const;
const symbols = ["circle", "rect", "triangle", "diamond", "pin", "arrow"] as const;

function curveOption(
  along: Along,
  points: readonly FiledPoint[],
  unit: TokenUnit,
  palette: Palette,
  isNarrow: boolean,
): EChartsOption {
  const lines = [...Map.groupBy(points, ({ defense }) => defense)];
  const values = [...new Set(points.map(placeOf[along]))].toSorted((one, other) => one - other);
  const legendRows = Math.ceil(lines.length / (isNarrow ? 1.6 : 5));
  return {
    animation: false,
    textStyle: plotText(palette),
    grid: {
      left: isNarrow ? 52 : 64,
      right: isNarrow ? 20 : 32,
      top: 36 + 24 * legendRows,
      bottom: 56,
    },
    legend: {
      top: 0,
      left: 0,
      textStyle: { color: palette.ink, fontSize: 13 },
      inactiveColor: palette.quiet,
      itemWidth: 34,
    },
    tooltip: {
      trigger: "axis",
      ...tooltipBox(palette),
      formatter: (shown) => tooltipAt(shown, along, lines, unit),
    },
    xAxis: {
      type: "value",
      name: along === "delay" ? "from the first payment to the pause, log scale" : "stolen keys",
      nameLocation: "middle",
      nameGap: 32,
      nameTextStyle: { color: palette.faint, fontSize: 13 },
      min: drawn(along, values[0] ?? 0),
      max: drawn(along, values.at(-1) ?? 1),
      axisTick: { customValues: values.map((value) => drawn(along, value)) },
      axisLabel: {
        color: palette.faint,
        fontSize: 13,
        hideOverlap: true,
        margin: 12,
        customValues: values.map((value) => drawn(along, value)),
        formatter: (value: number) => wordsOf[along](nearestOf(along, values, value)),
      },
      axisLine: { onZero: false, lineStyle: { color: palette.quiet } },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      min: 0,
      name: `${unit.symbol} lost`,
      nameTextStyle: { align: "left", color: palette.faint, fontSize: 13 },
      axisLabel: { color: palette.faint, fontSize: 13, formatter: compactNumber },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: lines.map(([name, own], index) => {
      const color = palette[colors[index % colors.length] ?? "vault"];
      return {
        type: "line" as const,
        name,
        symbol: symbols[index % symbols.length] ?? "circle",
        symbolSize: 9,
        showAllSymbol: true,
        triggerLineEvent: false,
        lineStyle: { color, width: 2, type: dashes[index % dashes.length] ?? "solid" },
        itemStyle: { color },
        data: inOrderAlong(along, own).map((point) => [
          drawn(along, placeOf[along](point)),
          amountOf(point, unit),
        ]),
      };
    }),
  };
}

/** The place on the axis: keys as they are, a delay by its logarithm. */
const drawn = (along: Along, value: number): number =>
  along === "keys" ? value : Math.log10(Math.max(1, value));

const nearestOf = (along: Along, values: readonly number[], place: number): number =>
  values.reduce(
    (one, other) =>
      Math.abs(drawn(along, other) - place) < Math.abs(drawn(along, one) - place) ? other : one,
    values[0] ?? 0,
  );

/** A float will do, as exact amounts are shown as text. */
const amountOf = ({ loss }: FiledPoint, { symbol, decimals }: TokenUnit): number =>
  Number(loss[symbol] ?? "0") / 10 ** decimals;

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const compactNumber = (value: number): string => compact.format(value);

/** Returns what is lost behind each defense at the place under the pointer. */
function tooltipAt(
  shown: unknown,
  along: Along,
  lines: readonly (readonly [string, readonly FiledPoint[]])[],
  unit: TokenUnit,
): string {
  const first = (Array.isArray(shown) ? shown[0] : shown) as { axisValue?: number } | undefined;
  const place = first?.axisValue;
  if (place === undefined) return "";
  const values = lines.flatMap(([, own]) => own.map(placeOf[along]));
  const value = nearestOf(along, values, place);
  const rows = lines.flatMap(([name, own]) => {
    const point = own.find((one) => placeOf[along](one) === value);
    if (point === undefined) return [];
    const amount = shortenAmount(BigInt(point.loss[unit.symbol] ?? "0"), unit);
    return [escapeHtml(`${name}: ${amount} (${point.strategy})`)];
  });
  const head = along === "delay" ? formatDuration(value) : `${value} keys`;
  return [`<b>${head}</b>`, ...rows].join("<br>");
}
