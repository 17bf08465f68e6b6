import type { EChartsOption } from "echarts";
import { useMemo, useState } from "preact/hooks";
import { formatUtc } from "../../core/time.ts";
import { formatAmount, type TokenUnit } from "../../core/units.ts";
import {
  type BalancePoint,
  balancesOverTime,
  type Holder,
  holderNames,
} from "../../report/balances.ts";
import { type Phase, phasesOf } from "../../report/phases.ts";
import type { Trace } from "../../trace/event.ts";
import { scenarioOf } from "../../trace/trace.ts";
import { escapeHtml } from "../html.ts";
import type { Palette } from "../palette.ts";
import { Chart } from "./chart.tsx";
import { useNarrow } from "./narrow.ts";
import { PhaseKey } from "./phase-key.tsx";
import {
  phaseAreas,
  plotEdges,
  plotText,
  type Span,
  timeAxis,
  tooltipBox,
  zoom,
} from "./plot-style.ts";
import { Scroll } from "./scroll.tsx";
import { usePalette } from "./theme.tsx";

type BalancesProps = {
  readonly trace: Trace;
  /** Whose vault is drawn beside, faintly. */
  readonly control: Trace | null;
  readonly onSelect: (seq: number) => void;
};

type Scale = "linear" | "log";

/** What the vault, the attacker and honest users hold over time, a plot for each token. */
export function Balances({ trace, control, onSelect }: BalancesProps) {
  const [scale, setScale] = useState<Scale>("linear");
  const { world, start, end } = scenarioOf(trace);
  const span = useMemo(() => ({ from: start, until: end }), [start, end]);
  const phases = useMemo(() => phasesOf(trace), [trace]);
  return (
    <section id="balances" aria-labelledby="balances-title">
      <h2 id="balances-title">Who holds what</h2>
      <div class="tools">
        <fieldset class="switch">
          <legend>Scale</legend>
          {(["linear", "log"] as const).map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="scale"
                checked={scale === name}
                onChange={() => setScale(name)}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <PhaseKey phases={phases} span={span} />
      </div>
      {world.tokens
        .filter(({ kind }) => kind !== "absent")
        .map((token) => (
          <TokenPlot
            key={token.symbol}
            token={token}
            trace={trace}
            control={control}
            phases={phases}
            span={span}
            scale={scale}
            onSelect={onSelect}
          />
        ))}
    </section>
  );
}

type TokenPlotProps = BalancesProps & {
  readonly token: TokenUnit;
  readonly phases: readonly Phase[];
  readonly span: Span;
  readonly scale: Scale;
};

function TokenPlot({ token, trace, control, phases, span, scale, onSelect }: TokenPlotProps) {
  const palette = usePalette();
  const isNarrow = useNarrow();
  const points = useMemo(() => balancesOverTime(trace, token.symbol), [trace, token.symbol]);
  const beside = useMemo(
    () => (control === null ? null : balancesOverTime(control, token.symbol)),
    [control, token.symbol],
  );
  const option = useMemo(
    () => plotOption({ points, beside, token, phases, span, scale, palette, isNarrow }),
    [points, beside, token, phases, span, scale, palette, isNarrow],
  );
  return (
    <figure>
      <figcaption>
        <h3>{token.symbol}</h3>
      </figcaption>
      <Chart
        option={option}
        height={isNarrow ? 360 : plotHeight}
        group="time"
        label={summary(points, token)}
        onReady={(chart) => {
          chart.on("click", (event) => {
            const seq = Array.isArray(event.value) ? event.value[2] : undefined;
            if (typeof seq === "number") onSelect(seq);
          });
        }}
      />
      <KeyMoments points={points} phases={phases} token={token} />
    </figure>
  );
}

/** On a wide page, in pixels. */
const plotHeight = 340;

const holders: readonly Holder[] = ["vault", "attacker", "honestClaims", "honestWallets"];

const strokes: {
  readonly [holder in Holder]: {
    readonly color: keyof Palette;
    readonly type: "solid" | "dashed" | "dotted";
    readonly width: number;
  };
} = {
  vault: { color: "vault", type: "solid", width: 3 },
  attacker: { color: "attack", type: "solid", width: 2 },
  honestClaims: { color: "honest", type: "dashed", width: 2 },
  honestWallets: { color: "honest", type: "dotted", width: 2 },
};

type PlotInput = {
  readonly points: readonly BalancePoint[];
  readonly beside: readonly BalancePoint[] | null;
  readonly token: TokenUnit;
  readonly phases: readonly Phase[];
  readonly span: Span;
  readonly scale: Scale;
  readonly palette: Palette;
  readonly isNarrow: boolean;
};

function plotOption(input: PlotInput): EChartsOption {
  const { points, beside, token, phases, span, scale, palette, isNarrow } = input;
  const lines = holders.map((holder) => {
    const { color, type, width } = strokes[holder];
    return {
      name: holderNames[holder],
      type: "line" as const,
      step: "end" as const,
      showSymbol: false,
      lineStyle: { color: palette[color], type, width },
      itemStyle: { color: palette[color] },
      data: points.map((point) => [point.at * 1000, drawn(point[holder], token, scale), point.seq]),
      ...(holder === "vault" ? { markArea: phaseAreas(phases, palette) } : {}),
    };
  });
  const controlLine = beside && {
    name: "vault of the control",
    type: "line" as const,
    step: "end" as const,
    showSymbol: false,
    z: 1,
    lineStyle: { color: palette.quiet, type: "dashed" as const, width: 1 },
    itemStyle: { color: palette.quiet },
    data: beside.map((point) => [point.at * 1000, drawn(point.vault, token, scale)]),
  };
  return {
    useUTC: true,
    animation: false,
    textStyle: plotText(palette),
    grid: { ...plotEdges(isNarrow), top: isNarrow ? 120 : 62, bottom: 52 },
    legend: {
      top: 0,
      left: 0,
      type: "plain",
      textStyle: { color: palette.ink, fontSize: 13 },
      inactiveColor: palette.quiet,
      itemWidth: 34,
      itemStyle: { opacity: 0 },
    },
    tooltip: {
      trigger: "axis",
      ...tooltipBox(palette),
      formatter: (shown) => tooltipAt(shown, points, beside, token),
    },
    xAxis: timeAxis(span, palette),
    yAxis: {
      type: scale === "log" ? "log" : "value",
      name:
        scale === "log" ? `${token.symbol}, log scale: what is zero is not drawn` : token.symbol,
      nameTextStyle: { align: "left", color: palette.faint, fontSize: 13 },
      nameTruncate: { maxWidth: isNarrow ? 250 : 600 },
      ...(scale === "log" ? decades([...points, ...(beside ?? [])], token, isNarrow) : { min: 0 }),
      axisLabel: {
        color: palette.faint,
        fontSize: 13,
        formatter: (value: number) => compact.format(value),
      },
      splitLine: { lineStyle: { color: palette.line } },
    },
    dataZoom: zoom(palette),
    series: controlLine === null ? lines : [...lines, controlLine],
  };
}

/** Whole decades around what is ever held; the library would label one in ten. */
const decades = (points: readonly BalancePoint[], token: TokenUnit, isNarrow: boolean) => {
  const held = points
    .flatMap((point) => holders.map((holder) => point[holder]))
    .filter((amount) => amount > 0n);
  const [first = 10n ** BigInt(token.decimals)] = held;
  const power = (amount: bigint) => Math.log10(Number(amount)) - token.decimals;
  const largest = held.reduce((one, other) => (other > one ? other : one), first);
  const smallest = held.reduce((one, other) => (other < one ? other : one), first);
  const above = Math.ceil(power(largest));
  const below = Math.min(Math.floor(power(smallest)), above - 1);
  const interval = Math.ceil((above - below) / (isNarrow ? 4 : 8));
  return { min: 10 ** below, max: 10 ** above, interval };
};

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 3 });

