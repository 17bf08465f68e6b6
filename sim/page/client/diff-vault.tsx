import type { EChartsOption } from "echarts";
import { useMemo } from "preact/hooks";
import { formatUtc } from "../../core/time.ts";
import { formatAmount, type TokenUnit } from "../../core/units.ts";
import { type BalancePoint, balancesOverTime } from "../../report/balances.ts";
import type { Trace } from "../../trace/event.ts";
import { scenarioOf } from "../../trace/trace.ts";
import type { Palette } from "../palette.ts";
import { Chart } from "./chart.tsx";
import { useNarrow } from "./narrow.ts";
import { plotEdges, plotText, timeAxis, tooltipBox, zoom } from "./plot-style.ts";
import { type Side, sides } from "./sides.ts";
import { usePalette } from "./theme.tsx";

/** Both vaults over time, a plot for each token that either run has. */
export function Vaults({ left, right }: { readonly left: Trace; readonly right: Trace }) {
  const palette = usePalette();
  const isNarrow = useNarrow();
  const { start, end } = scenarioOf(left);
  const tokens = useMemo(() => tokensOf([left, right]), [left, right]);
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
      {tokens.map((symbol) => (
        <VaultPlot
          key={symbol}
          symbol={symbol}
          curves={{ left: curveOf(left, symbol), right: curveOf(right, symbol) }}
          span={span}
          palette={palette}
          isNarrow={isNarrow}
        />
      ))}
    </section>
  );
}

/** What a vault holds, with the decimals that its own run gives the token. */
type Curve = { readonly points: readonly BalancePoint[]; readonly token: TokenUnit };

const presentIn = (trace: Trace) =>
  scenarioOf(trace).world.tokens.filter(({ kind }) => kind !== "absent");

const tokensOf = (traces: readonly Trace[]): readonly string[] => [
  ...new Set(traces.flatMap(presentIn).map(({ symbol }) => symbol)),
];

/** Returns the curve of a token; `null` where the run does not have it. */
function curveOf(trace: Trace, symbol: string): Curve | null {
  const token = presentIn(trace).find((candidate) => candidate.symbol === symbol);
  return token === undefined ? null : { points: balancesOverTime(trace, symbol), token };
}

type VaultPlotProps = {
  readonly symbol: string;
  readonly curves: { readonly [side in Side]: Curve | null };
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

function vaultOption({ symbol, curves, span, palette, isNarrow }: VaultPlotProps) {
  const line = (side: Side, { points, token }: Curve) => ({
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
    data: points.map(({ at, vault }) => [at * 1000, Number(vault) / 10 ** token.decimals]),
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
    tooltip: {
      trigger: "axis",
      ...tooltipBox(palette),
      formatter: (shown) => tooltipAt(shown, curves),
    },
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
    series: sides.flatMap((side) => {
      const curve = curves[side];
      return curve === null ? [] : [line(side, curve)];
    }),
  };
  return option;
}

/** Returns what both vaults hold at the moment under the pointer, exactly. */
function tooltipAt(shown: unknown, curves: VaultPlotProps["curves"]): string {
  const first = (Array.isArray(shown) ? shown[0] : shown) as { axisValue?: number } | undefined;
  if (first?.axisValue === undefined) return "";
  const at = Math.floor(first.axisValue / 1000);
  const rows = sides.flatMap((side) => {
    const curve = curves[side];
    if (curve === null) return [];
    const { vault } = curve.points.findLast((point) => point.at <= at) ?? { vault: 0n };
    return [`${side}: ${formatAmount(vault, curve.token)}`];
  });
  return [`<b>${formatUtc(at)}</b>`, ...rows].join("<br>");
}
