import type { EChartsOption } from "echarts";
import { useMemo } from "preact/hooks";
import { formatUtc } from "../../core/time.ts";
import { formatAmount, type TokenUnit } from "../../core/units.ts";
import { type Standing, type Status, statuses } from "../../money/standing.ts";
import { type Moment, trailOf } from "../../money/trail.ts";
import { statusWords } from "../../report/money-words.ts";
import type { Trace } from "../../trace/event.ts";
import { escapeHtml } from "../html.ts";
import type { Palette } from "../palette.ts";
import { Chart } from "./chart.tsx";
import { useNarrow } from "./narrow.ts";
import { plotEdges, plotText, type Span, timeAxis, tooltipBox, zoom } from "./plot-style.ts";
import { usePalette } from "./theme.tsx";

type PlotProps = {
  readonly trace: Trace;
  readonly token: TokenUnit;
  readonly span: Span;
};

/** What had become of what was taken of a token, over time, one on top of the other. */
export function StandingPlot({ trace, token, span }: PlotProps) {
  const palette = usePalette();
  const isNarrow = useNarrow();
  const points = useMemo(() => pointsOf(trace, token.symbol), [trace, token.symbol]);
  const option = useMemo(
    () => optionOf({ points, token, span, palette, isNarrow }),
    [points, token, span, palette, isNarrow],
  );
  return (
    <figure>
      <figcaption>
        <h3>What had become of {token.symbol}, over time</h3>
      </figcaption>
      <Chart
        option={option}
        height={isNarrow ? 360 : 280}
        group="time"
        label={`What had become of the ${token.symbol} that was taken, over time. The sentences above say how it ended.`}
      />
    </figure>
  );
}

type Point = { readonly at: number; readonly standing: Standing };

const pointsOf = (trace: Trace, token: string): readonly Point[] =>
  trailOf.haircut(trace).moments.flatMap(({ at, standings }: Moment) => {
    const standing = standings.get(token);
    return standing === undefined ? [] : [{ at, standing }];
  });

const fills: { readonly [status in Status]: keyof Palette } = {
  recovered: "honest",
  frozen: "vault",
  recoverable: "alarm",
  traceable: "attack",
  dark: "quiet",
};

type OptionInput = Omit<PlotProps, "trace"> & {
  readonly points: readonly Point[];
  readonly palette: Palette;
  readonly isNarrow: boolean;
};

function optionOf({ points, token, span, palette, isNarrow }: OptionInput): EChartsOption {
  const last = points.at(-1);
  const all = last === undefined ? points : [...points, { ...last, at: span.until }];
  return {
    useUTC: true,
    animation: false,
    textStyle: plotText(palette),
    grid: { ...plotEdges(isNarrow), top: isNarrow ? 120 : 50, bottom: 52 },
    legend: {
      top: 0,
      left: 0,
      type: "plain",
      textStyle: { color: palette.ink, fontSize: 13 },
      inactiveColor: palette.quiet,
      icon: "roundRect",
    },
    tooltip: {
      trigger: "axis",
      ...tooltipBox(palette),
      formatter: (shown) => tooltipAt(shown, all, token),
    },
    xAxis: timeAxis(span, palette),
    yAxis: {
      type: "value",
      min: 0,
      name: token.symbol,
      nameTextStyle: { align: "left", color: palette.faint, fontSize: 13 },
      axisLabel: { color: palette.faint, fontSize: 13 },
      splitLine: { lineStyle: { color: palette.line } },
    },
    dataZoom: zoom(palette),
    series: statuses
      .filter((status) => points.some(({ standing }) => standing[status] > 0n))
      .map((status) => ({
        name: statusWords[status],
        type: "line" as const,
        stack: "all",
        step: "end" as const,
        showSymbol: false,
        lineStyle: { color: palette[fills[status]], width: 1 },
        itemStyle: { color: palette[fills[status]] },
        areaStyle: { color: palette[fills[status]], opacity: 0.55 },
        data: all.map(({ at, standing }) => [
          at * 1000,
          Number(standing[status]) / 10 ** token.decimals,
        ]),
      })),
  };
}

/** Returns how it stood at the moment under the pointer, exactly. */
function tooltipAt(shown: unknown, points: readonly Point[], token: TokenUnit): string {
  const first = (Array.isArray(shown) ? shown[0] : shown) as { axisValue?: number } | undefined;
  if (first?.axisValue === undefined) return "";
  const at = Math.floor(first.axisValue / 1000);
  const standing = points.findLast((point) => point.at <= at)?.standing;
  if (standing === undefined) return "";
  return [
    `<b>${formatUtc(at)}</b>`,
    ...statuses.map(
      (status) => `${statusWords[status]}: ${escapeHtml(formatAmount(standing[status], token))}`,
    ),
  ].join("<br>");
}
