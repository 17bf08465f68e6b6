import type { EChartsOption } from "echarts";
import { formatUtc } from "../../core/time.ts";
import { eventWords } from "../../report/event-words.ts";
import type { Lane, Mark, Message } from "../../report/lanes.ts";
import type { Phase } from "../../report/phases.ts";
import type { Trace } from "../../trace/event.ts";
import { scenarioOf } from "../../trace/trace.ts";
import { escapeHtml } from "../html.ts";
import type { Palette } from "../palette.ts";
import type { Row } from "./events.tsx";
import { phaseAreas, plotEdges, plotText, timeAxis, tooltipBox, zoom } from "./plot-style.ts";

type LanesInput = {
  readonly trace: Trace;
  readonly rows: readonly Row[];
  readonly marks: readonly Mark[];
  readonly messages: readonly Message[];
  readonly phases: readonly Phase[];
  readonly palette: Palette;
  readonly isNarrow: boolean;
};

const rowHeight = 24;

export const lanesHeight = (rows: readonly Row[]): number => rows.length * rowHeight + 80;

/** Time in milliseconds, row, and the number of the event; mutable, as the library asks. */
type Dot = [at: number, row: number, seq: number];

/** Returns the row that holds each lane. */
const rowsByLane = (rows: readonly Row[]): ReadonlyMap<number, number> =>
  new Map(rows.flatMap(({ lanes }, row) => lanes.map((lane) => [lane, row] as const)));

/** Returns where an event's action stands in the picture; `null` for the begin and the end. */
export function placeOf(
  trace: Trace,
  lanes: readonly Lane[],
  rows: readonly Row[],
  seq: number,
): readonly [at: number, row: number] | null {
  const event = trace[seq];
  if (event === undefined || !("actor" in event)) return null;
  const lane = lanes.findIndex(({ actor }) => actor === event.actor);
  return [event.at * 1000, rowsByLane(rows).get(lane) ?? 0];
}

/** Returns the picture of the lanes, for the plotting library. */
export function lanesOption(input: LanesInput): EChartsOption {
  const { trace, rows, marks, messages, phases, palette, isNarrow } = input;
  const { start, end } = scenarioOf(trace);
  const rowOf = rowsByLane(rows);
  const dots = (outcome: Mark["outcome"]): Dot[] =>
    marks
      .filter((mark) => mark.outcome === outcome)
      .map(({ at, lane, seq }) => [at * 1000, rowOf.get(lane) ?? 0, seq]);
  const colorOf = ([, row]: Dot): string => roleColor(rows[row], palette);
  return {
    useUTC: true,
    animation: false,
    textStyle: plotText(palette),
    grid: { ...plotEdges(isNarrow), top: 8, bottom: 52 },
    tooltip: {
      trigger: "item",
      ...tooltipBox(palette),
      formatter: (shown) => tooltipOf(shown, trace),
    },
    xAxis: timeAxis({ from: start, until: end }, palette),
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: {
        color: palette.ink,
        fontSize: isNarrow ? 11 : 13,
        interval: 0,
        width: plotEdges(isNarrow).left - 12,
        overflow: "truncate",
      },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: palette.line } },
      splitArea: { show: false },
    },
    dataZoom: zoom(palette),
    series: [
      ...messageSeries(messages, palette),
      { name: "phases", type: "scatter", data: [], markArea: phaseAreas(phases, palette) },
      ...[...Map.groupBy(dots("ok"), colorOf)].map(([color, data]) => ({
        name: "ok",
        type: "scatter" as const,
        symbol: "circle",
        symbolSize: 8,
        itemStyle: { color, opacity: 0.85 },
        data,
        ...many,
      })),
      {
        name: "held",
        type: "scatter",
        symbol: "circle",
        symbolSize: 9,
        data: [...dots("info"), ...dots("pending")].map((value) => ({
          value,
          itemStyle: hollow(colorOf(value)),
        })),
      },
      {
        name: "refused",
        type: "scatter",
        symbol: cross,
        symbolSize: 11,
        itemStyle: { color: palette.attack },
        data: dots("fail"),
      },
    ],
  };
}

const cross = "path://M0,2 L2,0 L6,4 L10,0 L12,2 L8,6 L12,10 L10,12 L6,8 L2,12 L0,10 L4,6 Z";

/** A ring through which the plot is seen; the library's own is filled with white. */
const hollow = (color: string) => ({
  color: "transparent",
  borderColor: color,
  borderWidth: 2,
});

/** How thousands of marks of one color are drawn: as one shape, not one by one. */
const many = { large: true, largeThreshold: 5000 } as const;

function roleColor(row: Row | undefined, palette: Palette): string {
  if (row?.role === "attacker") return palette.attack;
  if (row?.role === "defender") return palette.vault;
  return row?.role === "user" ? palette.honest : palette.quiet;
}

const rowOfChain = { mainchain: 0, sidechain: 1 } as const;

type End = NonNullable<Message["sent"]>;

const dotOf = ({ at, chain, seq }: End): Dot => [at * 1000, rowOfChain[chain], seq];

/** Lines from one chain to the other, and a triangle for a payment without a request. */
function messageSeries(messages: readonly Message[], palette: Palette) {
  const whole = messages.flatMap(({ kind, sent, received }) =>
    sent === null || received === null
      ? []
      : [
          {
            coords: [
              [sent.at * 1000, rowOfChain[sent.chain]],
              [received.at * 1000, rowOfChain[received.chain]],
            ],
            lineStyle: { color: kind === "deposit" ? palette.honest : palette.vault },
          },
        ],
  );
  const ends = messages.flatMap(({ sent, received }): Dot[] => {
    const [from, to] = [sent, received];
    return [
      ...(from === null ? [] : [dotOf(from)]),
      ...(to === null || from === null ? [] : [dotOf(to)]),
    ];
  });
  const forged = messages.flatMap(({ sent, received }): Dot[] =>
    sent !== null || received === null ? [] : [dotOf(received)],
  );
  const lost = messages.flatMap(({ sent, received }): Dot[] =>
    sent === null || received !== null ? [] : [dotOf(sent)],
  );
  return [
    {
      name: "messages",
      type: "lines" as const,
      coordinateSystem: "cartesian2d" as const,
      lineStyle: { width: 1.5, opacity: 0.8 },
      symbol: ["none", "arrow"] as [string, string],
      symbolSize: 6,
      silent: true,
      data: whole,
    },
    {
      name: "ends",
      type: "scatter" as const,
      symbol: "circle",
      symbolSize: 5,
      itemStyle: { color: palette.quiet },
      data: ends,
      ...many,
    },
    {
      name: "unanswered",
      type: "scatter" as const,
      symbol: "circle",
      symbolSize: 8,
      itemStyle: hollow(palette.alarm),
      data: lost,
    },
    {
      name: "forged",
      type: "scatter" as const,
      symbol: "triangle",
      symbolSize: 13,
      itemStyle: { color: palette.attack },
      data: forged,
      z: 4,
    },
  ];
}

function tooltipOf(shown: unknown, trace: Trace): string {
  const value = (Array.isArray(shown) ? shown[0] : shown)?.value;
  const event = Array.isArray(value) ? trace[Number(value[2])] : undefined;
  if (event === undefined) return "";
  return `${formatUtc(event.at)}, event ${event.seq}<br>${escapeHtml(eventWords(trace, event))}`;
}
