import { type Box, centerOf, type Point } from "./custody-boxes.ts";

/** An edge between two boxes, and the points through which the layout leads it. */
export type Route = {
  readonly from: Box;
  readonly to: Box;
  readonly points: readonly Point[];
};

/** A drawn edge: it leaves and enters boxes vertically, and bends between the rows alone. */
export type Curve = {
  /** Where it goes vertically, from end to end; it bends where neighbors differ in x. */
  readonly stations: readonly Point[];
};

/** A row of boxes. */
type Band = { readonly center: number; readonly top: number; readonly bottom: number };

/** Room for each edge at the side of a box where it ends, at most. */
const portGap = 15;

/** Returns the curves of all edges. Edges of one box end side by side, so that none hides another. */
export function curvesOf<R extends Route>(
  boxes: readonly Box[],
  routes: readonly R[],
): readonly (R & Curve)[] {
  const bands = bandsOf(boxes);
  const ways = routes.map((route) => wayOf(bands, route));
  const xOf = portsOf(routes, ways);
  return routes.map((route, index) => {
    const { from, to, points } = route;
    const between = ways[index];
    if (between === undefined) return { ...route, stations: points };
    const isDown = centerOf(from).y < centerOf(to).y;
    const [upper, lower] = isDown ? [from, to] : [to, from];
    const first = bandOf(bands, upper);
    const last = bandOf(bands, lower);
    const top = xOf(index, upper);
    const bottom = xOf(index, lower);
    const stations = [
      { x: top, y: upper.top + upper.height },
      { x: top, y: first.bottom },
      ...between.flatMap(({ x, band }) => [
        { x, y: band.top },
        { x, y: band.bottom },
      ]),
      { x: bottom, y: last.top },
      { x: bottom, y: lower.top },
    ];
    return { ...route, stations: isDown ? stations : stations.reverse() };
  });
}

/** Returns the path data of a curve. */
export function pathData({ stations }: Curve): string {
  return stations
    .filter(({ x, y }, index) => x !== stations[index - 1]?.x || y !== stations[index - 1]?.y)
    .map((point, index, all) => {
      const before = all[index - 1];
      const here = `${round(point.x)} ${round(point.y)}`;
      if (before === undefined) return `M${here}`;
      if (before.x === point.x) return `L${here}`;
      const middle = round((before.y + point.y) / 2);
      return `C${round(before.x)} ${middle} ${round(point.x)} ${middle} ${here}`;
    })
    .join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Returns the rows, from the top: boxes of one row are centered on one line. */
function bandsOf(boxes: readonly Box[]): readonly Band[] {
  const bands = new Map<number, Band>();
  for (const box of boxes) {
    const center = Math.round(centerOf(box).y);
    const band = bands.get(center) ?? { center, top: box.top, bottom: box.top };
    const top = Math.min(band.top, box.top);
    bands.set(center, { center, top, bottom: Math.max(band.bottom, box.top + box.height) });
  }
  return [...bands.values()].sort((one, other) => one.center - other.center);
}

function bandOf(bands: readonly Band[], box: Box): Band {
  const { y } = centerOf(box);
  const alone = { center: y, top: box.top, bottom: box.top + box.height };
  return bands.find(({ center }) => center === Math.round(y)) ?? alone;
}

type Way = readonly { readonly x: number; readonly band: Band }[];

/** Returns where an edge passes the rows between its ends; nothing if it stays in its row. */
function wayOf(bands: readonly Band[], { from, to, points }: Route): Way | undefined {
  const ends = [centerOf(from).y, centerOf(to).y].map(Math.round);
  const [upper, lower] = [Math.min(...ends), Math.max(...ends)];
  if (upper === lower) return undefined;
  return bands
    .filter(({ center }) => upper < center && center < lower)
    .map((band) => ({ x: xAt(points, band.center), band }));
}

/** Returns where a line through points is at a height. */
function xAt(points: readonly Point[], y: number): number {
  for (const [index, next] of points.entries()) {
    const before = points[index - 1];
    if (before === undefined || (before.y - y) * (next.y - y) > 0) continue;
    const share = before.y === next.y ? 0 : (y - before.y) / (next.y - before.y);
    return before.x + share * (next.x - before.x);
  }
  return points.at(-1)?.x ?? 0;
}

/** Spreads the edges at the top and at the bottom of each box, in the order in which they come. */
function portsOf(routes: readonly Route[], ways: readonly (Way | undefined)[]) {
  const sides = new Map<string, { index: number; toward: number; box: Box }[]>();
  const join = (index: number, box: Box, other: Box, next: number | undefined) => {
    const isAbove = centerOf(box).y < centerOf(other).y;
    const side = sideOf(box, isAbove);
    const toward = next ?? centerOf(other).x;
    sides.set(side, [...(sides.get(side) ?? []), { index, toward, box }]);
  };
  for (const [index, { from, to }] of routes.entries()) {
    const way = ways[index];
    if (way === undefined) continue;
    const isDown = centerOf(from).y < centerOf(to).y;
    join(index, from, to, way.at(isDown ? 0 : -1)?.x);
    join(index, to, from, way.at(isDown ? -1 : 0)?.x);
  }
  const ports = new Map<string, number>();
  for (const [side, ends] of sides) {
    const sorted = ends.toSorted((one, other) => one.toward - other.toward);
    for (const [place, { index, box }] of sorted.entries()) {
      const gap = Math.min(portGap, (box.width - 20) / sorted.length);
      const x = centerOf(box).x + (place - (sorted.length - 1) / 2) * gap;
      ports.set(`${index} ${side}`, x);
    }
  }
  return (index: number, box: Box): number =>
    ports.get(`${index} ${sideOf(box, true)}`) ??
    ports.get(`${index} ${sideOf(box, false)}`) ??
    centerOf(box).x;
}

const sideOf = ({ left, top }: Box, isBottom: boolean): string =>
  `${left} ${top} ${isBottom ? "bottom" : "top"}`;
