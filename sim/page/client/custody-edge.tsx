import { edgeVerbs } from "../../report/custody-words.ts";
import type { Point } from "./custody-boxes.ts";
import { pathData } from "./custody-curves.ts";
import type { Chosen } from "./custody-graph.tsx";
import type { PlacedEdge } from "./custody-layout.ts";

type EdgeProps = {
  readonly placed: PlacedEdge;
  readonly isFar: boolean;
  readonly onPoint: (chosen: Chosen | null) => void;
  readonly onChoose: (chosen: Chosen) => void;
};

/** A connection: by its stroke one sees who says so, by its width and color what passed. */
export function EdgeShape({ placed, isFar, onPoint, onChoose }: EdgeProps) {
  const { edge } = placed;
  const curve = pathData(placed);
  const chosen: Chosen = { what: "edge", id: edge.id };
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is not; the keyboard finds connections at the nodes that they connect, and in the table
    <g
      class={`edge ${edge.status} ${edge.certainty} ${edge.lapsed === null ? "" : "lapsed"} ${isFar ? "far" : ""}`}
      data-edge={edge.id}
      aria-hidden="true"
      onPointerEnter={() => onPoint(chosen)}
      onPointerLeave={() => onPoint(null)}
      onClick={() => onChoose(chosen)}
    >
      <path class="reach" d={curve} />
      <path class="line" d={curve} marker-end={`url(#custody-${edge.status})`} />
      {edge.lapsed !== null && <Lapsed placed={placed} />}
    </g>
  );
}

/** Crosses out a connection that held at no time of the run, and says why. */
function Lapsed({ placed }: { readonly placed: PlacedEdge }) {
  const { x, y } = between(placed.stations);
  return (
    <>
      <path class="cross" d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />
      <text class="edge-name" x={x} y={y + 22} text-anchor="middle">
        {placed.edge.lapsed}
      </text>
    </>
  );
}

/** The heads of the arrows, one for each color. */
export const Arrowheads = () => (
  <defs>
    {(["quiet", "taken", "delegation"] as const).map((status) => (
      <marker
        key={status}
        id={`custody-${status}`}
        class={`head ${status}`}
        viewBox="0 0 10 10"
        refX="9"
        refY="5"
        markerWidth={status === "quiet" ? 8 : 10}
        markerHeight={status === "quiet" ? 8 : 10}
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0 1L10 5L0 9Z" />
      </marker>
    ))}
  </defs>
);

/** The kind of a connection, written near the end that is not looked at. */
export function EdgeName(props: { readonly placed: PlacedEdge; readonly chosen: string }) {
  const { edge } = props.placed;
  const { x, y } = nameAt(props.placed, props.chosen);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is not
    <text class={`edge-name ${edge.status}`} x={x} y={y} text-anchor="middle" aria-hidden="true">
      {edgeVerbs[edge.kind].replace(/^is a /, "")}
    </text>
  );
}

function nameAt({ edge, source, stations }: PlacedEdge, chosen: string): Point {
  const [first, last] = [stations[0] ?? nowhere, stations.at(-1) ?? nowhere];
  if (chosen === edge.id) return between(stations);
  const [end, other] = chosen === source ? [last, first] : [first, last];
  return { x: end.x, y: other.y < end.y ? end.y - 15 : end.y + 21 };
}

/** The middle of the stretch between the last two rows. */
function between(stations: readonly Point[]): Point {
  const [from, to] = [stations.at(-3) ?? nowhere, stations.at(-2) ?? nowhere];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

const nowhere: Point = { x: 0, y: 0 };
