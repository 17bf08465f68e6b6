import type { EChartsOption } from "echarts";
import { CustomChart, LineChart, LinesChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  TooltipComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

echarts.use([
  AriaComponent,
  CanvasRenderer,
  CustomChart,
  DataZoomComponent,
  GridComponent,
  LabelLayout,
  LegendComponent,
  LineChart,
  LinesChart,
  MarkAreaComponent,
  ScatterChart,
  TooltipComponent,
]);

const charts = new Set<ChartHandle>();
const firstDrawings: Promise<void>[] = [];

/** Waits until every plot of a page that was just rendered shows all that it has. */
export async function plotsDrawn(): Promise<void> {
  // Plots are made in effects, which come after the first frame.
  for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
  await Promise.all(firstDrawings);
}

/** Zooms every plot of a group to a span, in milliseconds since 1970. */
export function zoomTo(group: string, startValue: number, endValue: number): void {
  const [chart] = [...charts].filter((one) => one.group === group);
  chart?.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, startValue, endValue });
}

export type ChartHandle = ReturnType<typeof echarts.init>;

type ChartProps = {
  readonly option: EChartsOption;
  /** In pixels. */
  readonly height: number;
  /** What the plot shows, for whoever does not see it. */
  readonly label: string;
  /** Charts of one group zoom together. */
  readonly group?: string;
  /** Called once, with the chart. */
  readonly onReady?: (chart: ChartHandle) => void;
  /** A point to ring: what the axes have there, in milliseconds and the number of a row. */
  readonly ringed?: readonly [at: number, row: number] | null;
};

/** A plot that fills its width, and is drawn again when its options change. */
export function Chart({ option, height, label, group, onReady, ringed = null }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ChartHandle>(null);
  useEffect(() => {
    if (place.current === null) return;
    leaveWheelToPage(place.current);
    const made = echarts.init(place.current, null, { renderer: "canvas" });
    chart.current = made;
    charts.add(made);
    firstDrawings.push(new Promise((done) => made.on("finished", () => done())));
    if (group !== undefined) {
      made.group = group;
      echarts.connect(group);
    }
    onReady?.(made);
    const observer = new ResizeObserver(() => fillPlace(made));
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      charts.delete(made);
      made.dispose();
    };
  }, []);
  useEffect(() => {
    // Whatever the reader has zoomed to stays: only what the option names is replaced.
    chart.current?.setOption(option, { replaceMerge: ["series", "yAxis"] });
  }, [option]);
  useEffect(() => {
    if (chart.current !== null) fillPlace(chart.current);
  }, [height]);
  useEffect(() => {
    if (chart.current !== null && ringed !== null) bringIntoSpan(chart.current, ringed);
  }, [ringed?.[0], ringed?.[1]]);
  return (
    <div class="plot">
      <div
        ref={place}
        class="chart"
        role="img"
        aria-label={label}
        style={{ height: `${height}px` }}
      />
      <Ring chart={chart} ringed={ringed} drawnFor={option} />
    </div>
  );
}

/** Keeps the wheel from the library, which would take it from the page even where it does nothing. */
function leaveWheelToPage(place: HTMLElement): void {
  const keep = (event: WheelEvent) => {
    if (!event.ctrlKey) event.stopPropagation();
  };
  place.addEventListener("wheel", keep, { capture: true, passive: true });
}

/** Moves the zoom, as wide as it is, to a point that is outside of it. */
function bringIntoSpan(chart: ChartHandle, point: readonly [at: number, row: number]): void {
  const place = chart.convertToPixel({ gridIndex: 0 }, [...point]);
  if (place === undefined || chart.containPixel({ gridIndex: 0 }, place)) return;
  const [zoom] = (chart.getOption() as { dataZoom?: readonly Zoomed[] }).dataZoom ?? [];
  if (zoom === undefined) return;
  const half = (zoom.endValue - zoom.startValue) / 2;
  const [startValue, endValue] = [point[0] - half, point[0] + half];
  chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, startValue, endValue });
}

/** What a plot is zoomed to, in milliseconds since 1970. */
type Zoomed = { readonly startValue: number; readonly endValue: number };

/** Resizes a plot whose place has another size, and only then: it would draw everything anew. */
function fillPlace(chart: ChartHandle): void {
  const { clientWidth, clientHeight } = chart.getDom();
  if (chart.getWidth() !== clientWidth || chart.getHeight() !== clientHeight) chart.resize();
}

/**
 * A ring over the plot. It is no part of the plot, so that going from event to event draws nothing
 * else anew, however long the trace.
 */
function Ring(props: {
  readonly chart: RefObject<ChartHandle | null>;
  readonly ringed: NonNullable<ChartProps["ringed"]> | null;
  readonly drawnFor: EChartsOption;
}) {
  const { chart, ringed, drawnFor } = props;
  const [place, setPlace] = useState<readonly number[] | null>(null);
  useEffect(() => {
    const made = chart.current;
    if (made === null) return;
    const follow = () => {
      const point = ringed === null ? null : made.convertToPixel({ gridIndex: 0 }, [...ringed]);
      const isInside = point !== null && made.containPixel({ gridIndex: 0 }, point);
      setPlace(isInside ? point : null);
    };
    follow();
    made.on("finished", follow);
    return () => {
      made.off("finished", follow);
    };
  }, [ringed?.[0], ringed?.[1], drawnFor]);
  if (place === null) return null;
  return <div class="ring" style={{ left: `${place[0]}px`, top: `${place[1]}px` }} />;
}