/** The place of an amount on the axis; a float will do, as exact amounts are shown as text. */
function drawn(amount: bigint, { decimals }: TokenUnit, scale: Scale): number | null {
  const value = Number(amount) / 10 ** decimals;
  return scale === "log" && value <= 0 ? null : value;
}

/** Returns what is held at the moment under the pointer, exactly. */
function tooltipAt(
  shown: unknown,
  points: readonly BalancePoint[],
  beside: readonly BalancePoint[] | null,
  token: TokenUnit,
): string {
  const first = (Array.isArray(shown) ? shown[0] : shown) as { axisValue?: number } | undefined;
  if (first?.axisValue === undefined) return "";
  const at = Math.floor(first.axisValue / 1000);
  const point = lastBefore(points, at);
  if (point === undefined) return "";
  const rows = holders.map((holder) => [holderNames[holder], point[holder]] as const);
  const control = beside === null ? undefined : lastBefore(beside, at);
  const all =
    control === undefined ? rows : [...rows, ["vault of the control", control.vault] as const];
  return [
    `<b>${formatUtc(at)}</b>`,
    ...all.map(([name, amount]) => `${name}: ${escapeHtml(formatAmount(amount, token))}`),
  ].join("<br>");
}

/** Returns the last point at or before a moment. */
function lastBefore(points: readonly BalancePoint[], at: number): BalancePoint | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return points[low - 1] ?? points[0];
}

const summary = (points: readonly BalancePoint[], token: TokenUnit): string => {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `No balances of ${token.symbol}.`;
  const most = points.reduce((one, other) => (other.vault > one.vault ? other : one), first);
  return `Balances of ${token.symbol} over time. The vault holds at most ${formatAmount(most.vault, token)} and at the end ${formatAmount(last.vault, token)}; the attacker has ${formatAmount(last.attacker, token)} at the end. The table below has the moments that matter.`;
};

/** The same as a table, at the moments that matter, exactly. */
function KeyMoments(props: {
  readonly points: readonly BalancePoint[];
  readonly phases: readonly Phase[];
  readonly token: TokenUnit;
}) {
  const { points, phases, token } = props;
  const first = points[0]?.at ?? 0;
  const moments = [
    { name: "start", at: first },
    ...phases.flatMap(({ label, from, until }) => [
      { name: `before: ${label}`, at: from - 1 },
      { name: `after: ${label}`, at: until },
    ]),
    { name: "end", at: points.at(-1)?.at ?? first },
  ]
    .filter(({ at }) => at >= first)
    .toSorted((one, other) => one.at - other.at);
  return (
    <details>
      <summary>{token.symbol} as a table</summary>
      <Scroll label={`${token.symbol} at the moments that matter`}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">moment</th>
              {holders.map((holder) => (
                <th key={holder} scope="col">
                  {holderNames[holder]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {moments.map(({ name, at }) => (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <small class="when">{formatUtc(at)}</small>
                </th>
                {holders.map((holder) => (
                  <td key={holder} class="number">
                    {formatAmount(lastBefore(points, at)?.[holder] ?? 0n, token)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
