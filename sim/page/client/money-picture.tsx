import type { MoneyLayout, PlacedSpot, PlacedStream } from "./money-layout.ts";
import { lineHeight, padding } from "./money-layout.ts";

/** The least scale at which the picture is drawn; on less room it scrolls. */
const leastScale = 0.75;

type PictureProps = {
  readonly layout: MoneyLayout;
  readonly label: string;
  readonly onSelect: (seq: number) => void;
};

/** Who paid whom: boxes are where money lay, arrows what went, and what of it was stolen. */
export const MoneyGraph = ({ layout, label, onSelect }: PictureProps) => (
  <svg
    class="money-graph"
    style={{
      width: "100%",
      maxWidth: `${Math.round(layout.width)}px`,
      minWidth: `${Math.round(layout.width * leastScale)}px`,
    }}
    viewBox={`0 0 ${layout.width} ${layout.height}`}
    role="img"
    aria-label={label}
  >
    <defs>
      {(["moved", "stolen", "home"] as const).map((kind) => (
        <marker
          key={kind}
          id={`money-${kind}`}
          class={`head ${kind}`}
          viewBox="0 0 10 10"
          refX="1"
          refY="5"
          markerWidth={headLength}
          markerHeight={headLength}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L10 5L0 10Z" />
        </marker>
      ))}
    </defs>
    {layout.streams.map((placed) => (
      <StreamShape key={keyOf(placed)} placed={placed} onSelect={onSelect} />
    ))}
    {layout.spots.map((placed) => (
      <SpotShape key={placed.spot.id} placed={placed} />
    ))}
  </svg>
);

const keyOf = ({ stream: { from, to, token, isTheft } }: PlacedStream): string =>
  `${from} ${to} ${token} ${isTheft}`;

function StreamShape(props: {
  readonly placed: PlacedStream;
  readonly onSelect: (seq: number) => void;
}) {
  const { stream, points, label, thickness } = props.placed;
  const kind = stream.isTheft ? "stolen" : stream.isHome ? "home" : "moved";
  const path = shortened(points)
    .map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`)
    .join("");
  // Above the line, which would strike it through.
  const top = label.y - (label.lines.length - 1) * lineHeight - thickness / 2 - 5;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table below has a button for the same step
    <g class={`stream ${kind}`} onClick={() => props.onSelect(stream.first.seq)}>
      <path d={path} stroke-width={thickness} marker-end={`url(#money-${kind})`} />
      {label.lines.map((line, index) => (
        <text key={line} x={label.x} y={top + index * lineHeight} text-anchor="middle">
          {line}
        </text>
      ))}
    </g>
  );
}

/** In pixels; wider than the thickest line. */
const headLength = 14;

/** Ends a line where the head of its arrow begins. */
function shortened(points: PlacedStream["points"]): PlacedStream["points"] {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return points;
  const [x, y] = [last.x - before.x, last.y - before.y];
  const part = Math.max(0, 1 - (headLength - 2) / Math.max(Math.hypot(x, y), 1));
  return [...points.slice(0, -1), { x: before.x + x * part, y: before.y + y * part }];
}

/** A box; behind each line, as long as its share of all that is there, what was stolen. */
function SpotShape({ placed }: { readonly placed: PlacedSpot }) {
  const { spot, lines, left, top, width, height } = placed;
  const inner = width - 2 * padding;
  return (
    <g class={`spot ${spot.kind}`} transform={`translate(${left} ${top})`}>
      <rect class="outline" width={width} height={height} rx="4" />
      <text class="name" x={padding} y={padding + 13}>
        {spot.label}
      </text>
      {lines.map(({ text, share, status }, index) => {
        const y = padding + (index + 1) * lineHeight;
        return (
          <g key={text} class={status}>
            <rect class="share" x={padding} y={y + 15} width={inner * share} height="3" />
            <text x={padding} y={y + 12}>
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}
