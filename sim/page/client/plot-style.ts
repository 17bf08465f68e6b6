import type { Phase } from "../../report/phases.ts";
import type { Palette } from "../palette.ts";

/** A span of time, in seconds since 1970. */
export type Span = { readonly from: number; readonly until: number };

/** The axis that all plots over time share: the same span, so that they zoom together. */
export const timeAxis = ({ from, until }: Span, palette: Palette) => ({
  type: "time" as const,
  min: from * 1000,
  max: until * 1000,
  axisLabel: {
    color: palette.faint,
    fontSize: 13,
    hideOverlap: true,
    formatter: {
      year: "{yyyy}",
      month: "{d} {MMM}",
      day: "{d} {MMM}",
      hour: "{HH}:{mm}",
      minute: "{HH}:{mm}",
      second: "{HH}:{mm}:{ss}",
    },
  },
  axisLine: { lineStyle: { color: palette.line } },
  splitLine: { show: false },
});

/** All plots over time begin at the same place, so that moments stand below each other. */
export const plotEdges = (isNarrow: boolean) => ({
  left: isNarrow ? 96 : 152,
  right: isNarrow ? 12 : 20,
});

/**
 * A slider below, and the wheel with Ctrl: without it the wheel scrolls the page (`chart.tsx` keeps
 * it from the library), as a finger does that moves up or down.
 */
export const zoom = (palette: Palette) => [
  {
    type: "inside" as const,
    zoomOnMouseWheel: "ctrl" as const,
    moveOnMouseWheel: false,
    preventDefaultMouseMove: false,
    filterMode: "none" as const,
  },
  {
    type: "slider" as const,
    height: 18,
    bottom: 4,
    filterMode: "none" as const,
    showDataShadow: false,
    borderColor: palette.line,
    fillerColor: palette.shadeAlarm,
    textStyle: { color: palette.faint },
    showDetail: false,
    brushSelect: false,
  },
];

const shades = {
  attack: "shadeAttack",
  undetected: "shadeUnseen",
  response: "shadeAlarm",
} as const;

/** The shaded spans of a run, as areas behind a series. */
export const phaseAreas = (phases: readonly Phase[], palette: Palette) => ({
  silent: true,
  label: { show: false },
  data: phases.map(
    ({ name, from, until }) =>
      [
        { xAxis: from * 1000, itemStyle: { color: palette[shades[name]] } },
        { xAxis: until * 1000 },
      ] as [object, object],
  ),
});

/** Text in plots: a canvas takes no `inherit`, and falls back to ten pixels. */
export const plotText = (palette: Palette) => ({
  color: palette.ink,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  fontSize: 13,
});

/** The box that follows the pointer. */
export const tooltipBox = (palette: Palette) => ({
  confine: true,
  backgroundColor: palette.panel,
  borderColor: palette.line,
  textStyle: { color: palette.ink, fontSize: 13 },
  extraCssText: "max-width: min(32rem, 90vw); white-space: normal; overflow-wrap: anywhere",
});
