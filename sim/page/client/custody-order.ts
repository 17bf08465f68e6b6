import { type Box, centerOf } from "./custody-boxes.ts";
import type { CustodyLayout } from "./custody-layout.ts";

/** A node's place for the keyboard: its row, counted in pixels from the top, and where in it. */
export type Stop = { readonly id: string; readonly row: number; readonly x: number };

/** Returns all nodes row by row, as one reads; an organization's row is that of its name. */
export function readingOrder({ frames, nodes }: CustodyLayout): readonly Stop[] {
  const stop = (id: string, box: Box, row: number): Stop => ({
    id,
    row: Math.round(row),
    x: centerOf(box).x,
  });
  return [
    ...frames.map((frame) => stop(frame.node.id, frame, frame.top)),
    ...nodes.map((placed) => stop(placed.node.id, placed, centerOf(placed).y)),
  ].sort((one, other) => one.row - other.row || one.x - other.x);
}

/** Returns the node to which a key leads; `null`: it is not one of ours, or there is none. */
export function keyedNode(key: string, order: readonly Stop[], current: string): string | null {
  const place = order.findIndex(({ id }) => id === current);
  const here = order[place];
  if (here === undefined) return null;
  switch (key) {
    case "ArrowRight":
      return order[place + 1]?.id ?? null;
    case "ArrowLeft":
      return order[place - 1]?.id ?? null;
    case "ArrowDown":
      return nearestIn(rowAfter(order.slice(place), here), here);
    case "ArrowUp":
      return nearestIn(rowAfter(order.slice(0, place).reverse(), here), here);
    case "Home":
      return order[0]?.id ?? null;
    case "End":
      return order.at(-1)?.id ?? null;
    default:
      return null;
  }
}

/** Returns the next row among some stops, which begin in `here`'s own. */
function rowAfter(stops: readonly Stop[], here: Stop): readonly Stop[] {
  const next = stops.find(({ row }) => row !== here.row);
  return stops.filter(({ row }) => row === next?.row);
}

function nearestIn(row: readonly Stop[], { x }: Stop): string | null {
  const sorted = row.toSorted((one, other) => Math.abs(one.x - x) - Math.abs(other.x - x));
  return sorted[0]?.id ?? null;
}
