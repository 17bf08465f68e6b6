import type { EChartsOption } from "echarts";
import { useMemo } from "preact/hooks";
import { type BalancePoint, balancesOverTime } from "../../report/balances.ts";
import type { Trace } from "../../trace/event.ts";
import { scenarioOf } from "../../trace/trace.ts";
import type { Palette } from "../palette.ts";
import { Chart } from "./chart.tsx";
import { useNarrow } from "./narrow.ts";
import { plotEdges, plotText, timeAxis, tooltipBox, zoom } from "./plot-style.ts";
import { type Side, sides } from "./sides.ts";
import { usePalette } from "./theme.tsx";

/** Both vaults over time, a plot for each token that both have. */
export function Vaults({ left, right }: { readonly left: Trace; readonly right: Trace }) {
  const palette = usePalette();
  const isNarrow = useNarrow();
  const { world, start, end } = scenarioOf(left);
  const span = useMemo(
    () => ({
      from: Math.min(start, scenarioOf(right).start),
      until: Math.max(end, scenarioOf(right).end),
    }),
    [start, end, right],
  );
  return (
    <section id="vault" aria-labelledby="vault-title">
      <h2 id="vault-title">The vault, in both</h2>
      {world.tokens
        .filter(({ kind }) => kind !== "absent")
        .map(({ symbol, decimals }) => (
          <VaultPlot
            key={symbol}
            symbol={symbol}
            decimals={decimals}
            curves={{
              left: balancesOverTime(left, symbol),
              right: balancesOverTime(right, symbol),
            }}
            span={span}
            palette={palette}
            isNarrow={isNarrow}
          />
        ))}
    </section>
  );
}

type VaultPlotProps = {
  readonly symbol: string;
  readonly decimals: number;
  readonly curves: { readonly [side in Side]: readonly BalancePoint[] };
  readonly span: { readonly from: number; readonly until: number };
  readonly palette: Palette;
  readonly isNarrow: boolean;
};

function VaultPlot(props: VaultPlotProps) {
  const { symbol, palette, isNarrow } = props;
  const option = useMemo(() => vaultOption(props), [symbol, palette, isNarrow]);
  return (
    <figure>
      <figcaption>
        <h3>{symbol}</h3>
      </figcaption>
      <Chart
        option={option}
        height={260}
        group="time"
        label={`What the vault holds of ${symbol} over time, in the left and in the right run.`}
      />
    </figure>
  );
}

function vaultOption({ symbol, decimals, curves, span, palette, isNarrow }: VaultPlotProps) {
  const line = (side: Side) => ({
    name: side,
    type: "line" as const,
    step: "end" as const,
    showSymbol: false,
    lineStyle: {
      color: side === "left" ? palette.vault : palette.attack,
      type: side === "left" ? ("solid" as const) : ("dashed" as const),
      width: 2.5,
    },
    itemStyle: { color: side === "left" ? palette.vault : palette.attack },
    data: curves[side].map(({ at, vault }) => [at * 1000, Number(vault) / 10 ** decimals]),
  });
  const option: EChartsOption = {
    useUTC: true,
    animation: false,
    textStyle: plotText(palette),
    grid: { ...plotEdges(isNarrow), top: 62, bottom: 52 },
    legend: {
      top: 0,
      left: 0,
      textStyle: plotText(palette),
      itemWidth: 34,
      itemStyle: { opacity: 0 },
    },
    tooltip: { trigger: "axis", ...tooltipBox(palette) },
    xAxis: timeAxis(span, palette),
    yAxis: {
      type: "value",
      min: 0,
      name: symbol,
      nameTextStyle: { align: "left", color: palette.faint, fontSize: 13 },
      axisLabel: { color: palette.faint, fontSize: 13 },
      splitLine: { lineStyle: { color: palette.line } },
    },
    dataZoom: zoom(palette),
    series: sides.map(line),
  };
  return option;
}
